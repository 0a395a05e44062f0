"""A few choices side by side, of which one is chosen."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QPushButton, QSizePolicy, QWidget

from gui.widgets.arrows import ARROW_STEPS
from gui.widgets.items import Item, index_of
from gui.widgets.tips import in_lines

_PADDING = 2 * (11 + 1)


class Segmented(QWidget):
    """Exclusive buttons in a bar; Tab enters at the chosen one, arrows move on; `edited` tells the key."""

    edited = Signal(str)

    def __init__(
        self, label: str, items: Sequence[Item], parent: QWidget | None = None, *, upright: bool = False
    ) -> None:
        """upright: one below the other."""
        super().__init__(parent)
        self._items = tuple(items)
        self.setAccessibleName(label)
        self.setProperty("upright", upright)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        direction = QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        layout = QBoxLayout(direction, self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(1)
        for index, item in enumerate(self._items):
            segment = _Segment(item, f"{label}: {item.label}")
            self._group.addButton(segment, index)
            layout.addWidget(segment)
        self._group.idClicked.connect(self._on_clicked)
        self._shown = 0
        self._choose(0)

    def show_key(self, key: str) -> None:
        """Show the segment of that key as chosen, without a signal; raises KeyError if there is none."""
        self._choose(index_of(self._items, key, self.accessibleName()))

    def show_only(self, keys: Collection[str]) -> None:
        """Which segments there are now; where the chosen one goes, the first takes its place, without a signal."""
        for item, button in zip(self._items, self._group.buttons(), strict=True):
            button.setVisible(item.key in keys)
        if self.key() not in keys:
            self._choose(next(index for index, item in enumerate(self._items) if item.key in keys))

    def key(self) -> str:
        """The key of the chosen segment."""
        return self._items[self._shown].key

    def _choose(self, index: int) -> None:
        self._shown = index
        for place, button in enumerate(self._group.buttons()):
            button.setChecked(place == index)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if place == index else Qt.FocusPolicy.NoFocus)

    @Slot(int)
    def _on_clicked(self, index: int) -> None:
        if index != self._shown:
            self._choose(index)
            self.edited.emit(self._items[index].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = ARROW_STEPS.get(event.key())
        there = [place for place, button in enumerate(self._group.buttons()) if not button.isHidden()]
        if step is not None:
            target = there[min(max(there.index(self._shown) + step, 0), len(there) - 1)]
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            target = there[0 if event.key() == Qt.Key.Key_Home else -1]
        else:
            super().keyPressEvent(event)
            return
        self._on_clicked(target)
        self._group.button(target).setFocus(Qt.FocusReason.TabFocusReason)


class _Segment(QPushButton):
    """One button of the bar; it hands arrow keys to the bar and has room for bolder text."""

    def __init__(self, item: Item, name: str) -> None:
        super().__init__(item.label)
        self.setCheckable(True)
        self.setToolTip(in_lines(item.tooltip))
        self.setAccessibleName(name)
        bolder = QFont(self.font())
        bolder.setWeight(QFont.Weight.Medium)
        self.setMinimumWidth(QFontMetrics(bolder).horizontalAdvance(item.label) + _PADDING)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ARROW_STEPS or event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            event.ignore()
        else:
            super().keyPressEvent(event)
