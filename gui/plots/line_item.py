"""The straight line that a single neuron draws through the plane of its two inputs."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from gui.plots.items import PlotItem
from gui.plots.scene_pixels import to_scene
from gui.theme.theme import Theme

End = tuple[float, float]
_WIDTH, _HALO = 1.8, 4.0


class LineItem(PlotItem):
    """Painted exactly from its ends, so that it moves with every update while the map under it follows."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._ends: tuple[End, End] | None = None

    def show_ends(self, ends: tuple[End, End] | None) -> None:
        """Draw the line between these places, in data units; None for no line."""
        if ends != self._ends:
            self._ends = ends
            self.update()

    def ends(self) -> tuple[End, End] | None:
        """Between which places the line is drawn."""
        return self._ends

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._ends is None:
            return
        painter.save()
        transform = to_scene(painter, self)
        first, last = (transform.map(QPointF(*end)) for end in self._ends)
        for ink, width in ((self.theme.point_outline, _HALO), (self.theme.text, _WIDTH)):
            pen = QPen(QColor(ink), width)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawLine(first, last)
        painter.restore()
