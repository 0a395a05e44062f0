"""A flat button with text that opens a menu under itself."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtWidgets import QMenu, QToolButton, QWidget


class MenuButton(QToolButton):
    """Opens its menu by click, Space or Enter; an icon stands right of the text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._maker: Callable[[], QMenu] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("compact", True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.clicked.connect(self.open_menu)

    def set_menu(self, maker: Callable[[], QMenu]) -> None:
        """`maker` answers with the menu when it is wanted; it stays its owner's."""
        self._maker = maker

    @Slot()
    def open_menu(self) -> None:
        """Open the menu under the button."""
        if self._maker is not None:
            self._maker().popup(self.mapToGlobal(QPoint(0, self.height())))
