"""Paints the neurons: picture, outline, what the step lights up, and the lines of text beside them."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from engine.trace import Phase
from gui.network_view.chip_places import chips_of
from gui.network_view.emphasis import NODES_BACK, Light, light_of
from gui.network_view.flow import flow_ink
from gui.network_view.fold_painting import paint_foot
from gui.network_view.geometry import Rect
from gui.network_view.image_painting import paint_image
from gui.network_view.image_plates import own_picture
from gui.network_view.layout import BIAS
from gui.network_view.pictures import CORNER, Pictures
from gui.network_view.rows import Text
from gui.network_view.scene import NetworkScene, NeuronRef
from gui.network_view.stepping import Tone, layer_tone
from gui.network_view.texts import Word, advance_in, font_of, words_at
from gui.theme.theme import Theme

_GLOW = ((9.0, 0.10), (5.0, 0.18), (2.0, 0.30))
_HALOS = {Light.OPERAND: (3.0, 0.45), Light.STRONGEST: (5.0, 0.85)}
"""Width and strength of the ring around a neuron that the formula on screen speaks of."""

_WAITING_OPACITY = 0.38
_ROLES = {
    "text": "text",
    "strong": "text",
    "muted": "muted_text",
    "accent": "accent_ink",
    "gradient": "gradient",
    "warning": "warning_text",
}
_VEIL = 0.88
_OFF_OPACITY = 0.22
"""Of the picture of a neuron that dropout leaves out."""

_MARK = 7.0
"""The radius of the mark on a neuron that learns nothing."""


@dataclass(frozen=True)
class Brushes:
    """What all nodes of one picture share: theme, pictures, device pixels per unit."""

    theme: Theme
    pictures: Pictures
    pixels: float


def paint_nodes(painter: QPainter, scene: NetworkScene, brushes: Brushes) -> None:
    """All columns from the inputs to the outputs."""
    layers = len(scene.spec.network.layers)
    for column, place in enumerate(scene.layout.columns):
        tone = layer_tone(scene.phase, scene.active, column - 1, layers)
        opacity = _WAITING_OPACITY if tone is Tone.WAITING else 1.0
        for neuron in place.neurons:
            back = light_of(scene, column - 1, neuron) is Light.BACK
            painter.setOpacity(opacity * NODES_BACK if back else opacity)
            _paint_body(painter, scene, brushes, column, neuron, tone)
        painter.setOpacity(opacity)
        if place.image is not None:
            paint_image(painter, scene, brushes.pictures, brushes.theme)
        if scene.layout.columns[column].text is not Text.TAG:
            _paint_column_words(painter, scene, brushes, column)
        if place.bias_y is not None:
            _paint_bias_node(painter, scene, brushes, column)
        paint_foot(painter, scene, column, tone, brushes.pictures, brushes.theme)
    painter.setOpacity(1.0)
    for column, place in enumerate(scene.layout.columns):
        if place.text is Text.TAG:  # over the nodes of the next column
            _paint_column_words(painter, scene, brushes, column)


def _paint_column_words(painter: QPainter, scene: NetworkScene, brushes: Brushes, column: int) -> None:
    """The words of a column, but for those that a chip stands on."""
    place = scene.layout.columns[column]
    boxes = chips_of(scene, brushes.theme).boxes.values() if scene.phase is not None else ()
    veiled = place.text in (Text.BELOW, Text.INLINE)
    for neuron in place.neurons:
        words = words_at(scene, column, neuron, advance_in(brushes.theme))
        free = tuple(word for word in words if not any(word.box.overlaps(box) for box in boxes))
        _paint_words(painter, free, veiled, brushes.theme)


def _box(rect: Rect, margin: float = 0.0) -> QRectF:
    return QRectF(rect.left - margin, rect.top - margin, rect.width + 2 * margin, rect.height + 2 * margin)


def _paint_body(
    painter: QPainter, scene: NetworkScene, brushes: Brushes, column: int, neuron: int, tone: Tone
) -> None:
    theme, rect = brushes.theme, scene.layout.node(column, neuron)
    radius = rect.width * CORNER
    tone = _own_tone(scene, column, neuron, tone)
    light = light_of(scene, column - 1, neuron)
    if tone is Tone.ACTIVE and scene.phase is not Phase.UPDATE and light is not Light.BACK:
        _paint_glow(painter, rect, flow_ink(scene, theme))
    if light in _HALOS:
        _paint_halo(painter, rect, QColor(theme.focus), *_HALOS[light])
    side = max(round(rect.width * brushes.pixels), 1)
    opacity, off = painter.opacity(), scene.left_out(column - 1, neuron)
    painter.setOpacity(opacity * _OFF_OPACITY if off else opacity)
    if scene.info.image is None:
        picture = brushes.pictures.image(column, neuron, side, brushes.pixels)
    else:
        picture = own_picture(scene, brushes.pictures, column, neuron, (side, brushes.pixels), theme)
    painter.drawImage(_box(rect), picture)
    painter.setOpacity(opacity)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if off:
        _paint_off(painter, rect, theme)
    pen = _outline(scene, theme, NeuronRef(column - 1, neuron), tone)
    if pen is not None:
        painter.setPen(pen)
        painter.drawRoundedRect(_box(rect), radius, radius)
    if column and (silence := scene.silence(column - 1, neuron)):
        _paint_mark(painter, rect, silence == "dead", theme)
    if scene.view.selected == (column - 1, neuron):
        painter.setPen(QPen(QColor(theme.accent), 2.0))
        painter.drawRoundedRect(_box(rect, 4.0), radius + 4.0, radius + 4.0)


def _own_tone(scene: NetworkScene, column: int, neuron: int, tone: Tone) -> Tone:
    """A neuron of the active layer that the step has not come to waits still."""
    stepping = scene.phase not in (None, Phase.LOSS) and column - 1 == scene.active
    return Tone.WAITING if stepping and neuron >= scene.reached else tone


def _outline(scene: NetworkScene, theme: Theme, ref: NeuronRef, tone: Tone) -> QPen | None:
    """A rim over the picture's own, for what the step or the cursor is at."""
    reached = scene.phase is Phase.BACKWARD and ref.layer >= 0 and tone in (Tone.ACTIVE, Tone.DONE)
    if reached:
        return QPen(QColor(theme.gradient), 2.6 if tone is Tone.ACTIVE else 1.6)
    if tone is Tone.ACTIVE:
        return QPen(QColor(flow_ink(scene, theme)), 2.6)
    return QPen(QColor(theme.node_outline), 2.4) if scene.pointed == ref else None


def _paint_glow(painter: QPainter, rect: Rect, name: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    color = QColor(name)
    for margin, strength in _GLOW:
        color.setAlphaF(strength)
        painter.setBrush(color)
        radius = rect.width * CORNER + margin
        painter.drawRoundedRect(_box(rect, margin), radius, radius)


def _paint_mark(painter: QPainter, rect: Rect, dead: bool, theme: Theme) -> None:
    """On the corner of a neuron: a filled disc with a bar if it is dead, an empty one if it is only inactive."""
    radius = min(_MARK, rect.width / 4)
    centre = QPointF(rect.right - radius * 0.6, rect.top + radius * 0.6)
    ink = QColor(theme.warning_text if dead else theme.muted_text)
    painter.setPen(QPen(ink if not dead else QColor(theme.background), 1.4))
    painter.setBrush(ink if dead else QColor(theme.background))
    painter.drawEllipse(centre, radius, radius)
    painter.setPen(QPen(QColor(theme.background) if dead else ink, 1.6))
    half = QPointF(radius * 0.5, 0.0)
    painter.drawLine(centre - half, centre + half)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_off(painter: QPainter, rect: Rect, theme: Theme) -> None:
    """The dashed rim of a neuron whose activation does not go on."""
    painter.setPen(QPen(QColor(theme.muted_text), 1.6, Qt.PenStyle.DashLine))
    painter.drawRoundedRect(_box(rect), rect.width * CORNER, rect.width * CORNER)


def _paint_halo(painter: QPainter, rect: Rect, color: QColor, width: float, strength: float) -> None:
    """A calm ring around a neuron that the formula speaks of."""
    color.setAlphaF(strength)
    painter.setPen(QPen(color, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    margin = 2.0 + width / 2
    painter.drawRoundedRect(_box(rect, margin), rect.width * CORNER + margin, rect.width * CORNER + margin)


def _paint_words(painter: QPainter, words: tuple[Word, ...], veiled: bool, theme: Theme) -> None:
    """The lines of a neuron; those over edges on a veil that calms them, a tag on a plate."""
    for word in words:
        box = QRectF(word.box.left, word.box.top, word.box.width, word.box.height)
        if word.tag:
            painter.setPen(QPen(QColor(theme.border), 1.0))
            painter.setBrush(QColor(theme.edge_label_background))
            painter.drawRoundedRect(box.adjusted(-3, -0.5, 3, 0.5), 3, 3)
        elif veiled:
            veil = QColor(theme.background)
            veil.setAlphaF(_VEIL)
            painter.fillRect(box.adjusted(-3, 0, 3, 0), veil)
        painter.setFont(font_of(theme, word.px, word.strong))
        painter.setPen(QColor(getattr(theme, _ROLES[word.role])))
        painter.drawText(QPointF(box.left(), box.center().y() + word.px * 0.36), word.text)


def _paint_bias_node(painter: QPainter, scene: NetworkScene, brushes: Brushes, column: int) -> None:
    """The textbook's bias neuron: always 1."""
    box = _box(scene.layout.node(column, BIAS))
    painter.setPen(QPen(QColor(brushes.theme.node_outline), 1.1))
    painter.setBrush(QColor(brushes.theme.raised))
    painter.drawEllipse(box)
    px = scene.layout.text_px
    painter.setFont(font_of(brushes.theme, px, strong=True))
    painter.setPen(QColor(brushes.theme.text))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "1")
