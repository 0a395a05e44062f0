"""Paints the neurons: picture, outline, what the step lights up, and the lines of text beside them."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from engine.trace import Phase
from gui.network_view.geometry import Rect
from gui.network_view.labels import Line, lines_of
from gui.network_view.layout import BIAS
from gui.network_view.pictures import CORNER, Pictures
from gui.network_view.scene import NetworkScene, NeuronRef
from gui.network_view.stepping import Tone, layer_tone
from gui.theme.fonts import number_font, ui_font
from gui.theme.theme import Theme

_GLOW = ((9.0, 0.10), (5.0, 0.18), (2.0, 0.30))
_WAITING_OPACITY = 0.38
_ROLES = {"text": "text", "strong": "text", "muted": "muted_text", "accent": "accent_ink", "gradient": "gradient"}


@dataclass(frozen=True, slots=True)
class Brushes:
    """What all nodes of one picture share: theme, pictures, device pixels per unit, fonts."""

    theme: Theme
    pictures: Pictures
    pixels: float
    px: int
    plain: QFont
    strong: QFont
    metrics: QFontMetricsF
    strong_metrics: QFontMetricsF


def brushes_for(scene: NetworkScene, theme: Theme, pictures: Pictures, pixels: float) -> Brushes:
    """The brushes for a picture drawn at `pixels` device pixels per unit of the layout."""
    px = scene.layout.text_px
    plain, strong = _font(theme, px, False), _font(theme, px, True)
    return Brushes(theme, pictures, pixels, px, plain, strong, QFontMetricsF(plain), QFontMetricsF(strong))


def paint_nodes(painter: QPainter, scene: NetworkScene, brushes: Brushes) -> None:
    """All columns from the inputs to the outputs."""
    layers = len(scene.spec.network.layers)
    for column, place in enumerate(scene.layout.columns):
        tone = layer_tone(scene.phase, scene.active, column - 1, layers)
        painter.setOpacity(_WAITING_OPACITY if tone is Tone.WAITING else 1.0)
        for neuron in range(place.shown):
            _paint_body(painter, scene, brushes, column, neuron, tone)
            _paint_lines(painter, scene, brushes, column, neuron)
        if place.bias_y is not None:
            _paint_bias_node(painter, scene, brushes, column)
        if place.fold is not None:
            _paint_fold(painter, place.fold, place.folded, brushes)
    painter.setOpacity(1.0)


def _box(rect: Rect, margin: float = 0.0) -> QRectF:
    return QRectF(rect.left - margin, rect.top - margin, rect.width + 2 * margin, rect.height + 2 * margin)


def _paint_body(
    painter: QPainter, scene: NetworkScene, brushes: Brushes, column: int, neuron: int, tone: Tone
) -> None:
    theme, rect = brushes.theme, scene.layout.node(column, neuron)
    radius = rect.width * CORNER
    if tone is Tone.ACTIVE:
        _paint_glow(painter, rect, theme.gradient if scene.phase is Phase.BACKWARD else theme.accent)
    side = max(round(rect.width * brushes.pixels), 1)
    painter.drawImage(_box(rect), brushes.pictures.image(column, neuron, side, brushes.pixels))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = _outline(scene, theme, NeuronRef(column - 1, neuron), tone)
    if pen is not None:
        painter.setPen(pen)
        painter.drawRoundedRect(_box(rect), radius, radius)
    if scene.view.selected == (column - 1, neuron):
        painter.setPen(QPen(QColor(theme.accent), 2.0))
        painter.drawRoundedRect(_box(rect, 4.0), radius + 4.0, radius + 4.0)


def _outline(scene: NetworkScene, theme: Theme, ref: NeuronRef, tone: Tone) -> QPen | None:
    """A rim over the picture's own, for what the step or the cursor is at."""
    reached = scene.phase is Phase.BACKWARD and ref.layer >= 0 and tone in (Tone.ACTIVE, Tone.DONE)
    if reached:
        return QPen(QColor(theme.gradient), 2.6 if tone is Tone.ACTIVE else 1.6)
    if tone is Tone.ACTIVE:
        return QPen(QColor(theme.accent), 2.6)
    return QPen(QColor(theme.node_outline), 2.4) if scene.pointed == ref else None


def _paint_glow(painter: QPainter, rect: Rect, name: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    color = QColor(name)
    for margin, strength in _GLOW:
        color.setAlphaF(strength)
        painter.setBrush(color)
        radius = rect.width * CORNER + margin
        painter.drawRoundedRect(_box(rect, margin), radius, radius)


def _paint_lines(painter: QPainter, scene: NetworkScene, brushes: Brushes, column: int, neuron: int) -> None:
    lines = lines_of(scene, column, neuron)
    if not lines:
        return
    rect, step = scene.layout.node(column, neuron), scene.layout.text_px + 3.0
    place, last = scene.layout.columns[column], len(scene.layout.columns) - 1
    left, right, centre = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter
    if column in (0, last):
        width = scene.layout.side_width - 14.0
        start = rect.left - 9.0 - width if column == 0 else rect.right + 9.0
        side, top = right if column == 0 else left, rect.centre[1] - step * len(lines) / 2
    else:
        width = scene.layout.columns[column + 1].x - place.x - 4.0
        start, side, top = rect.centre[0] - width / 2, centre, rect.bottom + 2.0
    if column not in (0, last):
        _paint_veil(painter, brushes, QRectF(start, top, width, step), lines, place.inline)
    if place.inline and len(lines) == 2:
        half = width / 2 - 4.0
        _paint_line(painter, brushes, lines[0], QRectF(start, top, half, step), right)
        _paint_line(painter, brushes, lines[1], QRectF(start + half + 8.0, top, half, step), left)
        return
    for index, line in enumerate(lines):
        _paint_line(painter, brushes, line, QRectF(start, top + step * index, width, step), side)


def _paint_veil(
    painter: QPainter, brushes: Brushes, row: QRectF, lines: tuple[Line, ...], inline: bool
) -> None:
    """Calm the edges that pass under the text."""
    widths = [_advance(brushes.theme, brushes.px, False, line.text) for line in lines]
    width = min((sum(widths) + 8.0 if inline else max(widths)) + 4.0, row.width())
    height = row.height() * (1 if inline else len(lines)) - 2.0
    veil = QColor(brushes.theme.background)
    veil.setAlphaF(0.7)
    painter.fillRect(QRectF(row.center().x() - width / 2, row.top() + 1.0, width, height), veil)


def _paint_line(
    painter: QPainter, brushes: Brushes, line: Line, box: QRectF, side: Qt.AlignmentFlag
) -> None:
    strong = line.role == "strong"
    text, width = line.text, _advance(brushes.theme, brushes.px, strong, line.text)
    if width > box.width():
        metrics = brushes.strong_metrics if strong else brushes.metrics
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        width = metrics.horizontalAdvance(text)
    free = box.width() - width
    x = box.left() + (0.0 if side == Qt.AlignmentFlag.AlignLeft else free)
    if side == Qt.AlignmentFlag.AlignHCenter:
        x = box.left() + free / 2
    painter.setFont(brushes.strong if strong else brushes.plain)
    painter.setPen(QColor(getattr(brushes.theme, _ROLES[line.role])))
    painter.drawText(QPointF(x, box.center().y() + brushes.px * 0.36), text)


@lru_cache(maxsize=4096)
def _advance(theme: Theme, px: int, strong: bool, text: str) -> float:
    """The width of a text; asked for again and again with the same few numbers."""
    return QFontMetricsF(_font(theme, px, strong)).horizontalAdvance(text)


@lru_cache(maxsize=16)
def _font(theme: Theme, px: int, strong: bool) -> QFont:
    return ui_font(theme, px, QFont.Weight.DemiBold) if strong else number_font(theme, px)


def _paint_bias_node(painter: QPainter, scene: NetworkScene, brushes: Brushes, column: int) -> None:
    """The textbook's bias neuron: always 1."""
    box = _box(scene.layout.node(column, BIAS))
    painter.setPen(QPen(QColor(brushes.theme.node_outline), 1.1))
    painter.setBrush(QColor(brushes.theme.raised))
    painter.drawEllipse(box)
    _paint_line(painter, brushes, Line("1", "strong"), box, Qt.AlignmentFlag.AlignHCenter)


def _paint_fold(painter: QPainter, rect: Rect, count: int, brushes: Brushes) -> None:
    """A brace with the number of neurons that are not drawn."""
    half, top, x = max(rect.width / 2 - 14.0, rect.width * 0.36), rect.top, rect.centre[0]
    brace = QPainterPath(QPointF(x - half, top))
    brace.quadTo(x - half, top + 4, x - half + 6, top + 4)
    brace.lineTo(x - 4, top + 4)
    brace.quadTo(x, top + 4, x, top + 7)
    brace.quadTo(x, top + 4, x + 4, top + 4)
    brace.lineTo(x + half - 6, top + 4)
    brace.quadTo(x + half, top + 4, x + half, top)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(brushes.theme.muted_text), 1.2))
    painter.drawPath(brace)
    line = Line(f"+ {count:,} more" if rect.width >= 80.0 else f"+{count}", "muted")
    box = QRectF(rect.left - 2, top + 7, rect.width + 4, 15)
    _paint_line(painter, brushes, line, box, Qt.AlignmentFlag.AlignHCenter)
