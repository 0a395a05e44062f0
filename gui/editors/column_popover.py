"""A small sheet with the columns of the data, each to be seen by the network or not."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QListView, QPushButton, QVBoxLayout, QWidget

from engine.spec import DataSpec, choosable_columns, source_of
from gui.widgets.label import Label
from gui.widgets.number_table import NOWHERE, Index
from gui.widgets.popover import Popover

_Role = Qt.ItemDataRole
_WIDTH, _ROW, _MOST = 260, 26, 13
NONE_LEFT = "The network must see something: at least one column stays."


class ColumnPopover(Popover):
    """chosen(names): the columns that the network is to see, in their order; sheet_asked(); refused(sentence)."""

    chosen = Signal(tuple)
    sheet_asked = Signal()
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Columns that the network sees")
        self.columns = _Columns(self)
        self.list = QListView()
        self.list.setModel(self.columns)
        self.list.setAccessibleName("Columns")
        self.list.setAccessibleDescription("Leave a column out, to see what the network can do without it: Space.")
        self.list.setUniformItemSizes(True)
        self.more = QPushButton("Targets, texts, empty cells…")
        self.more.clicked.connect(self._on_more)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        for part in (Label("Columns that the network sees", "strong"), self.list, self.more):
            column.addWidget(part)
        self.setFixedWidth(_WIDTH)
        self.columns.switched.connect(self._on_switched)

    def show_data(self, data: DataSpec) -> None:
        """The columns of the data but its targets, those that are inputs switched on."""
        names = choosable_columns(data)
        self.columns.show(names, frozenset(source_of(data).inputs))
        self.more.setVisible(data.table is not None)
        self.list.setFixedHeight(_ROW * min(len(names), _MOST) + 4)

    def open_at(self, corner: QPoint) -> None:
        """Open there, inside the screen."""
        self.adjustSize()
        self.move_inside(corner, self)
        self.show()
        self.list.setFocus()

    def _on_switched(self, names: tuple[str, ...]) -> None:
        if names:
            self.chosen.emit(names)
        else:
            self.refused.emit(NONE_LEFT)

    @Slot()
    def _on_more(self) -> None:
        self.hide()
        self.sheet_asked.emit()


class _Columns(QAbstractListModel):
    """switched(names): which would be on after a click; whoever hears it shows what came of it."""

    switched = Signal(tuple)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._on: frozenset[str] = frozenset()

    def show(self, names: tuple[str, ...], on: frozenset[str]) -> None:
        """These columns, and which of them are on."""
        if names == self._names:
            self._on = on
            self.dataChanged.emit(self.index(0), self.index(len(names) - 1))
            return
        self.beginResetModel()
        self._names, self._on = names, on
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._names)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        name = self._names[index.row()]
        if role == _Role.CheckStateRole:
            return Qt.CheckState.Checked if name in self._on else Qt.CheckState.Unchecked
        return name if role in (_Role.DisplayRole, _Role.ToolTipRole) else None

    def setData(self, index: Index, value: Any, role: int = _Role.EditRole) -> bool:
        if role != _Role.CheckStateRole:
            return False
        on = self._on ^ {self._names[index.row()]}
        self.switched.emit(tuple(name for name in self._names if name in on))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
