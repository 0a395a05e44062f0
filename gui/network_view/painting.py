"""The one function that paints a network, for the screen and for PNG, SVG and PDF."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from gui.network_view.edge_style import EdgeStyle, styled
from gui.network_view.edges import paint_edge_labels, paint_edges
from gui.network_view.labels import legend, loss_badge, title_lines
from gui.network_view.layout import LEGEND
from gui.network_view.nodes import brushes_for, paint_nodes
from gui.network_view.pictures import Pictures
from gui.network_view.scene import TITLES, NetworkScene
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
        paint_edges(painter, scene, style or styled(scene), theme)


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
        paint_nodes(painter, scene, brushes_for(scene, theme, pictures, pixels))
        if style is not None:
            paint_edge_labels(painter, scene, style, theme)
        _paint_badge(painter, scene, theme)
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


def _paint_badge(painter: QPainter, scene: NetworkScene, theme: Theme) -> None:
    """The loss, over the outputs."""
    text = loss_badge(scene)
    if not text:
        return
    painter.setFont(number_font(theme, scene.layout.text_px, QFont.Weight.Medium))
    width = painter.fontMetrics().horizontalAdvance(text) + 22.0
    height = scene.layout.text_px + 12.0
    column = len(scene.layout.columns) - 1
    node = scene.layout.node(column, 0)
    left = min(max(node.centre[0] - width / 2, 4.0), scene.layout.width - width - 4.0)
    box = QRectF(left, max(node.top - height - 16.0, 2.0), width, height)
    painter.setPen(QPen(QColor(theme.accent), 1.2))
    painter.setBrush(QColor(theme.accent_soft))
    painter.drawRoundedRect(box, height / 2, height / 2)
    painter.setPen(QColor(theme.accent_ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _paint_titles(painter: QPainter, scene: NetworkScene, theme: Theme) -> None:
    """Names, sizes and activations over the columns, where no headers stand."""
    columns = scene.layout.columns
    pitch = columns[1].x - columns[0].x
    strong = ui_font(theme, scene.layout.text_px, QFont.Weight.DemiBold)
    for number, column in enumerate(columns):
        x, width = scene.dx + column.x * scene.scale, pitch * scene.scale
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
    """One centred line at the foot of the canvas: what colour and width mean now."""
    width, height = scene.canvas
    painter.setFont(number_font(theme, theme.heading_px))
    metrics = painter.fontMetrics()
    items = legend(scene)
    widths = [metrics.horizontalAdvance(item.text) + (20.0 if item.color else 0.0) for item in items]
    gap = 18.0
    x = (width - sum(widths) - gap * (len(items) - 1)) / 2
    middle = height - LEGEND / 2
    veil = QColor(theme.background)
    veil.setAlphaF(0.85)
    painter.fillRect(QRectF(x - 10.0, middle - 11.0, width - 2 * x + 20.0, 22.0), veil)
    for item, span in zip(items, widths, strict=True):
        text_x = x
        if item.color:
            pen = QPen(QColor(getattr(theme, item.color)), 3.0)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLine(QPointF(x + 1.5, middle), QPointF(x + 12.5, middle))
            text_x += 20.0
        painter.setPen(QColor(theme.muted_text))
        painter.drawText(QRectF(text_x, middle - 10, span + 2, 20), Qt.AlignmentFlag.AlignVCenter, item.text)
        x += span + gap
