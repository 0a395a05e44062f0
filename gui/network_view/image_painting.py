"""Paints the inputs of a picture: the chosen example, and Flatten as what it does, row after row into a vector."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from engine.catalog.arrays import Array
from gui.network_view.geometry import Rect
from gui.network_view.image_place import ImagePlace
from gui.network_view.pictures import Pictures
from gui.network_view.rows import SMALL_PX
from gui.network_view.scene import NetworkScene, NeuronRef
from gui.network_view.texts import font_of
from gui.network_view.weight_image import block_means
from gui.own_numbers import YOURS
from gui.pictures.images import pixel_image
from gui.theme.theme import Theme

OWN = "Your picture"
NOT_LEARNED = "Teaches no weight"
_MOST_LIT = 200
_BAND, _OFF_STRIP = 0.35, 5.0


def paint_image(painter: QPainter, scene: NetworkScene, pictures: Pictures, theme: Theme) -> None:
    """The picture, the vector, the words under them, and the pixel that is looked at in all of them."""
    place = scene.layout.columns[0].image
    if place is None:
        return
    values = pixels_of(scene)
    rest = painter.renderHints()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
    if values is not None:
        tall = round(place.strip.height)
        both = pictures.kept.image(
            "example", values, lambda: _images(values, place, tall, theme), (theme, tall), flowing=False
        )
        painter.drawImage(_box(place.rect), both[0])
        painter.drawImage(_box(place.strip), both[1])
    painter.setRenderHints(rest)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.control_border), 1.0))
    for start, end in _rails(place.rect, place.strip):
        painter.drawLine(start, end)
    for rect in (place.rect, place.strip):
        painter.drawRect(_box(rect).adjusted(-0.5, -0.5, 0.5, 0.5))
    _paint_caption(painter, place, theme)
    _paint_owner(painter, scene, place, theme)
    _paint_lit(painter, scene, place, theme)
    if scene.view.selected is not None and scene.view.selected[0] < 0:
        _paint_way(painter, place, scene.view.selected[1], theme.accent, theme)
    if isinstance(scene.pointed, NeuronRef) and scene.pointed.layer < 0:
        _paint_way(painter, place, scene.pointed.neuron, theme.text, theme)


def pixels_of(scene: NetworkScene) -> Array | None:
    """The chosen example's pixels (inputs,) as the data have them."""
    example = scene.snapshot.example if scene.snapshot else None
    if example is None:
        return None
    return example.raw if example.made is None else example.made


def _images(values: Array, place: ImagePlace, tall: int, theme: Theme) -> tuple[QImage, QImage]:
    """The picture, and the vector in so many pixels."""
    line = block_means(values[:, None], tall, 1)
    return pixel_image(values, (place.rows, place.columns), theme), pixel_image(line, line.shape, theme)


def _rails(one: Rect, other: Rect) -> tuple[tuple[QPointF, QPointF], ...]:
    """The lines from the right corners of one to the left corners of the other."""
    return (
        (QPointF(one.right, one.top), QPointF(other.left, other.top)),
        (QPointF(one.right, one.bottom), QPointF(other.left, other.bottom)),
    )


def _paint_caption(painter: QPainter, place: ImagePlace, theme: Theme) -> None:
    middle, top = place.rect.centre[0], place.rect.bottom + 6.0
    sizes = f"{place.rows} × {place.columns} → {place.total:,}"
    lines = ("Flatten", True, theme.text), (sizes, False, theme.muted_text)
    for row, (text, strong, ink) in enumerate(lines):
        painter.setFont(font_of(theme, SMALL_PX, strong))
        painter.setPen(QColor(ink))
        wide = painter.fontMetrics().horizontalAdvance(text)
        left = max(min(middle - wide / 2, place.strip.left - wide - _OFF_STRIP), 1.0)
        painter.drawText(QPointF(left, top + SMALL_PX + row * (SMALL_PX + 4.0)), text)


def _paint_owner(painter: QPainter, scene: NetworkScene, place: ImagePlace, theme: Theme) -> None:
    """Over a picture that is no example of the data, whose it is."""
    example = scene.snapshot.example if scene.snapshot else None
    if example is None or example.index >= 0:
        return
    name = example.name
    lines = [(OWN, True)] if name == YOURS else [(name[:1].upper() + name[1:], True), (NOT_LEARNED, False)]
    bottom = place.rect.top - 8.0
    for row, (text, strong) in enumerate(reversed(lines)):
        painter.setFont(font_of(theme, SMALL_PX, strong))
        painter.setPen(QColor(theme.accent_ink if strong else theme.muted_text))
        wide = painter.fontMetrics().horizontalAdvance(text)
        painter.drawText(QPointF(max(place.rect.centre[0] - wide / 2, 1.0), bottom - row * (SMALL_PX + 4.0)), text)


def _paint_lit(painter: QPainter, scene: NetworkScene, place: ImagePlace, theme: Theme) -> None:
    """The pixels that the formula on screen speaks of."""
    lights = scene.view.highlights
    pixels = [neuron for layer, neuron in lights.neurons if layer < 0]
    if len(pixels) <= _MOST_LIT:
        for pixel in pixels:
            strong = (-1, pixel) in lights.strongest
            painter.setPen(QPen(QColor(theme.focus), 2.0 if strong else 1.0))
            painter.drawRect(_box(place.pixel(pixel)))


def _paint_way(painter: QPainter, place: ImagePlace, pixel: int, ink: str, theme: Theme) -> None:
    """A pixel, its row, and where both are in the vector, with the pixel's number there."""
    row = pixel // place.columns
    line, stretch = place.line(row), place.stretch(row)
    (upper, upper_end), (lower, lower_end) = _rails(line, stretch)
    band = QColor(theme.accent)
    band.setAlphaF(_BAND)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(band)
    painter.drawPolygon(QPolygonF((upper, upper_end, lower_end, lower)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.accent), 1.0))
    painter.drawRect(_box(line))
    painter.drawRect(_box(stretch))
    for width, color in ((4.0, theme.background), (2.0, ink)):
        painter.setPen(QPen(QColor(color), width))
        painter.drawRect(_box(place.pixel(pixel)))
    x, y = place.port(pixel)
    text, font = f"{pixel + 1:,}", font_of(theme, SMALL_PX, strong=True)
    painter.setFont(font)
    wide = painter.fontMetrics().horizontalAdvance(text) + 8.0
    tag = QRectF(place.strip.left - wide - 2.0, y - 8.0, wide, 16.0)
    painter.setPen(QPen(QColor(theme.border), 1.0))
    painter.setBrush(QColor(theme.edge_label_background))
    painter.drawRoundedRect(tag, 3, 3)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QColor(theme.text))
    painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, text)
    painter.setPen(QPen(QColor(ink), 2.0))
    painter.drawLine(QPointF(place.strip.left - 2.0, y), QPointF(x, y))


def _box(rect: Rect) -> QRectF:
    return QRectF(rect.left, rect.top, rect.width, rect.height)
