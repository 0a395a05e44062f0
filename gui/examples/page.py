"""The page of examples at the foot of the window: the table, what it lists, and the weights of classes."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.diagnostics import ExampleRows, Judgement, Scores
from engine.formula import NumberStyle
from engine.spec import DataSpec
from engine.spec.cells import owns_cells
from gui.examples.ahead import ahead_of
from gui.examples.cells import is_value
from gui.examples.columns import Column
from gui.examples.model import ExampleModel
from gui.examples.order import Rows, Wish, listed
from gui.examples.table import ExampleTable
from gui.theme.current import ThemeSwitch
from gui.theme.theme import Theme
from gui.widgets.check import Check
from gui.widgets.items import Item
from gui.widgets.label import Label
from gui.widgets.segmented import Segmented
from gui.widgets.text_button import TextButton

LISTED_AT_ONCE = 20_000
_WEIGHTS = "Let the examples of a class count more or less in training, or paste a weight for each example."
_OWN = "The values of a built-in set are given. A copy of it is your own data, in which each value can be typed."
_PARTS = (
    Item("all", "All", "Every example of the data."),
    Item("training", "Training", "The examples that the network learns from."),
    Item("validation", "Validation", "The examples kept out of training to judge it."),
    Item("test", "Test", "The examples that are judged only when you evaluate on the test part."),
)


class ExamplePage(QWidget):
    """chosen(number), opened(number): of an example; typed(numbers, column, value): for examples; pasted(numbers,
    columns, text): from there on; sight_changed(): other rows are to be judged; scores_wanted(): all examples are;
    work_wanted(make, done): long work, and who is told what it made; classes_asked(): the weights of classes;
    copy_asked(): why values cannot be typed; copied(): the set is to be one's own; refused(sentence).
    """

    chosen = Signal(int)
    opened = Signal(int)
    typed = Signal(tuple, object, float)
    pasted = Signal(object, object, str)
    copy_asked = Signal()
    copied = Signal()
    sight_changed = Signal()
    scores_wanted = Signal()
    work_wanted = Signal(object, object)
    classes_asked = Signal()
    refused = Signal(str)

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Page of examples")
        self.model = ExampleModel(themes.theme, self)
        self.table = ExampleTable(self.model, themes.theme)
        self.parts = Segmented("Which examples", _PARTS)
        self.wrong = Check("Only wrong", "List only the examples that the network answers wrongly.")
        self.classes = TextButton("Weights…", _WEIGHTS)
        self.own = TextButton("Edit a copy", _OWN)
        self._count = Label("", "small")
        self._wish, self._scores = Wish(), None  # type: Wish, Scores | None
        self._example: int | None = None
        self._chosen: tuple[int, ...] = ()
        self._showing = self._fitted = self._to_top = False
        self._lay_out()
        self._connect()
        themes.changed.connect(self.show_theme)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(self.parts)
        top.addWidget(self.wrong)
        top.addWidget(self._count, 1)
        top.addWidget(self.own)
        top.addWidget(self.classes)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 6)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.table, 1)

    def _connect(self) -> None:
        self.parts.edited.connect(self._on_part)
        self.wrong.edited.connect(self._on_wrong)
        self.classes.clicked.connect(self.classes_asked)
        self.table.horizontalHeader().sectionClicked.connect(self._on_heading)
        self.table.picked.connect(self._on_picked)
        self.table.opened.connect(self._on_opened)
        self.table.looked.connect(self.sight_changed)
        self.own.clicked.connect(self.copied)
        self.table.typed.connect(self.typed)
        self.table.pasted.connect(self._on_pasted)
        self.table.copy_asked.connect(self.copy_asked)
        self.table.refused.connect(self.refused)

    # What is shown

    def show_examples(self, examples: ExampleRows) -> None:
        """Another set of examples, or other weights of them."""
        scroll, info = self.table.verticalScrollBar().value(), examples.info
        before = self.model.examples
        fresh, columns = before is None or before.info != info, self.model.columns
        self._chosen = self.table.chosen() if not fresh else ()
        self._showing = True
        weighs = examples.weights is not None and bool((examples.weights != 1.0).any())
        self.model.show_examples(examples, weighs)
        if before is None or before.counts != examples.counts:
            self._scores = None  # else the order stays until all are judged anew
        self._showing = False
        counts = zip(examples.parts, examples.counts, strict=True)
        self.parts.show_only(("all", *(part for part, count in counts if count)))
        self.wrong.setVisible(info.task != "regression")
        self.own.setVisible(not owns_cells(examples.data.spec))
        if fresh:
            self._wish = Wish(part=self.parts.key())
            self.wrong.show_checked(False)
        if self.model.columns != columns:
            self._fitted = False
            self.table.fit_columns()
        self._list()
        self.table.verticalScrollBar().setValue(0 if fresh else scroll)

    def show_edited(self, data: DataSpec) -> None:
        """The data as it was edited last: what the engine has not yet is shown at once, and marked."""
        if self.model.examples is not None:
            self.model.show_ahead(ahead_of(self.model.examples, data, self.model.columns))

    def show_scores(self, scores: Scores) -> None:
        """How all examples are judged, to sort and to pick by."""
        self._scores = scores
        self._list()

    def show_judgement(self, judgement: Judgement, activation: str) -> None:
        """What the network says to the rows in sight."""
        self.model.show_judgement(judgement, activation)
        if not self._fitted:
            self._fitted = True
            self.table.fit_columns()

    def show_example(self, example: int | None) -> None:
        """The example that is looked at everywhere; None: it is not in the list of training examples."""
        if example == self._example:
            return
        self._example = example
        self._show_chosen()

    def show_style(self, style: NumberStyle) -> bool:
        """How numbers are written; whether that is another way than before."""
        changed = style != self.model.style
        if changed:
            self.model.show_style(style)
        return changed

    @Slot(object)
    def show_theme(self, theme: Theme) -> None:
        self.model.show_theme(theme)
        self.table.cells.show_theme(theme)

    @property
    def wish(self) -> Wish:
        """What is to be listed, and in which order."""
        return self._wish

    def rows_in_sight(self) -> Rows:
        """The numbers of the examples that can be seen."""
        sight = self.table.rows_in_sight()
        return np.array(self.model.rows[sight.start : sight.stop])

    # Listing

    def _list(self) -> None:
        """Sort and pick; many examples beside the window, which shows the order before until then."""
        examples, scores, wish = self.model.examples, self._scores, self._wish
        if examples is None:
            return
        if sum(examples.counts) <= LISTED_AT_ONCE:
            self._show_listed(examples, listed(examples, scores, wish))
            return

        def show(rows: Rows) -> None:
            if (examples, scores, wish) == (self.model.examples, self._scores, self._wish):
                self._show_listed(examples, rows)

        if wish.key:
            self._count.setText("Sorting…")
        self.work_wanted.emit(partial(listed, examples, scores, wish), show)

    def _show_listed(self, examples: ExampleRows, rows: Rows) -> None:
        self._chosen = self.table.chosen() or self._chosen
        scroll = self.table.verticalScrollBar().value()
        self._showing = True
        self.model.show_rows(rows)
        self._showing = False
        self.table.verticalScrollBar().setValue(scroll)
        self._show_chosen(scrolls=False)
        self._showing = True
        self.table.choose(self._chosen)
        self._showing = False
        self._show_count(len(rows), sum(examples.counts))
        self.model.show_order(self._wish.key, self._wish.falling)
        if self._to_top:
            self._to_top = False
            self.table.scrollToTop()
        self.sight_changed.emit()

    def show_progress(self, share: float) -> None:
        """How far all examples have been judged, 0 to 1, while somebody waits for it."""
        self._count.setText(f"Judging all examples: {share:.0%}")

    def _show_count(self, shown: int, count: int) -> None:
        if shown == count:
            self._count.setText(f"{count:,} examples")
        elif not shown and self._wish.wrong:
            self._count.setText("None is answered wrongly.")
        else:
            self._count.setText(f"{shown:,} of {count:,} examples")

    def _show_chosen(self, scrolls: bool = True) -> None:
        row = None if self._example is None else self.model.row_of(self._example)
        place = self.table.verticalScrollBar().value()
        self._showing = True
        self.table.show_row(row)
        self._showing = False
        if not scrolls:
            self.table.verticalScrollBar().setValue(place)

    def _change(self, wish: Wish) -> None:
        self._wish, self._to_top = wish, True
        if wish.needs_scores:
            self.scores_wanted.emit()
        self._list()

    # What people do

    @Slot(str)
    def _on_part(self, part: str) -> None:
        self._change(Wish(part, self._wish.wrong, self._wish.key, self._wish.falling))

    @Slot(bool)
    def _on_wrong(self, wrong: bool) -> None:
        self._change(Wish(self._wish.part, wrong, self._wish.key, self._wish.falling))

    @Slot(int)
    def _on_heading(self, section: int) -> None:
        column, wish = self.model.columns[section], self._wish
        if not column.sorts:
            key, falling = "", True
        elif column.key != wish.key:
            key, falling = column.key, True
        else:
            key, falling = (column.key, False) if wish.falling else ("", True)
        self._change(Wish(wish.part, wish.wrong, key, falling))

    @Slot(int)
    def _on_picked(self, row: int) -> None:
        if not self._showing:
            self._example = self.model.example(row)
            self.chosen.emit(self._example)

    @Slot(int, object, str)
    def _on_pasted(self, row: int, column: Column, text: str) -> None:
        """From that cell on; where nothing can be typed, into the weights."""
        columns = self.model.columns
        if not is_value(column):
            column = next(one for one in columns if one.key == "weight")
        self.pasted.emit(self.model.rows[row:].copy(), columns[columns.index(column) :], text)

    @Slot(int)
    def _on_opened(self, row: int) -> None:
        self.opened.emit(self.model.example(row))
