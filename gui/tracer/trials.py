"""Keeps the examples that somebody types, and asks how the network answers them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from engine.spec import DataInfo
from engine.trace import Address, Kind, Snapshot
from gui.theme.current import ThemeSwitch
from gui.tracer.reader import Reader
from gui.tracer.trial import Answer, Row, first_row, next_place, typed_number
from gui.view import Neuron, ViewState

if TYPE_CHECKING:
    from gui.tracer.try_row import TryRow


class Trials(QObject):
    """tried(row): what does the network say to it? Each row that is typed has a number, so that all can be asked.

    made(TryRow): the row of fields, or with the picture, made when it is first wanted; picture_asked(): another
    picture is wanted; owned(Answer or None): whose numbers are to be drawn, None: the chosen example's; refused
    (sentence): what was typed is no number.
    """

    tried = Signal(object)
    made = Signal(object)
    picture_asked = Signal()
    owned = Signal(object)
    refused = Signal(str)

    def __init__(self, themes: ThemeSwitch, reader: Reader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._themes, self._reader = themes, reader
        self._widget: TryRow | None = None
        self._scale = 1.0
        self._snapshot: Snapshot | None = None
        self._names: tuple[str, ...] = ()
        self._image: tuple[int, int] | None = None
        self._rows: dict[int, Row] = {}
        self._number = 0
        self._trying = self._told = False
        self._tried: tuple[object, ...] = ()
        self._answering = 0

    @property
    def shows_pictures(self) -> bool:
        """Whether an example of these data is a picture, which nobody types."""
        return self._image is not None

    @property
    def own_row(self) -> Row | None:
        """What was typed, or drawn, last; None: nothing yet."""
        return self._rows.get(self._number)

    @property
    def number(self) -> int:
        """Which row was typed last, from 1; by this its numbers are called."""
        return self._number

    def row(self) -> TryRow:
        """The row of fields, or with the picture."""
        if self._widget is None:
            row = self._widget = self._make_row()
            row.show_names(self._names)
            row.show_scale(self._scale)
            row.typed.connect(self._on_typed)
            row.moved.connect(self._on_moved)
            row.answer_asked.connect(self._on_answer_asked)
            row.refused.connect(self.refused)
            self.made.emit(row)
        return self._widget

    def _make_row(self) -> TryRow:
        if self._image is not None:
            from gui.tracer.try_picture import TryPicture  # imported late, as the other

            found = TryPicture(self._image, self._themes)
            found.picture_asked.connect(self.picture_asked)
            return found
        from gui.tracer.try_row import TryRow

        return TryRow(self._themes)

    def row_of(self, address: Address) -> Row | None:
        """What was typed for a number of a typed example."""
        return self._rows.get(address.example) if address.split == "typed" else None

    def show_info(self, info: DataInfo) -> None:
        """Other inputs are typed anew."""
        if info.short_columns == self._names and info.image == self._image:
            return
        self._rows, self._snapshot = {}, None
        self._own(None)
        other, self._names = info.image != self._image, info.short_columns
        self._image = info.image
        if self._widget is not None and other:
            self._widget.hide()
            self._widget.deleteLater()
            self._widget = None
            self._show_row()
        elif self._widget is not None:
            self._widget.show_names(self._names)

    def _show_row(self) -> None:
        """The row is there while somebody tries, and not made before."""
        if self._trying or self._widget is not None:
            self.row().setVisible(self._trying)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """The network as it is now answers anew."""
        if snapshot.example is None or len(snapshot.example.raw) == len(self._names):
            self._snapshot = snapshot
            self._try()

    def show_scale(self, scale: float) -> None:
        """Draw the fields so many times larger."""
        self._scale = scale
        if self._widget is not None:
            self._widget.show_scale(scale)

    def show_view(self, view: ViewState) -> None:
        """Begin or end to try."""
        if view.trying == self._trying:
            return
        self._trying = view.trying
        self._show_row()
        if view.trying:
            self._told, self._tried = False, ()
            self._try()
            self.row().begin()
            return
        self._own(None)
        if self._reader.shows_typed:
            self._reader.go_to(0)

    def begin_with(self, row: Row) -> None:
        """Put a row there, as if it had been typed."""
        self._take(row)
        self._try()

    def show_answer(self, answer: Answer | None) -> None:
        """What the network says; the first time to a row its explanation follows."""
        if answer is None or answer.row != self._rows.get(self._number):
            return
        self.row().show_answer(answer.words)
        self._answering = answer.unit
        if self._trying:
            self._own(answer)
        if not self._told and self._trying:
            self._told = True
            self._on_answer_asked()

    def _own(self, answer: Answer | None) -> None:
        """Have the numbers of what was typed drawn, and asked for where they are clicked."""
        self.owned.emit(answer)

    def _try(self) -> None:
        """Ask for the answer to the row that stands there, once for each moment."""
        snapshot = self._snapshot
        if not self._trying or snapshot is None:
            return
        if self._number not in self._rows:
            self._take(first_row(snapshot, exact=self.shows_pictures))
        key = (self._number, snapshot.version, snapshot.update)
        if key != self._tried:
            self._tried = key
            self.tried.emit(self._rows[self._number])

    def _take(self, row: Row) -> None:
        self._number += 1
        self._rows[self._number] = row
        self._told = False
        self.row().show_row(row)

    @Slot(object)
    def _on_typed(self, row: Row) -> None:
        self._take(row)
        self._try()

    @Slot(int)
    def _on_moved(self, by: int) -> None:
        if self._snapshot is not None:
            sizes = [len(layer.bias) for layer in self._snapshot.layers]
            shown = self._reader.walk.shown if self._reader.shows_typed else None
            self._explain(next_place(sizes, None if shown is None else shown.address, by))

    @Slot()
    def _on_answer_asked(self) -> None:
        if self._snapshot is not None:
            self._explain((len(self._snapshot.layers) - 1, self._answering))

    def _explain(self, place: Neuron) -> None:
        assert self._snapshot is not None
        address = typed_number(Kind.ACTIVATION, self._snapshot.update, *place, self._number)
        self._reader.ask(address, instead=self._reader.shows_typed)
