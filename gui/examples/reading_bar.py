"""How a table's file is read: what parts its cells, how decimals look, whether it begins with names."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engine.tables import DELIMITERS, Dialect, ReadOptions
from gui.widgets.check import Check
from gui.widgets.choice import Choice
from gui.widgets.items import Item
from gui.widgets.label import Label
from gui.widgets.tips import in_lines

_DECIMALS = (
    Item(".", "1.5", "Decimals are written with a point."),
    Item(",", "1,5", "Decimals are written with a comma."),
)


class ReadingBar(QWidget):
    """edited(ReadOptions): the file is to be read otherwise."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen = ReadOptions()
        names = [Item(sign, word.capitalize(), f"Cells are parted by a {word}.") for sign, word in DELIMITERS.items()]
        self.delimiter, self.decimal = Choice("Cells parted by", names), Choice("Decimals", _DECIMALS)
        self.header = Check("First row has names", "Else the columns are called by their numbers.")
        self.remarks = Label("", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for text, field in (("Cells parted by", self.delimiter), ("Decimals", self.decimal)):
            label = Label(text, "muted")
            label.setBuddy(field)
            row.addWidget(label)
            row.addWidget(field)
            row.addSpacing(6)
        row.addWidget(self.header)
        row.addSpacing(6)
        row.addWidget(self.remarks, 1)
        self.delimiter.edited.connect(lambda sign: self._choose(delimiter=sign))
        self.decimal.edited.connect(lambda sign: self._choose(decimal=sign))
        self.header.edited.connect(lambda named: self._choose(header=named))

    def show_reading(self, dialect: Dialect, remarks: tuple[str, ...]) -> None:
        """How the file was read, and what is to be said of it."""
        if dialect.delimiter in DELIMITERS:
            self.delimiter.show_key(dialect.delimiter)
        self.decimal.show_key(dialect.decimal)
        self.header.show_checked(dialect.header)
        self.remarks.setText("" if not remarks else remarks[0] if len(remarks) == 1 else f"{len(remarks)} remarks")
        self.remarks.setToolTip(in_lines("\n".join(remarks)))

    def show_chosen(self, options: ReadOptions) -> None:
        """What somebody has chosen before; the rest is found out at every reading."""
        self._chosen = options

    def _choose(self, **choice: Any) -> None:
        self._chosen = replace(self._chosen, **choice)
        self.edited.emit(self._chosen)
