"""The view of the table of examples: rows are chosen, cells that can be are typed into, copied and pasted."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from gui.examples.cell_delegate import CellDelegate
from gui.examples.cells import is_value
from gui.examples.model import ExampleModel
from gui.theme.fonts import number_font
from gui.theme.theme import Theme
from gui.widgets.number_field import NumberField
from gui.widgets.number_table import Index
from gui.widgets.table_view import TableView
from gui.widgets.typed_text import typed_text

_ROW = 24
_WIDEST, _NARROWEST = 220, 48
_PADDING = 24
_MOST_COPIED = 1_000_000
_MOST_KEPT_CHOSEN = 5_000
_HELP = "The example with the keys is looked at everywhere; Enter opens a cell, Ctrl+Enter sorts by its column."
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ExampleTable(TableView):
    """picked(row): a person went to that row; opened(row): double-clicked it; looked(): other rows are in sight;
    typed(examples, column, value): a value or a weight for these examples; named(examples, column, text): a text that
    the column has not yet; pasted(row, column, text): from that cell on; copy_asked(): values are to be typed where
    they are given; refused(sentence)."""

    picked = Signal(int)
    opened = Signal(int)
    looked = Signal()
    typed = Signal(tuple, object, float)
    named = Signal(tuple, object, str)
    pasted = Signal(int, object, str)
    copy_asked = Signal()
    refused = Signal(str)

    def __init__(self, model: ExampleModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.examples = model
        self.setModel(model)
        self.set_up("Examples", _HELP, _ROW, number_font(theme, theme.base_px))
        self.choose_whole_rows()
        self.setProperty("cell_keys", True)  # arrows, what is typed, copy and paste are its own: see gui.app.keys
        self.cells = CellDelegate(self, theme)
        self.setItemDelegate(self.cells)
        self._column = 0
        columns = self.horizontalHeader()
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
        return range(first, (self.examples.rowCount() if last < 0 else last + 1))

    def show_row(self, row: int | None) -> None:
        """Choose a row without a signal, and bring it into sight; None for none."""
        if row is None:
            self.clearSelection()
            return
        index = self.examples.index(row, min(self._column, self.examples.columnCount() - 1))
        if index != self.currentIndex() or not self.selectionModel().isRowSelected(row, QModelIndex()):
            self.setCurrentIndex(index)
        self.scrollTo(self.examples.index(row, index.column()) if self.hasFocus() else self.examples.index(row, 0))

    def chosen(self) -> tuple[int, ...]:
        """The numbers of the examples whose rows are chosen, in the order of the table."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self.examples.example(row) for row in rows)

    def choose(self, examples: tuple[int, ...]) -> None:
        """Choose these rows too, as far as they are listed."""
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for example in examples[:_MOST_KEPT_CHOSEN]:
            if (row := self.examples.row_of(example)) is not None:
                self.selectionModel().select(self.examples.index(row, 0), flags)

    def fit_columns(self) -> None:
        """As wide as headings and rows need."""
        header, sight = self.horizontalHeader(), self.rows_in_sight()
        metrics, model = self.fontMetrics(), self.examples
        for place, column in enumerate(model.columns):
            texts = [str(model.index(row, place).data()) for row in sight]
            texts += [f"{column.title} ↓" if column.sorts else column.title, *model.widest_texts(column)]
            width = max(map(metrics.horizontalAdvance, texts)) + _PADDING
            header.resizeSection(place, min(max(width, _NARROWEST), _WIDEST))

    @property
    def typing(self) -> bool:
        """Whether a field or a list is open in a cell."""
        return self.state() == QAbstractItemView.State.EditingState

    def edit_cell(self, index: Index) -> None:
        """Type another value into a cell; where none can be, into the weight of its row."""
        if self.typing:
            return  # a second double click in the field
        column = self.examples.columns[index.column()]
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.edit(index)
        elif is_value(column):
            self.copy_asked.emit()
        elif column.key != "weight":
            keys = [one.key for one in self.examples.columns]
            self.edit_cell(self.examples.index(index.row(), keys.index("weight")))
        else:
            self.refused.emit("Only training examples are weighed: all others judge, and count alike.")

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if index.flags() & Qt.ItemFlag.ItemIsEditable or self.examples.columns[index.column()].key == "weight":
            self.edit_cell(index)
        else:
            self.opened.emit(index.row())

    def copy(self) -> None:
        """The chosen rows go to the clipboard for a spreadsheet, with all their digits."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        columns = range(self.examples.columnCount())
        if len(rows) * len(columns) > _MOST_COPIED:
            self.refused.emit(f"More than {_MOST_COPIED:,} cells are chosen. Copy fewer rows at once.")
            return
        lines = ("\t".join(self.examples.exact_text(row, column) for column in columns) for row in rows)
        QApplication.clipboard().setText("\n".join(lines))

    def paste(self) -> None:
        """What the clipboard holds goes into the cells from the chosen one on, in the order of the table."""
        rows, index = [one.row() for one in self.selectionModel().selectedRows()], self.currentIndex()
        if not rows:
            self.refused.emit("Choose the row first from which on the clipboard is to be pasted.")
        else:
            column = self.examples.columns[index.column()]
            self.pasted.emit(min(rows), column, QApplication.clipboard().text())

    # Qt

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self._column = current.column()
        if current.isValid() and current.row() != previous.row():
            self.picked.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if self.typing:
            event.accept()  # the field of the cell has taken this key
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif index.isValid() and event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.horizontalHeader().sectionClicked.emit(index.column())
        elif index.isValid() and event.key() in (*_ENTER, Qt.Key.Key_F2):
            self.edit_cell(index)
        elif index.isValid() and (text := typed_text(event)):
            self.edit_cell(index)
            for one in self.findChildren(NumberField)[-1:]:
                one.selectAll()
                one.insert(text)
                one.setModified(True)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.examples.rowCount():
            self.setCurrentIndex(self.examples.index(0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.looked.emit()
