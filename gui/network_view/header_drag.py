"""A header dragged to another place among the layers."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

_CLICK = 10


class HeaderDrag(QObject):
    """Moves a header sideways by one of its grips; `dragged` tells where its middle is, `dropped` where it was."""

    dragged = Signal(int)
    dropped = Signal(int)

    def __init__(self, header: QWidget, *grips: QWidget) -> None:
        super().__init__(header)
        self._header = header
        self._from: QPoint | None = None
        self._left = 0
        self.dragging = False
        for grip in (header, *grips):
            grip.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A press that does not move stays what it was."""
        if not isinstance(event, QMouseEvent):
            return False
        match event.type():
            case QEvent.Type.MouseButtonPress if event.button() == Qt.MouseButton.LeftButton:
                self._from, self._left = event.globalPosition().toPoint(), self._header.x()
            case QEvent.Type.MouseMove if self._from is not None:
                return self._move(event.globalPosition().toPoint().x() - self._from.x())
            case QEvent.Type.MouseButtonRelease if self._from is not None:
                return self._release(watched)
        return False

    def _move(self, by: int) -> bool:
        if not self.dragging and abs(by) < _CLICK:
            return False
        strip = self._header.parentWidget()
        assert strip is not None
        self.dragging = True
        self._header.raise_()
        self._header.setCursor(Qt.CursorShape.ClosedHandCursor)
        self._header.move(min(max(self._left + by, 0), strip.width() - self._header.width()), self._header.y())
        self.dragged.emit(self._header.geometry().center().x())
        return True

    def _release(self, watched: QObject) -> bool:
        dragged, self.dragging, self._from = self.dragging, False, None
        if dragged:
            if isinstance(watched, QAbstractButton):
                watched.setDown(False)  # else the press would open its menu
            self._header.unsetCursor()
            self.dropped.emit(self._header.geometry().center().x())
        return dragged
