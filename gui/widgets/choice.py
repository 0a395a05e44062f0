"""A combo box of named items."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget

from gui.widgets.items import Item, index_of
from gui.widgets.tips import in_lines

_EDGES = 8
"""Pixels above and below a list, within its frame."""


class Choice(QComboBox):
    """One item out of a list; `edited` tells the key that a person chose."""

    edited = Signal(str)

    def __init__(self, label: str, items: Sequence[Item], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = tuple(items)
        self._shown = 0
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # The default delegate imitates a menu and ignores the style sheet's item rules.
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setMaxVisibleItems(20)
        self._fill()
        self.activated.connect(self._on_activated)

    def explain(self, sentence: str) -> None:
        """What the choice is good for."""
        self.setToolTip(in_lines(sentence))
        self.setAccessibleDescription(sentence)

    def show_items(self, items: Sequence[Item]) -> None:
        """Choose among other items from now on; the first is shown, without a signal."""
        if tuple(items) == self._items:
            return
        self._items, self._shown = tuple(items), 0
        self.clear()
        self._fill()

    def _fill(self) -> None:
        for index, item in enumerate(self._items):
            self.addItem(item.label, item.key)
            if item.tooltip:
                self.setItemData(index, in_lines(item.tooltip), Qt.ItemDataRole.ToolTipRole)

    def show_key(self, key: str) -> None:
        """Show the item of that key, without a signal; raises KeyError if there is none."""
        self._shown = index_of(self._items, key, self.accessibleName())
        self.setCurrentIndex(self._shown)

    def key(self) -> str:
        """The key of the item shown."""
        return self._items[self._shown].key

    def short(self) -> str:
        """The short label of the item shown, "" if it has none."""
        return self._items[self._shown].short

    @Slot(int)
    def _on_activated(self, index: int) -> None:
        if index != self._shown:
            self._shown = index
            self.edited.emit(self._items[index].key)

    def showPopup(self) -> None:
        """The list, all of it: in a cell of a table Qt makes it a line's edge too short, and then has it scroll."""
        super().showPopup()
        view = self.view()
        box, model, root = view.window(), self.model(), self.rootModelIndex()
        margins = view.contentsMargins()
        rows = sum(view.visualRect(model.index(row, 0, root)).height() for row in range(self.count()))
        missing = rows + margins.top() + margins.bottom() + _EDGES - box.height()
        if 0 < missing <= _EDGES:
            box.resize(box.width(), box.height() + 2 * rows)  # with room to spare the arrows go
            box.resize(box.width(), box.height() - 2 * rows + missing)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # A wheel turned over a scrolling panel must not change the experiment.
        event.ignore()
