"""What a tool draws over the plot: points on their way, the brush, the lasso, what is selected."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from gui.plots.hand.geometry import Places
from gui.plots.items import PlotItem, mapped
from gui.plots.scene_pixels import to_scene
from gui.theme.theme import Theme

_NONE = np.empty((0, 2))


class HandMarks(PlotItem):
    """Rings in data units; brush and lasso in the plot's pixels."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._selected: NDArray[np.float64] = _NONE
        self._brush: tuple[tuple[float, float], float] | None = None
        self._lasso: Places = _NONE

    def show_selected(self, places: NDArray[np.float64]) -> None:
        """Ring these places (n, 2)."""
        if len(places) or len(self._selected):
            self._selected = places
            self.update()

    def show_brush(self, at: tuple[float, float] | None, radius: float = 0.0) -> None:
        """The disc in which the tool works; None where there is no pointer."""
        now = None if at is None else (at, radius)
        if now != self._brush:
            self._brush = now
            self.update()

    def show_lasso(self, line: Places) -> None:
        """The line drawn so far."""
        if len(line) or len(self._lasso):
            self._lasso = line
            self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.save()
        transform = to_scene(painter, self)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ink, width in ((self.theme.point_outline, 4.0), (self.theme.accent, 2.0)):
            painter.setPen(QPen(QColor(ink), width))
            for x, y in mapped(transform, self._selected).tolist():
                painter.drawEllipse(QPointF(x, y), 7.0, 7.0)
        if self._brush is not None:
            (x, y), radius = self._brush
            for ink, width in ((self.theme.point_outline, 2.5), (self.theme.text, 1.0)):
                painter.setPen(QPen(QColor(ink), width))
                painter.drawEllipse(QPointF(x, y), radius, radius)
        if len(self._lasso):
            line = QPolygonF([QPointF(x, y) for x, y in self._lasso.tolist()])
            painter.setPen(QPen(QColor(self.theme.text), 1.2, Qt.PenStyle.DashLine))
            painter.drawPolygon(line)
        painter.restore()
