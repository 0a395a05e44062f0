"""Borders between parts of a window, which are dragged, or moved by the arrow keys."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle

from gui.widgets.arrows import ARROW_STEPS
from gui.widgets.tips import in_lines

STEP = 16
_TIP = "Drag it, or walk to it with Tab and press the arrow keys, to give one side more room."


class Border(QSplitterHandle):
    """One border: a thin line, coloured while it has the focus."""

    walked_by_arrows = True

    def __init__(self, orientation: Qt.Orientation, splitter: QSplitter) -> None:
        super().__init__(orientation, splitter)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("Border")
        self.setToolTip(in_lines(_TIP))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ARROW_STEPS:
            line = self.mapToParent(self.contentsRect().topLeft())  # around it is room to take hold of it
            place = line.x() if self.orientation() == Qt.Orientation.Horizontal else line.y()
            self.moveSplitter(place + STEP * ARROW_STEPS[event.key()])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            QPainter(self).fillRect(self.rect(), self.palette().highlight())


class Bordered(QSplitter):
    """Parts side by side or one above the other, none of which can be pushed away."""

    def __init__(self, orientation: Qt.Orientation) -> None:
        super().__init__(orientation)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)

    def createHandle(self) -> QSplitterHandle:
        return Border(self.orientation(), self)

    def name_borders(self, *names: str) -> None:
        """Say of each border, from the first to the last, what it parts."""
        for place, name in enumerate(names, 1):
            self.handle(place).setAccessibleName(name)
