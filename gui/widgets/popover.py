"""A sheet that opens beside what it belongs to, and closes when anything else is clicked."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from gui.widgets.tab_order import visit


class Popover(QFrame):
    """A framed popup without contents."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("card", True)
        self._corner, self._screen = QPoint(), self.screen()

    def open_below(self, anchor: QWidget) -> None:
        """Open below a widget, inside the screen."""
        self._corner, self._screen = anchor.mapToGlobal(QPoint(0, anchor.height() + 4)), anchor.screen()
        self.fit_inside()
        self.show()

    def fit_inside(self) -> None:
        """As tall as what it holds now, and all of it inside the screen."""
        self.fit()
        self._move_inside()

    def fit(self) -> None:
        """As tall as what it holds now."""
        for part in (*self.findChildren(QWidget), self):
            layout = part.layout()
            if layout is not None:
                layout.activate()
        self.adjustSize()

    def move_inside(self, corner: QPoint, beside: QWidget) -> None:
        """Move the upper left corner there, or as near as the screen of a widget allows."""
        self._corner, self._screen = QPoint(corner), beside.screen()
        self._move_inside()

    def _move_inside(self) -> None:
        room, corner = self._screen.availableGeometry(), QPoint(self._corner)
        corner.setX(max(room.left(), min(corner.x(), room.right() - self.width())))
        corner.setY(max(room.top(), min(corner.y(), room.bottom() - self.height())))
        self.move(corner)

    # Qt

    def focusNextPrevChild(self, forward: bool) -> bool:
        return visit(self, forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.isVisible():
            self._move_inside()  # it may have grown beyond the screen's end
