"""A sheet that lies on its window, which a veil covers meanwhile."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QHideEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from gui.theme.current import ThemeSwitch
from gui.widgets.rim import paint_rim
from gui.widgets.scrim import Scrim
from gui.widgets.tab_order import visit


class Sheet(QDialog):
    """Goes with its veil; Escape, or a click beside it, rejects it. Without a window there is no veil."""

    def __init__(self, title: str, themes: ThemeSwitch, window: QWidget | None) -> None:
        super().__init__(window)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._themes = themes
        self._scrim = Scrim(themes, window.window()) if window is not None else None
        if self._scrim is not None:
            self._scrim.clicked.connect(self.reject)
            self.finished.connect(self._scrim.deleteLater)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return visit(self, forward)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_rim(self, self._themes.theme)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._scrim is not None:
            self._scrim.show()
        self.to_middle()

    def to_middle(self) -> None:
        """Stand in the middle of the window with the size that the content wants.

        Qt leaves room for a title bar that may not be there, and looks before the sheet has its size.
        """
        window = None if self._scrim is None else self._scrim.parentWidget()
        if window is not None:
            if (layout := self.layout()) is not None:
                layout.activate()
            self.adjustSize()
            place = self.rect()
            place.moveCenter(window.frameGeometry().center())
            screen = window.screen().availableGeometry()
            self.move(max(place.left(), screen.left()), max(place.top(), screen.top()))

    def sizeHint(self) -> QSize:
        """Of a sheet of one width, what its words need in it; Qt counts their lines in one that suits them."""
        hint, layout, width = super().sizeHint(), self.layout(), self.minimumWidth()
        if layout is None or width != self.maximumWidth():
            return hint
        return QSize(width, layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else hint.height())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._scrim is not None:
            self._scrim.hide()
