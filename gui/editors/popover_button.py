"""A button that opens a sheet below itself; the sheet is made when it is first wanted."""

from abc import abstractmethod
from typing import Generic, TypeVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from gui.theme.current import ThemeSwitch
from gui.widgets.popover import Popover
from gui.widgets.tool_button import ToolButton

P = TypeVar("P", bound=Popover)


class PopoverButton(ToolButton, Generic[P]):
    """`popover` is the sheet; whoever derives from this says in `make_popover` what it is."""

    def __init__(self, icon_name: str, text: str, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(icon_name, text, themes, parent=parent)
        self._popover: P | None = None
        self.clicked.connect(self.open_beside)

    @abstractmethod
    def make_popover(self) -> P:
        """The sheet, with its signals connected and everything shown."""

    @property
    def popover(self) -> P:
        """The sheet, made when it is first wanted."""
        if self._popover is None:
            self._popover = self.make_popover()
        return self._popover

    @property
    def opened(self) -> P | None:
        """The sheet, if it has been wanted yet."""
        return self._popover

    @Slot()
    def open_beside(self) -> None:
        """Open the sheet below the button, inside the screen."""
        self.popover.open_below(self)
