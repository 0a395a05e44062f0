"""A curve that looks the same on the screen and in files."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from gui.plots.items import PlotItem, draw_segments, mapped
from gui.plots.scene_pixels import is_pixels, to_scene
from gui.theme.theme import Color, Theme

Array = NDArray[np.float64]
_FEW = 8
_DOT = 1.4
_FAR_PX = 1e4
_DASHES = (3.2, 2.4)  # of the line's width
_NOTHING: Array = np.empty((0, 2))


class CurveItem(PlotItem):
    """A line through points; few points have a dot each, so that one alone is seen too."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._places = _NOTHING
        self._pen = QPen()
        self._dots = self._dashed = False

    def show_pen(self, color: Color, width: float, *, dots: bool = False, dashed: bool = False) -> None:
        """Draw in this colour, so many pixels wide; `dots` marks the points while they are few."""
        # Square ends close the gaps between pieces.
        self._pen = QPen(
            QColor(color), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, Qt.PenJoinStyle.RoundJoin
        )
        if dashed:
            self._pen.setDashPattern(_DASHES)
            self._pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        self._dots, self._dashed = dots, dashed
        self.update()

    def show_line(self, x: Array, y: Array) -> None:
        """Draw through x, y (n,) in data units; NaN interrupts the line."""
        self._places = np.stack([x, y], axis=1)
        self.update()

    def places(self) -> Array:
        """The points of the line, (n, 2) in data units."""
        return self._places

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if not len(self._places):
            return
        painter.save()
        places = np.clip(mapped(to_scene(painter, self), self._places), -_FAR_PX, _FAR_PX)
        finite = np.isfinite(places[:, 1])
        painter.setPen(self._pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if is_pixels(painter) and not self._dashed:
            # Pieces, since a stroke of many that cross costs thirty times as much.
            drawn = finite[:-1] & finite[1:]
            draw_segments(painter, np.stack([places[:-1][drawn], places[1:][drawn]], axis=1).reshape(-1, 2))
        else:
            painter.drawPath(_path(places, finite))
        if self._dots and len(places) <= _FEW:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._pen.color())
            for x, y in places[finite].tolist():
                painter.drawEllipse(QPointF(x, y), _DOT * self._pen.widthF(), _DOT * self._pen.widthF())
        painter.restore()


def _path(places: Array, finite: NDArray[np.bool_]) -> QPainterPath:
    path = QPainterPath()
    going = False
    for (x, y), there in zip(places.tolist(), finite.tolist(), strict=True):
        if there and going:
            path.lineTo(x, y)
        elif there:
            path.moveTo(x, y)
        going = there
    return path
