"""The one function that paints a network, for the screen and for PNG, SVG and PDF."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from gui.network_view.badge import paint_badge
from gui.network_view.chip_painting import paint_chips
from gui.network_view.chip_places import chips_of
from gui.network_view.edge_style import EdgeStyle, styled
from gui.network_view.edges import paint_edges
from gui.network_view.labels import title_lines
from gui.network_view.layout import LEGEND
from gui.network_view.legend import LegendItem, legend
from gui.network_view.locks import dashed, paint_locks
from gui.network_view.nodes import Brushes, paint_nodes
from gui.network_view.pictures import Pictures
from gui.network_view.scene import TITLES, NetworkScene
from gui.network_view.twins import paint_twins
from gui.theme.fonts import number_font, ui_font
from gui.theme.theme import Theme

_FILE_PIXELS = 3.0


def paint_network(
    painter: QPainter, scene: NetworkScene, theme: Theme, pictures: Pictures | None = None
) -> None:
    """Paint the scene without a background; `pictures` keeps the nodes' pictures from one call to the next."""
    style = styled(scene)
    paint_edges_only(painter, scene, theme, style)
    paint_nodes_only(painter, scene, theme, pictures or Pictures(), style)


def paint_edges_only(painter: QPainter, scene: NetworkScene, theme: Theme, style: EdgeStyle | None = None) -> None:
    """What moves with every update."""
    with _smooth(painter):
        _place(painter, scene)
        chips = chips_of(scene, theme) if scene.phase is not None else None
        paint_edges(painter, scene, style or styled(scene), theme, chips)


def paint_nodes_only(
    painter: QPainter, scene: NetworkScene, theme: Theme, pictures: Pictures, style: EdgeStyle | None = None
) -> None:
    """All that stands over the edges; the labels of active edges only with their `style`."""
    pictures.show(scene.surface, scene.spec, scene.info, theme)
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    vector = device is not None and device.devType() not in _RASTER
    with _smooth(painter):
        _place(painter, scene)
        pixels = _FILE_PIXELS if vector else ratio * scene.scale
        paint_nodes(painter, scene, Brushes(theme, pictures, pixels))
        paint_twins(painter, scene, theme)
        paint_locks(painter, scene, theme)
        if style is not None and scene.phase is not None:
            paint_chips(painter, scene, chips_of(scene, theme), style, theme)
        paint_badge(painter, scene, theme)
    with _smooth(painter):
        if scene.titles:
            _paint_titles(painter, scene, theme)
        _paint_legend(painter, scene, theme)


@contextmanager
def _smooth(painter: QPainter) -> Iterator[None]:
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    yield
    painter.restore()


def _place(painter: QPainter, scene: NetworkScene) -> None:
    """From here on in the layout's own units."""
    painter.translate(scene.dx, scene.dy)
    painter.scale(scene.scale, scene.scale)


_RASTER = (1, 2, 3)
"""QInternal's Widget, Pixmap and Image; SVG and PDF take pictures at a fixed fineness."""


def _paint_titles(painter: QPainter, scene: NetworkScene, theme: Theme) -> None:
    """Names, sizes and activations over the columns, where no headers stand."""
    columns = scene.layout.columns
    pitch = scene.layout.pitch
    strong = ui_font(theme, scene.layout.text_px, QFont.Weight.DemiBold)
    for number, column in enumerate(columns):
        x, width = scene.dx + column.middle * scene.scale, pitch * scene.scale
        for text, font, ink, top in zip(
            title_lines(scene, number),
            (strong, ui_font(theme, scene.layout.text_px)),
            (theme.text, theme.muted_text),
            (TITLES * 0.22, TITLES * 0.6),
            strict=True,
        ):
            painter.setFont(font)
            painter.setPen(QColor(ink))
            box = QRectF(x - width / 2 + 2, top, width - 4, TITLES * 0.38)
            shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)


def _paint_legend(painter: QPainter, scene: NetworkScene, theme: Theme) -> None:
    """One centred line at the foot of the canvas, on a plate: neurons may lie under it when one looks closer."""
    width, height = scene.canvas
    painter.setFont(number_font(theme, theme.heading_px))
    metrics = painter.fontMetrics()
    items = legend(scene, chips_of(scene, theme) if scene.phase is not None else None)
    gap = 18.0

    def spans() -> list[float]:
        return [metrics.horizontalAdvance(item.text) + (_MARK + 7.0 if item.color else 0.0) for item in items]

    if sum(spans()) + gap * len(items) > width:
        items, gap = tuple(replace(item, text=item.short or item.text) for item in items), 12.0
    widths = spans()
    gap = min(gap, (width - 16.0 - sum(widths)) / max(len(items) - 1, 1))
    x = (width - sum(widths) - gap * (len(items) - 1)) / 2
    middle = height - LEGEND / 2
    near = scene.scale > 1.0 or scene.dy < 0.0
    painter.setPen(QPen(QColor(theme.border), 1.0) if near else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(QColor(theme.background))
    painter.drawRoundedRect(QRectF(x - 10.5, middle - 11.5, width - 2 * x + 21.0, 23.0), theme.radius, theme.radius)
    for item, span in zip(items, widths, strict=True):
        text_x = x
        if item.color:
            _paint_mark(painter, item, x, middle, theme)
            text_x += _MARK + 7.0
        painter.setPen(QColor(theme.muted_text))
        painter.drawText(QRectF(text_x, middle - 10, span + 2, 20), Qt.AlignmentFlag.AlignVCenter, item.text)
        x += span + gap


_MARK = 15.0


def _paint_mark(painter: QPainter, item: LegendItem, x: float, y: float, theme: Theme) -> None:
    """A piece of the line, arrow or pair of rails that the words speak of."""
    ink = QColor(getattr(theme, item.color))
    pen = QPen(ink, 1.4 if item.mark == "rails" else 3.0)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    if item.mark == "dashes":
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen = dashed(pen)
    painter.setPen(pen)
    for shift in (-2.5, 2.5) if item.mark == "rails" else (0.0,):
        painter.drawLine(QPointF(x + 1.5, y + shift), QPointF(x + _MARK - 1.5, y + shift))
    if item.mark in ("forward", "backward"):
        tip, way = (x + _MARK, -1.0) if item.mark == "forward" else (x, 1.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        head = (QPointF(tip, y), QPointF(tip + way * 7.0, y - 4.5), QPointF(tip + way * 7.0, y + 4.5))
        painter.drawPolygon(QPolygonF(head))
