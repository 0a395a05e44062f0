"""What a boundary plot is made of: the map, the points and the marks."""

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import numpy as np
import pyqtgraph as pg
import shiboken6
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from gui.plots.contour import Segments
from gui.plots.picture import Picture
from gui.plots.scene_pixels import KeptPicture, is_pixels, to_scene
from gui.plots.stamps import VARIANTS, Stamps
from gui.theme.theme import Color, Theme

_RIM_PX = 1.2
_OPAQUE = 0xFFFFFF  # a colour without how opaque it is
_HANDFUL, _FEW, _MANY = 12, 150, 800
_RING_PX, _LEAST_RING_PX, _PIN_PX = 8.0, 5.5, 5.0


@dataclass(frozen=True, eq=False)
class Dots:
    """Points to draw: places (n, 2) in data units, colours (n,) as 0xAARRGGBB, what sets them off from the map.

    How opaque a colour is holds for the whole point.

    fine: the outline is a hairline. pale: the colours that are hard to see on a map and a white outline; hollow
    points of these get a rim.
    """

    places: NDArray[np.float64]
    colors: NDArray[np.uint32]
    outline: Color
    hollow: bool
    fine: bool = False
    pale: frozenset[int] = frozenset()


class PlotItem(pg.GraphicsObject):
    """Fills the whole area between the axes and paints in scene pixels."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme

    def show_theme(self, theme: Theme) -> None:
        """Take colours from another theme."""
        self.theme = theme
        self.update()

    def area(self) -> QRectF:
        """The area between the axes, in scene pixels."""
        view = self.getViewBox()
        return QRectF() if view is None else QRectF(view.sceneBoundingRect())

    def boundingRect(self) -> QRectF:
        return QRectF(self.viewRect() or QRectF())

    def viewTransformChanged(self) -> None:
        super().viewTransformChanged()
        self.prepareGeometryChange()
        self.update()


class MapItem(PlotItem):
    """The picture of a surface, smooth, with its border line."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._image: QImage | None = None
        self._pixels: NDArray[np.uint32] | None = None
        self._border: Segments = np.empty((0, 4))
        self._rect = QRectF()

    def show_picture(self, picture: Picture | None, x: tuple[float, float], y: tuple[float, float]) -> None:
        """Draw the picture so that the centres of its outer pixels lie on the ends of the ranges."""
        if picture is None:
            self._image = self._pixels = None
            self._border = np.empty((0, 4))
        else:
            rows, columns = picture.pixels.shape
            # QImage shares the array's memory, so the array is kept.
            self._pixels = np.ascontiguousarray(picture.pixels)
            self._image = QImage(self._pixels.data, columns, rows, 4 * columns, QImage.Format.Format_RGB32)
            self._border = picture.border
            wide, high = (x[1] - x[0]) / (columns - 1), (y[1] - y[0]) / (rows - 1)
            self._rect = QRectF(x[0] - wide / 2, y[0] - high / 2, wide * columns, high * rows)
        self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._image is None:
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self._rect, self._image)
        painter.save()
        transform = to_scene(painter, self)
        painter.setPen(QPen(QColor(self.theme.node_outline), 1.3))
        draw_segments(painter, mapped(transform, self._border.reshape(-1, 2)))
        painter.restore()


class DotsItem(PlotItem):
    """The examples: training filled, validation hollow; on the screen from a cached picture."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._dots: tuple[Dots, ...] = ()
        self._drawn = 0
        self._among = 0
        self._picture = KeptPicture()

    def show_dots(self, dots: tuple[Dots, ...], among: int = 0) -> None:
        """Draw these points, the last ones on top; as large as where there are so many more of them."""
        self._dots, self._drawn, self._among = dots, 0, among
        self.update()

    def add_dots(self, dots: tuple[Dots, ...]) -> None:
        """Draw these points too, which costs no more than these points."""
        self._dots += dots
        self.update()

    def radius(self) -> float:
        """How large a filled point is, in scene pixels: small in small plots and where there are many."""
        area, count = self.area(), self._among or sum(len(dots.places) for dots in self._dots)
        crowd = 1.0 if count <= _FEW else 0.82 if count <= _MANY else 0.62
        if count <= _HANDFUL:
            crowd = 1.7
        return float(min(max(min(area.width(), area.height()) / 70, 2.6), 5.5) * crowd)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.save()
        transform = to_scene(painter, self)
        if is_pixels(painter):
            key = (self._dots, transform)
            drawn = (self._dots[: self._drawn], transform) if self._drawn else None
            self._picture.paint(
                painter, self.area(), key, lambda fresh, first: self._draw(fresh, transform, first), drawn
            )
            self._drawn = len(self._dots)
        else:
            self._draw(painter, transform, everything=True)
        painter.restore()

    def _draw(self, painter: QPainter, transform: QTransform, everything: bool) -> None:
        radius = self.radius()
        for dots in self._dots if everything else self._dots[self._drawn :]:
            draw = partial(_draw_dot, dots, radius, self.theme)
            places, colors = mapped(transform, dots.places).tolist(), dots.colors.tolist()
            if is_pixels(painter) and len(places) > 2 * VARIANTS * len(set(colors)):
                stamps = Stamps(draw, 1.5 * radius + _RIM_PX, painter.device().devicePixelRatioF())
                for (x, y), value in zip(places, colors, strict=True):
                    stamps.stamp(painter, x, y, value)
            else:
                for (x, y), value in zip(places, colors, strict=True):
                    draw(painter, QPointF(x, y), value)


def _draw_dot(dots: Dots, radius: float, theme: Theme, painter: QPainter, place: QPointF, value: int) -> None:
    """One of the points, in a colour 0xAARRGGBB."""
    edge = radius * (0.1 if dots.fine else 0.24)
    painter.setOpacity((value >> 24) / 255)
    if dots.hollow:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_pen(dots.outline, 0.48 * radius + 2 * edge))
        painter.drawEllipse(place, 0.85 * radius, 0.85 * radius)
        painter.setPen(_pen(value & _OPAQUE, 0.48 * radius))
        painter.drawEllipse(place, 0.85 * radius, 0.85 * radius)
        if value | 255 << 24 in dots.pale:
            painter.setPen(_pen(theme.plot_axis, _RIM_PX))
            painter.drawEllipse(place, 1.09 * radius, 1.09 * radius)
    else:
        painter.setPen(_pen(dots.outline, 1.2 * edge))
        painter.setBrush(_fill(value & _OPAQUE))
        painter.drawEllipse(place, radius, radius)


@lru_cache(maxsize=2048)
def _pen(color: Color | int, width: float) -> QPen:
    """A pen in a colour, or in one 0xRRGGBB; not to be changed."""
    return QPen(QColor(color) if isinstance(color, str) else QColor.fromRgb(color), width)


@lru_cache(maxsize=2048)
def _fill(color: int) -> QBrush:
    """What fills in a colour 0xRRGGBB; not to be changed."""
    return QBrush(QColor.fromRgb(color))


class MarksItem(PlotItem):
    """A ring round the chosen example, and a mark at the asked place."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setZValue(100)
        self._ring: tuple[float, float] | None = None
        self._mark: tuple[float, float] | None = None

    def show_ring(self, place: tuple[float, float] | None) -> None:
        """Ring the point at this place, in data units."""
        if place != self._ring:
            self._ring = place
            self.update()

    def show_mark(self, place: tuple[float, float] | None) -> None:
        """Mark this place, in data units."""
        if place != self._mark:
            self._mark = place
            self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.save()
        transform = to_scene(painter, self)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._ring is not None:
            area = self.area()
            radius = min(max(min(area.width(), area.height()) / 22, _LEAST_RING_PX), _RING_PX)
            self._draw_circle(painter, transform.map(QPointF(*self._ring)), radius, self.theme.text)
        if self._mark is not None:
            self._draw_pin(painter, transform.map(QPointF(*self._mark)))
        painter.restore()

    def _draw_circle(self, painter: QPainter, place: QPointF, radius: float, color: str) -> None:
        for ink, width in ((self.theme.point_outline, 4.5), (color, 2.2)):
            painter.setPen(QPen(QColor(ink), width))
            painter.drawEllipse(place, radius, radius)

    def _draw_pin(self, painter: QPainter, place: QPointF) -> None:
        painter.setPen(QPen(QColor(self.theme.point_outline), 2.0))
        painter.setBrush(QColor(self.theme.text))
        painter.drawEllipse(place, _PIN_PX, _PIN_PX)


def mapped(transform: QTransform, places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Places (n, 2) under an axis-parallel transform."""
    scale = np.array([transform.m11(), transform.m22()])
    there: NDArray[np.float64] = places * scale + np.array([transform.dx(), transform.dy()])
    return there


def draw_segments(painter: QPainter, places: NDArray[np.float64]) -> None:
    """Lines between places 0 and 1, 2 and 3, ... of an array (2n, 2), without a loop."""
    if len(places):
        lines = np.ascontiguousarray(places)
        first: Any = shiboken6.wrapInstance(lines.ctypes.data, QLineF)
        painter.drawLines(first, len(lines) // 2)
