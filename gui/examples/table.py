"""The view of the table of examples: one row is chosen, the weight in it can be typed."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gui.examples.model import ExampleModel, Index
from gui.theme.fonts import number_font
from gui.theme.theme import Theme
from gui.widgets.number_field import NumberField
from gui.widgets.numbers import NumberRule

MOST_WEIGHT = 1e6
_ROW = 24
_WIDEST, _NARROWEST = 220, 48
_PADDING = 24
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ExampleTable(QTableView):
    """picked(row): a person went to that row; opened(row): double-clicked it; looked(): other rows are in sight;
    weighed(example, weight): a weight was typed; refused(sentence): what was typed is none."""

    picked = Signal(int)
    opened = Signal(int)
    looked = Signal()
    weighed = Signal(int, float)
    refused = Signal(str)

    def __init__(self, model: ExampleModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._examples = model
        self.setModel(model)
        self.setAccessibleName("Examples")
        self.setProperty("list_keys", True)  # Up, Down, Page, Home, End and Enter are its own: see gui.app.keys
        self.setFont(number_font(theme, theme.base_px))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(_WeightDelegate(self))
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(_ROW)
        columns.setHighlightSections(False)
        columns.setSectionsClickable(True)
        columns.setMinimumSectionSize(_NARROWEST)
        columns.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.doubleClicked.connect(self._on_double_clicked)
        self.verticalScrollBar().valueChanged.connect(self.looked)

    def rows_in_sight(self) -> range:
        """The rows that can be seen, at least in part."""
        first = self.rowAt(0)
        if first < 0:
            return range(0)
        last = self.rowAt(self.viewport().height() - 1)
        return range(first, (self._examples.rowCount() if last < 0 else last + 1))

    def show_row(self, row: int | None) -> None:
        """Choose a row without a signal, and bring it into sight; None for none."""
        if row is None:
            self.clearSelection()
            return
        index = self._examples.index(row, 0)
        if index != self.currentIndex() or not self.selectionModel().isRowSelected(row, QModelIndex()):
            self.setCurrentIndex(index)
        self.scrollTo(index)

    def fit_columns(self) -> None:
        """As wide as headings and rows need."""
        header, sight = self.horizontalHeader(), self.rows_in_sight()
        metrics, model = self.fontMetrics(), self._examples
        for place, column in enumerate(model.columns):
            texts = [str(model.index(row, place).data()) for row in sight]
            texts += [f"{column.title} ↓" if column.sorts else column.title, *model.widest_texts(column)]
            width = max(map(metrics.horizontalAdvance, texts)) + _PADDING
            header.resizeSection(place, min(max(width, _NARROWEST), _WIDEST))

    def edit_weight(self, row: int) -> None:
        """Type another weight for the example in a row."""
        keys = [column.key for column in self._examples.columns]
        index = self._examples.index(row, keys.index("weight"))
        if self.state() == QAbstractItemView.State.EditingState:
            return  # a second double click in the field
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.setCurrentIndex(index)
            self.edit(index)
        else:
            self.refused.emit("Only training examples are weighed: all others judge, and count alike.")

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if self._examples.columns[index.column()].key == "weight":
            self.edit_weight(index.row())
        else:
            self.opened.emit(index.row())

    # Qt

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            self.picked.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.currentIndex().isValid():
            self.edit_weight(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are the window's shortcuts."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.looked.emit()


class _WeightDelegate(QStyledItemDelegate):
    """A field in the weight's cell; the number goes to whoever makes the edit, not into the model."""

    def __init__(self, table: ExampleTable) -> None:
        super().__init__(table)
        self._table = table

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        model = self._table._examples
        example = model.example(index.row())
        field = NumberField(NumberRule("Weight", 0.0, MOST_WEIGHT), parent, quiet=True)
        field.show_value(model.weight(example))
        field.selectAll()
        field.edited.connect(lambda value: self._table.weighed.emit(example, value))
        field.refused.connect(self._table.refused)
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The field shows the weight already."""

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """The field has told the number already."""
