"""The table of the epochs as Qt asks for it: a row an epoch, a column a figure."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont

from engine.catalog import metrics
from engine.catalog.metrics import TOTALS
from engine.formula import number_text
from engine.letters import capital
from engine.spec.figure_words import AGAIN, VALIDATION, endless_reason, plain_name
from engine.trace import Address, Kind
from engine.writing import EpochTable
from gui.theme.theme import Theme
from gui.widgets.number_table import NOWHERE, RIGHT, Index, NumberTableModel
from gui.widgets.tips import in_lines

_Role = Qt.ItemDataRole
_TIPS = {
    "": "Over the epoch's batches, each measured before its own update, as Keras has it.",
    VALIDATION: "Of the validation part, at the epoch's end.",
    AGAIN: "Of the training part again, at the epoch's end: a fair match for validation.",
}
_BEST = "The lowest validation loss so far."


class EpochModel(NumberTableModel):
    """Texts are made for the cells in sight alone."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(theme, parent)
        self._table = EpochTable(np.empty(0, np.int64), {})
        self._names: tuple[str, ...] = ()
        self._best: int | None = None

    @property
    def table(self) -> EpochTable:
        """What is shown."""
        return self._table

    def show_table(self, table: EpochTable) -> None:
        """Show these epochs; those that have come are added, another run is shown anew."""
        names, before, after = tuple(table.columns), len(self._table), len(table)
        held = table.columns.get(f"{VALIDATION}loss", np.empty(0))
        best = int(np.nanargmin(held)) if len(held) and not np.isnan(held).all() else None
        if names == self._names and after >= before and np.array_equal(table.epochs[:before], self._table.epochs):
            if after > before:
                self.beginInsertRows(NOWHERE, before, after - 1)
            self._table, self._best = table, best
            if after > before:
                self.endInsertRows()
            self.tell()
            return
        self.beginResetModel()
        self._table, self._names, self._best = table, names, best
        self.endResetModel()

    def address(self, row: int, column: int) -> Address | None:
        """Which number of the run a cell tells; None for the epoch's number and for an empty cell."""
        if not column or np.isnan(self._value(row, column)):
            return None
        return Address(Kind.EPOCH_FIGURE, int(self._table.epochs[row]), name=self._names[column - 1])

    def exact(self, row: int, column: int) -> str:
        """A cell with all its digits; the epoch from 1."""
        if not column:
            return str(int(self._table.epochs[row]) + 1)
        value = self._value(row, column)
        return "" if np.isnan(value) else repr(value)

    def titles(self) -> tuple[str, ...]:
        """The headings of the columns."""
        return ("Epoch", *(_title(name) for name in self._names))

    def _value(self, row: int, column: int) -> float:
        return float(self._table.columns[self._names[column - 1]][row])

    # Qt

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._table)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else 1 + len(self._names)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role == _Role.TextAlignmentRole:
            return RIGHT
        if role == _Role.DisplayRole:
            return self._text(row, column)
        is_best = bool(column) and row == self._best and self._names[column - 1] == f"{VALIDATION}loss"
        if role == _Role.FontRole and is_best:
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role == _Role.ForegroundRole:
            return QColor(self._ink(column))
        if role == _Role.ToolTipRole:
            return _BEST if is_best else self._reason(row, column)
        return None

    def _reason(self, row: int, column: int) -> str | None:
        """Why a figure is endless, if it is."""
        value = self._value(row, column) if column else 0.0
        return None if np.isnan(value) else in_lines(endless_reason(value)) or None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= self.columnCount():
            return None
        if role == _Role.DisplayRole:
            return self.titles()[section]
        if role == _Role.TextAlignmentRole:
            return RIGHT
        if role == _Role.ToolTipRole and section:
            name = self._names[section - 1]
            return _TIPS[name.removesuffix(plain_name(name))]
        return None

    def _text(self, row: int, column: int) -> str:
        if not column:
            return f"{int(self._table.epochs[row]) + 1:,}"
        value = self._value(row, column)
        if np.isnan(value):
            return ""
        if plain_name(self._names[column - 1]) in TOTALS:
            return f"{value:,.0f}"
        return number_text(value, self.style)

    def _ink(self, column: int) -> str:
        if not column:
            return self._theme.muted_text
        held = self._names[column - 1].startswith(VALIDATION)
        return self._theme.curve_validation if held else self._theme.curve_training


def _title(name: str) -> str:
    plain = plain_name(name)
    label = "loss" if plain == "loss" else metrics[plain].label
    label = label if label.isupper() or not label[1:].islower() else label.lower()
    if name.startswith(VALIDATION):
        return f"Validation {label}"
    return f"{capital(label)}{' at end' if name.startswith(AGAIN) else ''}"
