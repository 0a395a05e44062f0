"""A cell of an example of one's own that holds one of its column's texts."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.widgets.eliding_choice import ElidingChoice
from gui.widgets.items import Item


class TextCell(ElidingChoice):
    """One text out of the column's; its value is the text's number, as the data have it."""

    def __init__(self, name: str, texts: tuple[str, ...], parent: QWidget | None = None) -> None:
        tip = f"{name}: the network sees which of these texts it is."
        super().__init__(name, [Item(str(code), text, tip) for code, text in enumerate(texts)], parent)

    def show_value(self, value: float) -> None:
        """Show the text of that number; emits nothing."""
        self.show_key(str(round(value)))

    def value(self) -> float:
        """The number of the text shown."""
        return float(self.key())
