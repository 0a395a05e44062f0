"""The first rows of a table as they were read."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget

from engine.spec.table import Table
from gui.widgets.number_table import NOWHERE, Index
from gui.widgets.table_view import TableView

MOST_ROWS = 100
_LOOKED_AT = 20
_Role = Qt.ItemDataRole
_ROW, _WIDTH, _NARROWEST, _WIDEST, _PADDING = 22, 104, 72, 180, 26


class FirstRows(TableView):
    """For reading only; an empty cell is empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells = _Cells(self)
        self.setModel(self._cells)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_up("First rows", "The table as it is read, to see whether that is right.", _ROW)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setDefaultSectionSize(_WIDTH)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)

    def show_table(self, table: Table) -> None:
        """Another table, or its columns read otherwise."""
        self._cells.show_table(table)
        header, metrics = self.horizontalHeader(), self.fontMetrics()
        for place, (name, column) in enumerate(zip(table.names, table.columns, strict=True)):
            cells = column.values[: 0 if column.texts else _LOOKED_AT]
            texts = [name, *column.texts[:_LOOKED_AT], *map(_number, cells.tolist())]
            width = max(map(metrics.horizontalAdvance, texts)) + _PADDING
            header.resizeSection(place, min(max(width, _NARROWEST), _WIDEST))


class _Cells(QAbstractTableModel):
    """The cells of the first rows, as text."""

    _table: Table | None = None

    def show_table(self, table: Table) -> None:
        self.beginResetModel()
        self._table = table
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() or self._table is None else min(self._table.rows, MOST_ROWS)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() or self._table is None else len(self._table.columns)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        assert self._table is not None
        column = self._table.columns[index.column()]
        if role == _Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if column.texts else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        if role != _Role.DisplayRole:
            return None
        value = float(column.values[index.row()])
        return column.texts[int(value)] if column.texts and not np.isnan(value) else _number(value)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical or self._table is None:
            return None
        column = self._table.columns[section]
        if role == _Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if column.texts else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return column.name if role in (_Role.DisplayRole, _Role.ToolTipRole) else None


def _number(value: float) -> str:
    return "" if np.isnan(value) else f"{value:.6g}".replace("-", "\u2212")
