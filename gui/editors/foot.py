"""The strip at the foot of the window: one page of several, each built when it is first shown."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from gui.view import ViewState
from gui.widgets.items import Item
from gui.widgets.segmented import Segmented

NUMBERS = "numbers"
PAGES = (
    Item(NUMBERS, "Numbers", "Where every number comes from, step by step."),
    Item("examples", "Examples", "Every example with what the network says to it, its loss and its weight (E)."),
    Item("weights", "Weights", "Every weight and bias of a layer as a table to type and paste into (W)."),
    Item("history", "History", "Every finished epoch with its figures, to copy and to save (Y)."),
)
"""The pages in their order; the first is there from the start, whoever makes another one offers it to the foot."""

SIZE, LEAST = (1000, 212), (480, 150)


class Foot(QFrame):
    """A column of segments at the left and the page that is chosen beside it.

    chosen(key): a page was asked for; it is shown when the ViewState says so.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self.setAccessibleName("Foot of the window")
        self.pages = Segmented("Page", PAGES, upright=True)
        self._made: dict[str, QWidget] = {}
        self._makers: dict[str, Callable[[], QWidget]] = {}
        self._stack = QStackedLayout()
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 0, 0)
        row.setSpacing(0)
        # As for the pages themselves: none asks the window for more height than it has.
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        column = QVBoxLayout()
        column.setContentsMargins(0, 12, 0, 0)
        column.addWidget(self.pages, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column)
        row.addLayout(self._stack, 1)
        self.pages.edited.connect(self.chosen)

    def add_numbers(self, numbers: QWidget) -> None:
        """The page of numbers, which is there as soon as the window has been painted."""
        self._made[NUMBERS] = numbers
        self._stack.addWidget(numbers)

    def offer(self, key: str, make: Callable[[], QWidget]) -> None:
        """How to make a page of PAGES when it is first shown."""
        self._makers[key] = make

    def page(self) -> QWidget | None:
        """The page that is shown, None before the first frame."""
        return self._stack.currentWidget()

    def show_view(self, state: ViewState) -> None:
        """Show the page that is looked at."""
        if state.page != self.pages.key():
            self.pages.show_key(state.page)
        if not self._made:
            return  # before the first frame
        page = self._made.get(state.page)
        if page is None:
            page = self._made[state.page] = self._makers[state.page]()
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(*SIZE)

    def minimumSizeHint(self) -> QSize:
        return QSize(*LEAST)
