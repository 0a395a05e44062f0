"""Where on the curves somebody changed the experiment or its weights: thin lines, and the name near one of them."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from engine.trace import Mark
from gui.plots.items import PlotItem
from gui.plots.scene_pixels import to_scene
from gui.theme.theme import Theme

NEAR_PX = 6.0
LETTERS = 34
_HEAD_PX = 3.5


class MarksItem(PlotItem):
    """Shows marks at their places in epochs; several that fall on one place are drawn once."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._marks: tuple[Mark, ...] = ()

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Show these; a change before the first update is no mark of the curve."""
        shown = tuple(mark for mark in marks if mark.update)
        if [(mark.update, mark.text) for mark in shown] != [(mark.update, mark.text) for mark in self._marks]:
            self._marks = shown
            self.update()

    def marks(self) -> tuple[Mark, ...]:
        """What is shown."""
        return self._marks

    def named(self, x: float, epochs_per_px: float) -> str:
        """What was changed near a place in epochs, shortened to a line, or ""."""
        near = [mark for mark in self._marks if abs(mark.position - x) <= NEAR_PX * epochs_per_px]
        if not near:
            return ""
        text = min(near, key=lambda mark: abs(mark.position - x)).text
        return text if len(text) <= LETTERS else f"{text[: LETTERS - 1].rstrip()}…"

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if not self._marks:
            return
        painter.save()
        transform, area = to_scene(painter, self), self.area()
        color, top = QColor(self.theme.muted_text), area.top()
        places = {round(transform.map(QPointF(mark.position, 0.0)).x()) for mark in self._marks}
        for x in sorted(place for place in places if area.left() <= place <= area.right()):
            painter.setPen(QPen(color, 1.0, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, top), QPointF(x, area.bottom()))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            middle = top + _HEAD_PX
            corners = ((x, top), (x + _HEAD_PX, middle), (x, middle + _HEAD_PX), (x - _HEAD_PX, middle))
            painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
        painter.restore()
