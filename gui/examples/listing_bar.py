"""The line above the examples: which of them are listed, in which order, and as pictures or as a table."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout

from engine.diagnostics import ExampleRows
from engine.formula import counted
from engine.spec import DataInfo
from engine.spec.cells import owns_cells
from gui.examples.order import Wish
from gui.widgets.check import Check
from gui.widgets.choice import Choice
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.items import Item
from gui.widgets.segmented import Segmented
from gui.widgets.text_button import TextButton

_WEIGHTS = "Let the examples of a class count more or less in training, or paste a weight for each example."
_OWN = "The values of a built-in set are given. A copy of it is your own data, in which each value can be typed."
_PARTS = (
    Item("all", "All", "Every example of the data."),
    Item("training", "Training", "The examples that the network learns from."),
    Item("validation", "Validation", "The examples kept out of training to judge it."),
    Item("test", "Test", "The examples that are judged only when you evaluate on the test part."),
)
PICTURES, TABLE = "pictures", "table"
_SHOWN_AS = (
    Item(PICTURES, "Pictures", "Each example as the picture that it is."),
    Item(TABLE, "Table", "Each example as a row of numbers."),
)
_WORST = "loss"
"""The column by which the worst mistakes come first."""


class ListingBar(QHBoxLayout):
    """wished(): `wish` is another one. shown_as_chosen(): pictures or a table. The buttons are the page's."""

    wished = Signal()
    shown_as_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.wish = Wish()
        self.parts = Segmented("Which examples", _PARTS)
        self.label = Choice("Of which class", ())
        self.label.explain("List only the examples of one class, to see where it is mistaken for another.")
        self.label.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        self.wrong = Check("Only wrong", "List only the examples that the network answers wrongly.")
        self.worst = Check("Worst first", "List the examples with the largest loss first: the worst mistakes.")
        self.told = ElidedLabel("small")
        self.own = TextButton("Edit a copy", _OWN)
        self.classes = TextButton("Weights…", _WEIGHTS)
        self.classes.setEnabled(False)  # until there are examples
        self.shown_as = Segmented("Show examples as", _SHOWN_AS)
        self._owns = False
        self.setSpacing(14)
        for part in (self.parts, self.label, self.wrong, self.worst):
            self.addWidget(part)
        self.addWidget(self.told, 1)
        for button in (self.own, self.classes, self.shown_as):
            self.addWidget(button)
        self.parts.edited.connect(lambda part: self._change(replace(self.wish, part=part)))
        self.label.edited.connect(lambda key: self._change(replace(self.wish, label=int(key) if key else None)))
        self.wrong.edited.connect(lambda wrong: self._change(replace(self.wish, wrong=wrong)))
        self.worst.edited.connect(self._on_worst)
        self.shown_as.edited.connect(self._on_shown_as)

    @property
    def as_pictures(self) -> bool:
        """Whether examples are to be shown as pictures."""
        return self.shown_as.key() == PICTURES

    def show_examples(self, examples: ExampleRows, *, fresh: bool) -> None:
        """Which parts there are; `fresh`: of other data."""
        info = examples.info
        counts = zip(examples.parts, examples.counts, strict=True)
        self.parts.show_only(("all", *(part for part, count in counts if count)))
        self.wrong.setVisible(info.task != "regression")
        self._owns = owns_cells(examples.data.spec)
        self.classes.setEnabled(True)
        if fresh:
            self._begin(info)
        self._show_buttons()

    def _begin(self, info: DataInfo) -> None:
        """Other data: pictures with the worst mistakes first, all else as a table in the order of the data."""
        pictured = info.image is not None
        self.wish = Wish(part=self.parts.key(), key=_WORST if pictured else "")
        self.wrong.show_checked(False)
        self.worst.show_checked(pictured)
        classes = [Item(str(place), name) for place, name in enumerate(info.classes)]
        self.label.show_items([Item("", "All classes"), *classes])
        self.label.show_key("")
        self.label.setVisible(pictured and len(classes) > 1)
        self.worst.setVisible(pictured)
        self.shown_as.setVisible(pictured)
        self.shown_as.show_key(PICTURES if pictured else TABLE)

    def sort_by(self, key: str, *, sorts: bool) -> None:
        """A heading was clicked: by its column, then the other way round, then in the order of the data."""
        wish = self.wish
        if not sorts or (key == wish.key and not wish.falling):
            key, falling = "", True
        else:
            falling = key != wish.key
        self.worst.show_checked((key, falling) == (_WORST, True))
        self._change(replace(wish, key=key, falling=falling))

    def show_progress(self, share: float) -> None:
        """How far all examples have been judged, 0 to 1, while somebody waits for it."""
        self.told.setText(f"Judging all examples: {share:.0%}")

    def show_count(self, shown: int, count: int) -> None:
        """How many of how many are listed."""
        if shown == count:
            self.told.setText(counted(count, "example"))
        elif not shown and self.wish.wrong:
            self.told.setText("None is answered wrongly.")
        else:
            self.told.setText(f"{shown:,} of {count:,} examples")

    def _change(self, wish: Wish) -> None:
        self.wish = wish
        self.wished.emit()

    def _show_buttons(self) -> None:
        """What is typed and weighed in the table is offered beside it."""
        self.classes.setVisible(not self.as_pictures)
        self.own.setVisible(not self.as_pictures and not self._owns)

    @Slot(bool)
    def _on_worst(self, worst: bool) -> None:
        self._change(replace(self.wish, key=_WORST if worst else "", falling=True))

    @Slot(str)
    def _on_shown_as(self, _key: str) -> None:
        self._show_buttons()
        self.shown_as_chosen.emit()
