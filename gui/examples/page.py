"""The page of examples at the foot of the window: a table or pictures of those that are listed."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from engine.diagnostics import ExampleRows, Judgement, Scores
from engine.formula import NumberStyle
from engine.spec import DataSpec
from gui.examples.ahead import ahead_of
from gui.examples.cells import is_value
from gui.examples.columns import Column
from gui.examples.gallery import Gallery
from gui.examples.listing_bar import ListingBar
from gui.examples.model import ExampleModel
from gui.examples.order import Rows, Wish, listed
from gui.examples.table import ExampleTable
from gui.theme.current import ThemeSwitch
from gui.theme.theme import Theme

LISTED_AT_ONCE = 20_000


class ExamplePage(QWidget):
    """chosen(number), opened(number): of an example; typed(numbers, column, value), named(numbers, column, text): for
    examples; pasted(numbers, columns, text): from there on; sight_changed(): other rows are to be judged;
    scores_wanted(): all examples are; work_wanted(make, done): long work, and who is told what it made;
    classes_asked(): the weights of classes; copy_asked(): why values cannot be typed; copied(): the set is to be
    one's own; refused(sentence).
    """

    chosen = Signal(int)
    opened = Signal(int)
    typed = Signal(tuple, object, float)
    named = Signal(tuple, object, str)
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
        self.gallery = Gallery(self.model, themes)
        self.bar = ListingBar()
        self._scores: Scores | None = None
        self._example: int | None = None
        self._chosen: tuple[int, ...] = ()
        self._showing = self._fitted = self._to_top = False
        self._lay_out()
        self._connect()
        themes.changed.connect(self.show_theme)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 6)
        column.setSpacing(8)
        column.addLayout(self.bar)
        self._stack = QStackedLayout()
        column.addLayout(self._stack, 1)  # before it has widgets: it shows the first, which must not be a window
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.gallery)

    def _connect(self) -> None:
        self.bar.wished.connect(self._on_wished)
        self.bar.shown_as_chosen.connect(self._on_shown_as)
        self.bar.classes.clicked.connect(self.classes_asked)
        for view in (self.table, self.gallery):
            view.picked.connect(self._on_picked)
            view.opened.connect(self._on_opened)
            view.looked.connect(self.sight_changed)
        self.table.horizontalHeader().sectionClicked.connect(self._on_heading)
        self.bar.own.clicked.connect(self.copied)
        self.table.typed.connect(self.typed)
        self.table.named.connect(self.named)
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
        self.bar.show_examples(examples, fresh=fresh)
        if fresh:
            self.gallery.show_info(info)
            self._show_as()
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
        return self.bar.wish

    def rows_in_sight(self) -> Rows:
        """The numbers of the examples that can be seen."""
        sight = self.gallery.places_in_sight() if self._is_pictured else self.table.rows_in_sight()
        return np.array(self.model.rows[sight.start : sight.stop])

    @property
    def _is_pictured(self) -> bool:
        return self._stack.currentWidget() is self.gallery

    def _show_as(self) -> None:
        self._stack.setCurrentWidget(self.gallery if self.bar.as_pictures else self.table)

    # Listing

    def _list(self) -> None:
        """Sort and pick; many examples beside the window, which shows the order before until then."""
        examples, scores, wish = self.model.examples, self._scores, self.wish
        if examples is None:
            return
        if sum(examples.counts) <= LISTED_AT_ONCE:
            self._show_listed(examples, listed(examples, scores, wish))
            return

        def show(rows: Rows) -> None:
            if (examples, scores, wish) == (self.model.examples, self._scores, self.wish):
                self._show_listed(examples, rows)

        if wish.key:
            self.bar.told.setText("Sorting…")
        self.work_wanted.emit(partial(listed, examples, scores, wish), show)

    def _show_listed(self, examples: ExampleRows, rows: Rows) -> None:
        self._chosen = self.table.chosen() or self._chosen
        scrolled = [(bar, bar.value()) for bar in (self.table.verticalScrollBar(), self.gallery.verticalScrollBar())]
        self._showing = True
        self.model.show_rows(rows)
        self._showing = False
        for bar, scroll in scrolled:
            bar.setValue(scroll)
        self._show_chosen(scrolls=False)
        self._showing = True
        self.table.choose(self._chosen)
        self._showing = False
        self.bar.show_count(len(rows), sum(examples.counts))
        self.model.show_order(self.wish.key, self.wish.falling)
        if self._to_top:
            self._to_top = False
            self.table.scrollToTop()
            self.gallery.scrollToTop()
        self.sight_changed.emit()

    def show_progress(self, share: float) -> None:
        """How far all examples have been judged, 0 to 1, while somebody waits for it."""
        self.bar.show_progress(share)

    def _show_chosen(self, scrolls: bool = True) -> None:
        row = None if self._example is None else self.model.row_of(self._example)
        place = self.table.verticalScrollBar().value()
        self._showing = True
        self.table.show_row(row)
        self.gallery.show_place(row, scrolls=scrolls)
        self._showing = False
        if not scrolls:
            self.table.verticalScrollBar().setValue(place)

    @Slot()
    def _on_wished(self) -> None:
        self._to_top = True
        if self.wish.needs_scores:
            self.scores_wanted.emit()
        self._list()

    @Slot()
    def _on_shown_as(self) -> None:
        self._show_as()
        self._show_chosen()
        self.sight_changed.emit()

    # What people do

    @Slot(int)
    def _on_heading(self, section: int) -> None:
        column = self.model.columns[section]
        self.bar.sort_by(column.key, sorts=column.sorts)

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
