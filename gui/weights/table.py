"""The view of a layer's matrix: cells are typed into, cleared, copied and pasted as in a spreadsheet."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QItemSelectionRange, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyleOptionViewItem,
    QWidget,
)

from engine.catalog.arrays import Array
from engine.formula import number_text
from engine.trace import BIAS
from engine.trace.weight_change import WeightBlock, WeightScope, one_weight
from gui.theme.fonts import number_font
from gui.theme.theme import Theme
from gui.weights.model import WeightModel
from gui.widgets.number_cells import NumberCells
from gui.widgets.number_field import NumberField
from gui.widgets.number_table import Index
from gui.widgets.table_view import TableView
from gui.widgets.typed_text import typed_text
from gui.widgets.weight_numbers import WeightRule, read_table

_ROW, _COLUMN = 24, 92
_WIDE = -4.0 / 3e5  # a weight whose text is about the longest
_MOST_COPIED = 1_000_000
_MEASURED = 2_000  # sources; of more, pixels and neurons, the last has the longest name
_SOURCES_LEAST, _SOURCES_MOST, _AROUND = 96, 220, 24
_HELP = "A row a source, a column a neuron; type another value to see what a weight is good for."
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WeightTable(TableView):
    """weighed(text, change): weights are to be given other values; cleared(scopes): to be 0; refused(sentence)."""

    weighed = Signal(str, object)
    cleared = Signal(object)
    refused = Signal(str)

    def __init__(self, model: WeightModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._weights = model
        self.setModel(model)
        self.set_up("Weights", _HELP, _ROW, number_font(theme, theme.base_px))
        self.setProperty("cell_keys", True)  # arrows, what is typed, copy and paste are its own: see gui.app.keys
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setIconSize(QSize(12, 12))
        self.setCornerButtonEnabled(True)
        self.setItemDelegate(_WeightDelegate(self))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for header in (self.verticalHeader(), self.horizontalHeader()):
            header.setHighlightSections(False)
            header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalHeader().setTextElideMode(Qt.TextElideMode.ElideMiddle)
        model.modelReset.connect(self.fit)
        self.fit()

    @Slot()
    def fit(self) -> None:
        """Numbers, and up to a bound the names of their sources, have the room that they take."""
        count = self._weights.rowCount()
        names = {self._weights.source_name(row) for row in (range(count) if count <= _MEASURED else (0, count - 2))}
        sample = self.fontMetrics().horizontalAdvance(number_text(_WIDE, self._weights.style))
        self.horizontalHeader().setDefaultSectionSize(max(_COLUMN, sample + _AROUND))
        header = self.verticalHeader()
        widest = max(map(header.fontMetrics().horizontalAdvance, names), default=0) + _AROUND
        header.setFixedWidth(min(max(widest, _SOURCES_LEAST), _SOURCES_MOST))

    # What is chosen

    def ranges(self) -> list[QItemSelectionRange]:
        """The rectangles that are chosen."""
        chosen = self.selectionModel().selection()
        return [chosen.at(place) for place in range(chosen.size())]

    def scopes(self) -> tuple[WeightScope, ...]:
        """The weights that are chosen."""
        return tuple(
            WeightScope(self._weights.layer, tuple(self._sources(part)), tuple(range(part.left(), part.right() + 1)))
            for part in self.ranges()
        )

    def neurons(self) -> tuple[int, ...]:
        """The neurons of which a weight is chosen."""
        return tuple(sorted({n for part in self.ranges() for n in range(part.left(), part.right() + 1)}))

    def _sources(self, part: QItemSelectionRange) -> list[int]:
        return [self._weights.source(row) for row in range(part.top(), part.bottom() + 1)]

    def show_weight(self, source: int, neuron: int) -> None:
        """Choose the cell of a weight, or with source BIAS of a bias."""
        row = self._weights.rowCount() - 1 if source == BIAS else source
        self.setCurrentIndex(self._weights.index(row, neuron))

    # What people do

    def take(self, row: int, column: int, value: float) -> None:
        """Give the weight in a cell a value."""
        model = self._weights
        text = f"{model.source_name(row)} → {model.column_name(column)} in {model.layer_word}"
        self.weighed.emit(text, (one_weight(model.layer, model.source(row), column, value),))

    def clear(self) -> None:
        """What is chosen becomes 0."""
        if scopes := self.scopes():
            self.cleared.emit(scopes)
        else:
            self.refused.emit("Choose the weights first that are to be 0.")

    def copy(self) -> None:
        """The chosen cells, and those between them, go to the clipboard for a spreadsheet."""
        parts = self.ranges()
        if not parts:
            self.refused.emit("Choose the cells first that are to be copied.")
            return
        top, left = min(part.top() for part in parts), min(part.left() for part in parts)
        bottom, right = max(part.bottom() for part in parts), max(part.right() for part in parts)
        if (bottom - top + 1) * (right - left + 1) > _MOST_COPIED:
            self.refused.emit(f"More than {_MOST_COPIED:,} cells are chosen. Copy fewer at once.")
            return
        rows, columns = range(top, bottom + 1), range(left, right + 1)
        lines = ("\t".join(repr(self._weights.value(row, column)) for column in columns) for row in rows)
        QApplication.clipboard().setText("\n".join(lines))

    def paste(self) -> None:
        """The clipboard's numbers go into the cells from the first chosen one on; a single number into all chosen."""
        try:
            blocks = self._pasted(read_table(QApplication.clipboard().text()))
        except ValueError as error:
            self.refused.emit(str(error))
        else:
            self.weighed.emit(f"weights pasted into {self._weights.layer_word}", blocks)

    def _pasted(self, table: list[list[float]]) -> tuple[WeightBlock, ...]:
        parts, model = self.ranges(), self._weights
        if not parts:
            raise ValueError("Choose the cell first at which the clipboard is to be pasted.")
        if len(table) == len(table[0]) == 1:
            return tuple(self._block(part, np.full((part.height(), part.width()), table[0][0])) for part in parts)
        top, left = min(part.top() for part in parts), min(part.left() for part in parts)
        rows, columns = len(table), len(table[0])
        if top + rows > model.rowCount() or left + columns > model.columnCount():
            room = f"{model.rowCount() - top} × {model.columnCount() - left}"
            raise ValueError(f"The clipboard has {rows} × {columns} cells, from the chosen one on there are {room}.")
        cells = model.index(top, left), model.index(top + rows - 1, left + columns - 1)
        return (self._block(QItemSelectionRange(*cells), np.array(table)),)

    def _block(self, part: QItemSelectionRange, values: Array) -> WeightBlock:
        model, (rows, columns) = self._weights, values.shape
        for row in range(rows) if not model.is_free else ():
            for column in range(columns):
                if lock := model.lock(part.top() + row, part.left() + column):
                    place = f"row {part.top() + row + 1}, column {part.left() + column + 1}"
                    raise ValueError(f"The weight in {place} keeps its value: {lock}. Set it free first.")
        neurons = np.arange(part.left(), part.left() + columns)
        return WeightBlock(model.layer, np.array(self._sources(part)), neurons, values)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            event.accept()  # the field of the cell has taken this key
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        elif (event.key() in _ENTER or typed_text(event)) and (lock := self._lock()):
            self.refused.emit(f"This weight keeps its value: {lock}. Set it free first.")
        elif event.key() in _ENTER and self.currentIndex().isValid():
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _lock(self) -> str:
        """Why the weight in the cell that has the keys keeps its value, or ""."""
        index = self.currentIndex()
        return self._weights.lock(index.row(), index.column()) if index.isValid() else ""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._weights.rowCount():
            self.setCurrentIndex(self._weights.index(0, 0))


class _WeightDelegate(NumberCells):
    """A field in the cell, for any finite number."""

    def __init__(self, table: WeightTable) -> None:
        super().__init__(table)
        self._table = table

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        row, column = index.row(), index.column()
        field = NumberField(WeightRule("Weight"), parent, quiet=True)
        field.show_value(self._table._weights.value(row, column))
        field.selectAll()
        field.edited.connect(lambda value: self._table.take(row, column, value))
        field.refused.connect(self._table.refused)
        return field
