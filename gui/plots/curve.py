"""A curve that looks the same on the screen and in files."""

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPaintEngine, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from gui.plots.canvas import to_scene
from gui.theme.theme import Color


class CurveItem(pg.PlotCurveItem):
    """pyqtgraph's curve on the screen; in files its path in scene pixels, since SVG knows no cosmetic pens."""

    def __init__(self) -> None:
        super().__init__(antialias=True)

    def show_pen(self, color: Color, width: float) -> None:
        """Draw in this colour, so many pixels wide."""
        pen = QPen(QColor(color), width)
        pen.setCosmetic(True)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin if width > 1 else Qt.PenJoinStyle.BevelJoin)
        self.setPen(pen)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if widget is not None and painter.paintEngine().type() == QPaintEngine.Type.Raster:
            super().paint(painter, option, widget)
            return
        painter.save()
        path = to_scene(painter, self).map(self.getPath())
        pen = QPen(self.opts["pen"])
        pen.setCosmetic(False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        painter.drawPath(path)
        painter.restore()
