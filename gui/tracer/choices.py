"""What is chosen above the formula, of the things that are looked at: digits, fractions, the whole batch, a trial."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Signal, Slot

from gui.tracer.tools import LEAST_DIGITS, MOST_DIGITS, TracerTools
from gui.view import ViewState

Switch = Literal["fractions", "batch", "trying"]


class Choices(QObject):
    """Tells by viewed(dict) which fields of the ViewState somebody changed; shows them in the tools."""

    viewed = Signal(object)

    def __init__(self, tools: TracerTools, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tools, self._view = tools, ViewState()
        tools.digits_asked.connect(self.change_digits)
        tools.flipped.connect(self.flip)

    def show_view(self, view: ViewState) -> None:
        """What is chosen now."""
        self._view = view
        self._tools.show_digits(view.digits)
        self._tools.show_switches(fractions=view.fractions, batch=view.batch, trying=view.trying)

    @Slot(int)
    def change_digits(self, by: int) -> None:
        """More or fewer significant digits."""
        digits = min(max(self._view.digits + by, LEAST_DIGITS), MOST_DIGITS)
        self.viewed.emit({"digits": digits})

    @Slot(str)
    def flip(self, name: Switch) -> None:
        """Exact fractions or decimals; the whole batch or one example; trying an example of one's own or not."""
        self.viewed.emit({name: not getattr(self._view, name)})

    def look_at(self, example: int) -> None:
        """Another example of the batch."""
        self.viewed.emit({"example": example})
