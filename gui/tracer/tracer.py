"""The panel at the foot of the window: the step under way, or the number that was asked, and one neuron's numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from engine.diagnostics import Activity
from engine.spec import DataInfo, ExperimentSpec
from engine.trace import Address, Explanation, Grain, Snapshot
from gui.own_numbers import OwnNumbers, with_own
from gui.theme.current import ThemeSwitch
from gui.tracer.batch_reader import BatchReader
from gui.tracer.captions import page_of, waiting
from gui.tracer.card_sheet import CardSheet
from gui.tracer.choices import Choices
from gui.tracer.focus import focus_of
from gui.tracer.ink import ExampleRow, Spot, Target
from gui.tracer.neuron_card import neuron_card, silence_of
from gui.tracer.page import Page
from gui.tracer.reader import Reader
from gui.tracer.sheet import Sheet, SheetArea
from gui.tracer.step_rail import StepRail
from gui.tracer.tools import TracerTools
from gui.tracer.trial import Answer, Row
from gui.tracer.trials import Trials
from gui.view import Edge, Neuron, ViewState

if TYPE_CHECKING:
    from engine.trace import BatchView
    from gui.tracer.batch_page import BatchPage

HEIGHT = 212
_LEAST_HEIGHT = 150
_WIDTH, _LARGEST = 1000, 2.2
_ROOM_FOR_CARD = 760
_CARD_WIDTH = 280
_PATIENCE_MS = 150


class Tracer(QFrame):
    """Grows its type with its own height, to be read from the last row.

    asked(Address): where a number comes from; lit(Highlights): what the formula speaks of; viewed(dict): changes
    of the ViewState chosen here; batch_asked(example, unit, source): the batch stepped through, as matrices;
    tried(row): what the network says to an example of one's own; refused(sentence): what was typed is no number.
    """

    asked = Signal(object)
    lit = Signal(object)
    viewed = Signal(object)
    batch_asked = Signal(int, int, int)
    tried = Signal(object)
    refused = Signal(str)

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self.setAccessibleName("Tracer")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.rail, self.tools = StepRail(themes), TracerTools(themes)
        self.sheet, self.card = Sheet(themes), CardSheet(themes)
        self._sheet_area, self._card_area = SheetArea(self.sheet, themes), SheetArea(self.card, themes)
        self.choices = Choices(self.tools, self)
        self._top = QHBoxLayout()
        self._reader, self._batches = Reader(self), BatchReader(self)
        self.trials = Trials(themes, self._reader, self)
        self._info: DataInfo | None = None
        self._activity: Activity | None = None
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top, left = self._top, QVBoxLayout()
        top.setSpacing(20)
        left.setSpacing(8)
        top.addWidget(self.rail, 1)
        top.addWidget(self.tools, 0, Qt.AlignmentFlag.AlignBottom)
        left.addLayout(top)
        left.addWidget(self._sheet_area, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 14, 8)
        # The panel's own hint is the least: type shrinks with it, and the card leaves where it is narrow.
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        row.setSpacing(28)
        row.addLayout(left, 1)
        row.addWidget(self._card_area)

    def _connect(self) -> None:
        for sheet in (self.sheet, self.card):
            sheet.words_of = self._words_of
            sheet.asked.connect(self._on_asked)
            sheet.pointed.connect(self._on_pointed)
        tools, reader = self.tools, self._reader
        tools.back_asked.connect(self.back)
        tools.forward_asked.connect(self.forward)
        tools.home_asked.connect(self.home)
        self.choices.viewed.connect(self.viewed)
        self.trials.tried.connect(self.tried)
        self.trials.refused.connect(self.refused)
        self.trials.made.connect(self._on_row_made)
        self._batches.asked.connect(self.batch_asked)
        self._batches.arrived.connect(self._on_arrived)
        reader.turned.connect(self._on_turned)
        reader.asked.connect(self._on_question)
        reader.lit.connect(self.lit)
        self._patience.timeout.connect(self._on_patience)

    # What is shown

    def show_spec(self, spec: ExperimentSpec, info: DataInfo) -> None:
        """Take the names of inputs and classes; the next snapshot is drawn with them."""
        self._info = info
        self._reader.show_spec(spec)
        self.trials.show_info(info)
        if self._reader.snapshot is None:
            self.rail.show_progress(spec.network.layers, 0)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the step that the run is in."""
        self._reader.show_snapshot(snapshot)
        self.trials.show_snapshot(snapshot)

    def show_view(self, view: ViewState) -> None:
        """Show the selected neuron's numbers, in the chosen digits."""
        self.choices.show_view(view)
        self._reader.show_view(view)
        self.trials.show_view(view)
        self.rail.setVisible(not view.trying)

    def show_activity(self, activity: Activity) -> None:
        """Say of a neuron whether no example of the data can teach it any more."""
        self._activity = activity
        self._on_turned(False)

    def show_own(self, own: OwnNumbers | None) -> None:
        """Between updates, tell the numbers of this example; None: of the chosen one."""
        self._reader.show_own(own)

    @Slot(bool)
    def show_playing(self, playing: bool) -> None:
        """Whether the run goes on by itself."""
        self._reader.show_playing(playing)

    @Slot(object)
    def show_grain(self, grain: Grain) -> None:
        """How much a step shows."""
        self._reader.show_grain(grain)

    def show_explanation(self, explanation: Explanation) -> None:
        """The answer to what was asked last."""
        self._reader.show_explanation(explanation)

    def show_batch(self, view: BatchView | None) -> None:
        """The batch that was asked for."""
        self._batches.show(view)

    def show_answer(self, answer: Answer | None) -> None:
        """What the network says to the example that was tried."""
        self.trials.show_answer(answer)

    def row_of(self, address: Address) -> Row | None:
        """The input values that somebody typed, if a number belongs to them."""
        return self.trials.row_of(address)

    @Slot(object)
    def _on_row_made(self, row: QWidget) -> None:
        self._top.insertWidget(1, row, 1)

    def show_refusal(self, address: Address) -> None:
        """What was asked cannot be explained."""
        self._reader.show_refusal(address)

    def explanation(self) -> Explanation | None:
        """What is shown: the number asked, or the step under way; None at rest."""
        return self._reader.explanation

    def text(self) -> str:
        """What is shown, as plain text."""
        found = self._reader.explanation
        if found is not None and not self._reader.playing:
            from engine.writing import explanation_text  # imported late: the program starts without it

            return explanation_text(found, self._reader.style)
        page = self.sheet.page()
        return "\n".join(filter(None, (" · ".join(filter(None, (page.lead, page.title, page.place))), page.sentence)))

    # What people ask for

    @Slot(object)
    def ask(self, place: Address | Neuron | Edge) -> None:
        """Ask for what was clicked elsewhere: a number of the moment that is shown, a neuron, an edge."""
        self._reader.ask_at(place)

    @Slot()
    def back(self) -> None:
        """To the number before."""
        self._reader.back()

    @Slot()
    def forward(self) -> None:
        """Forward again."""
        self._reader.forward()

    @Slot()
    def home(self) -> None:
        """To where the step is."""
        self._reader.go_to(0)

    @Slot(object)
    def _on_asked(self, target: Target) -> None:
        match target:
            case int():
                self._reader.go_to(target)
            case ExampleRow(example):
                self.choices.look_at(example)
            case Address():
                self._reader.ask(target)

    @Slot(object)
    def _on_pointed(self, target: Target | None) -> None:
        self._reader.point_at(target if isinstance(target, Address) else None)

    @Slot(object)
    def _on_question(self, address: Address) -> None:
        self._patience.start()
        self.asked.emit(address)

    @Slot()
    def _on_patience(self) -> None:
        if self._reader.waits:
            self.sheet.show_page(waiting(self.sheet.page()))

    @Slot(bool)
    def _on_turned(self, anew: bool) -> None:
        reader, info = self._reader, self._info
        if not reader.waits:
            self._patience.stop()
        snapshot = reader.snapshot
        if snapshot is None or info is None or len(info.inputs) != len(snapshot.layers[0].kernel):
            self.rail.show_progress(self.rail.layers, 0)
            return
        self.rail.show_progress(snapshot.spec.network.layers, snapshot.events_done if snapshot.phase else 0)
        self.tools.show_way(back=reader.walk.can_go_back, forward=reader.walk.can_go_forward)
        page = self._page(snapshot, info)
        if page is not None:
            self.sheet.show_page(page)
        self.sheet.setAccessibleDescription(self.text())
        layer, unit = focus_of(snapshot, reader.view.selected, reader.explanation)
        seen, typed = with_own(snapshot, reader.own), reader.explanation if reader.shows_typed else None
        remark, own = silence_of(seen, layer, unit, self._activity), None if seen is snapshot else reader.own
        self.card.show_card(neuron_card(seen, layer, unit, info, remark, typed, own), reader.style)
        if anew:
            self._sheet_area.to_top()

    def _page(self, snapshot: Snapshot, info: DataInfo) -> Page | BatchPage | None:
        """What is to be read now; None: the batch before, until this one is there."""
        reader = self._reader
        whole = reader.view.batch and reader.walk.shown is None and not reader.playing
        if whole:
            found = self._batches.page(snapshot, reader.explanation, info, reader.style)
            if found is not None or (self._batches.waits and self.sheet.shows_batch):
                return found
        about = reader.explanation, reader.walk, reader.style, reader.playing
        return page_of(snapshot, *about, batch=whole, beside=reader.beside)

    @Slot()
    def _on_arrived(self) -> None:
        self._on_turned(False)

    def _words_of(self, spot: Spot) -> str:
        from gui.tracer.tooltips import spot_words  # imported late: nothing is pointed at when the program starts

        snapshot = self._reader.snapshot
        layers = snapshot.spec.network.layers if snapshot is not None else ()
        return spot_words(spot, self.sheet.page(), self._info, layers)

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(480, _LEAST_HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.ignore()  # the window goes back and forward with the mouse's own buttons

    def resizeEvent(self, event: QResizeEvent) -> None:
        scale = min(max(min(self.height() / HEIGHT, self.width() / _WIDTH), 1.0), _LARGEST)
        for part in (self.rail, self.sheet, self.card, self.trials):
            part.show_scale(scale)
        self._card_area.setFixedWidth(round(_CARD_WIDTH * scale))
        self._card_area.setVisible(self.width() >= _ROOM_FOR_CARD)
        super().resizeEvent(event)
