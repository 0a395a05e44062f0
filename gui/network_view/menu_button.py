"""A flat button with text that opens a menu under itself."""

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtWidgets import QMenu, QToolButton, QWidget


class MenuButton(QToolButton):
    """Opens its menu by click, Space or Enter; an icon stands right of the text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._menu: QMenu | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("compact", True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.clicked.connect(self._on_clicked)

    def set_menu(self, menu: QMenu) -> None:
        """The menu; it stays its owner's."""
        self._menu = menu

    @Slot()
    def _on_clicked(self) -> None:
        if self._menu is not None:
            self._menu.popup(self.mapToGlobal(QPoint(0, self.height())))
