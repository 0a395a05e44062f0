"""How a cell of the table of examples is painted when the keys are in it, and the field or list that opens in it."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QTimer
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from engine.spec.table import MAX_TEXT
from gui.theme.theme import Theme
from gui.widgets.choice import Choice
from gui.widgets.items import Item
from gui.widgets.number_cells import NumberCells
from gui.widgets.number_field import NumberField
from gui.widgets.number_table import Index
from gui.widgets.text_field import TextField

if TYPE_CHECKING:
    from gui.examples.table import ExampleTable

_LEAST_WIDTH = 148
_ANOTHER = Item("another", "Another …", "A text that the column has not yet: one more input, or class.")
_EMPTY = Item("", "(empty)", "No value: what stands in for it, the choice of missing values says.")


class _NamingField(TextField):
    """about: the examples and the column for which a text is typed."""

    about: tuple[tuple[int, ...], object]


class CellDelegate(NumberCells):
    """What is typed is for all examples whose rows are chosen."""

    def __init__(self, table: ExampleTable, theme: Theme) -> None:
        super().__init__(table)
        self._table, self._theme = table, theme
        self._naming = False  # the next field takes a text that the column has not yet

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = self._table.examples
        cell, column = model.cell(index.row(), index.column()), model.columns[index.column()]
        assert cell is not None
        mine, chosen = model.example(index.row()), self._table.chosen()
        examples = chosen if mine in chosen else (mine,)
        if cell.texts and self._naming:
            self._naming = False
            named = _NamingField(cell.name, MAX_TEXT, parent)
            named.about = examples, column
            return named
        if cell.texts:
            items = [Item(str(code), text) for code, text in enumerate(cell.texts)]
            items += [_EMPTY] * cell.may_be_empty + [_ANOTHER] * cell.grows
            choice = Choice(cell.name, items, parent)
            choice.show_key("" if cell.value != cell.value else str(int(cell.value)))
            choice.activated.connect(lambda place: self._on_chosen(choice, examples, column, place))
            QTimer.singleShot(0, choice, choice.showPopup)
            return choice
        field = NumberField(cell.rule, parent, quiet=True)
        field.show_value(cell.value)
        if len(examples) > 1:
            field.show_value(nan)  # whatever is typed is another value for some of them
        field.selectAll()
        field.edited.connect(lambda value: self._table.typed.emit(examples, column, value))
        field.refused.connect(self._table.refused)
        return field

    def _on_chosen(self, choice: Choice, examples: tuple[int, ...], column: object, place: int) -> None:
        self.closeEditor.emit(choice)
        key = choice.itemData(place)
        if key == _ANOTHER.key:
            QTimer.singleShot(0, self, self._name)
            return
        self._table.typed.emit(examples, column, float(key) if key else nan)

    def _name(self) -> None:
        """Have a text typed into the same cell."""
        self._naming = True
        self._table.edit_cell(self._table.currentIndex())
        self._naming = False

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """As wide as a number with all its digits, over the cells to the left."""
        room: QRect = option.rect
        if room.width() < _LEAST_WIDTH and isinstance(editor, NumberField):
            room = room.adjusted(min(room.width() - _LEAST_WIDTH, 0), 0, 0, 0)
            room.moveLeft(max(room.left(), 0))
        editor.setGeometry(room)

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """The editor has told the value already; a new text is taken when its field is left, but not by Escape."""
        if isinstance(editor, _NamingField) and editor.text().strip():
            self._table.named.emit(*editor.about, editor.text().strip())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index == self._table.currentIndex() and self._table.hasFocus():
            painter.save()
            painter.setPen(QPen(QColor(self._theme.focus), 1.5))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
            painter.restore()
