"""Every connection between panels, document, player and view."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QUndoStack

from engine.diagnostics import Activity, Surface
from engine.formula import NumberStyle
from engine.session import Session, data_info, why_waiting
from engine.spec import MAX_SEED, DataSpec, ExperimentSpec
from engine.trace import Snapshot
from gui.app.activity_watch import ActivityWatch
from gui.app.looks import first_view, fitting_view, surface_request
from gui.app.questions import load_points, load_thumbnails
from gui.app.run_notes import RunNotes
from gui.app.stepping import Stepping
from gui.bridge import Player
from gui.document import Document
from gui.main_window import MainWindow
from gui.theme.current import ThemeSwitch
from gui.view import View, ViewState

if TYPE_CHECKING:
    from gui.app.computing import Computing
    from gui.app.examples import Examples
    from gui.app.hands import Hands
    from gui.app.layers import Layers
    from gui.app.output_card import OutputCard
    from gui.app.plotting import Plotting
    from gui.app.tracing import Tracing
    from gui.plots.loss import LossPlot
    from gui.tracer.tracer import Tracer

NUMBERS_SECONDS = 0.1  # while playing, numbers and curves change no faster than they can be read


class Workbench(QObject):
    """Document, player, view and window of one experiment, connected.

    The window can be painted at once; `complete` then brings the panels that take longer to make.
    """

    drawn = Signal()
    plotting: "Plotting"
    tracing: "Tracing"
    computing: "Computing"
    examples: "Examples"
    hands: "Hands"
    layers: "Layers"
    output: "OutputCard"

    def __init__(self, make_session: Callable[[], Session], spec: ExperimentSpec, themes: ThemeSwitch) -> None:
        super().__init__()
        self.document = Document(spec, self)
        self.player = Player(make_session, self)
        self.player.start()
        self.view = View(first_view(data_info(spec.data)), self)
        self.window = MainWindow(themes)
        self._themes = themes
        self._late: tuple[OutputCard, LossPlot, Tracer] | tuple[()] = ()
        self._notes = RunNotes(self.window.toast, self.document)
        self._last: Snapshot | None = None
        self._inputs: tuple[str, ...] = ()
        self._points_of: DataSpec | None = None
        self._refusal = ""
        self._travels = 0
        self._numbers_of: Snapshot | None = None
        self._numbers_due = 0.0
        self._connect_document()
        self._connect_player()
        self._connect_view()
        self.stepping = Stepping(self.window, self.player, self._warn, self)
        self.window.transport.seed_asked.connect(self.new_seed)
        self._on_spec(spec, opened=True)
        self._on_view(self.view.state)

    def complete(self) -> None:
        """Plots and tracer: made and connected when the first frame has been painted, which needs none of them."""
        from gui.app.fast_imports import import_pyqtgraph

        import_pyqtgraph()
        from gui.app.computing import Computing
        from gui.app.examples import Examples
        from gui.app.hands import Hands
        from gui.app.history_page import HistoryTable
        from gui.app.layers import Layers
        from gui.app.long_runs import LongRuns
        from gui.app.output_card import OutputCard
        from gui.app.plotting import Plotting
        from gui.app.tracing import Tracing

        window, view, document, player = self.window, self.view, self.document, self.player
        window.add_late_panels(self._themes)
        self.plotting = Plotting(window, document, player, view, self._warn, self)
        self.tracing = Tracing(window, player, view, self._warn, self)
        self.examples = Examples(window, document, player, view, self._warn, self._themes, self)
        self.hands = Hands(window, document, player, view, self._warn, self._themes, self)
        self.layers = Layers(window, document, view, self.hands, self._warn, self)
        ActivityWatch(player, self.show_activity, self)
        self.computing = Computing(self, self._themes)
        self.long_runs = LongRuns(self, self._themes)
        self.history = HistoryTable(self, self._themes)
        self.output = OutputCard(self, self._themes)
        self._late = self.output, window.loss, window.tracer
        for panel in self._late:
            panel.show_spec(document.spec, data_info(document.spec.data))
            panel.show_view(view.state)
        window.foot.show_view(view.state)
        if self._last is not None:
            self._points_of = None
            self._on_snapshot(self._last)
            self.examples.show_snapshot(self._last)  # it came before the panels that are made late
        player.show_surface(surface_request(view.state, document.spec), again=True)
        if self.output.panel is not None:
            QTimer.singleShot(0, self, self.drawn.emit)  # there will be no surface

    @property
    def undo_stack(self) -> QUndoStack:
        return self.document.undo_stack

    @property
    def last_snapshot(self) -> Snapshot | None:
        return self._last

    def _connect_document(self) -> None:
        self.document.changed.connect(self._on_spec)
        self.document.refused.connect(self._warn)
        self.document.undo_stack.indexChanged.connect(self._on_edit_taken)
        window = self.window
        for panel in (window.data, window.training, window.network):
            panel.edited.connect(self.document.edit)
            panel.refused.connect(self._warn)

    def _connect_player(self) -> None:
        self.player.snapshot_ready.connect(self._on_snapshot)
        self.player.surface_ready.connect(self._on_surface)
        self.player.playing_changed.connect(self.window.transport.show_playing)
        self.player.playing_changed.connect(self._on_playing)
        self.player.refused.connect(self._on_refused)
        self.player.failed.connect(self._on_failed)

    def _connect_view(self) -> None:
        window, view = self.window, self.view
        view.changed.connect(self._on_view)
        window.network.hovered.connect(lambda neuron: view.update(hovered=neuron))
        window.network.pictured.connect(lambda neurons: view.update(pictured=neurons))
        window.network.selected.connect(lambda neuron: view.update(selected=neuron))

    @property
    def number_style(self) -> NumberStyle:
        """How numbers are written, as chosen in the tracer."""
        return NumberStyle(self.view.state.digits, self.view.state.fractions)

    # What people ask for

    def new_seed(self) -> None:
        """Other first weights: the next seed, as an edit that can be undone."""
        spec = self.document.spec
        self.document.edit("New first weights", replace(spec, seed=(spec.seed + 1) % MAX_SEED))

    def move_example(self, by: int) -> None:
        """Look at the next or the previous training example; within a step, of the batch."""
        snapshot = self._last
        if snapshot is not None and snapshot.batch_rows is not None and snapshot.example is not None:
            rows, chosen = snapshot.batch_rows.tolist(), self.view.state.example
            here = rows.index(chosen if chosen in rows else snapshot.example.index)
            example = rows[(here + by) % len(rows)]
        else:
            count = data_info(self.document.spec.data).training_count
            example = (self.view.state.example + by) % max(count, 1)
        self.view.update(example=example)

    def show_opened(self, spec: ExperimentSpec) -> None:
        """The player's session is another one now: show it."""
        self._last, self._travels = None, 0
        self._on_spec(spec, opened=True)
        self.player.show_focus(self.view.state.example, self.view.state.selected, again=True)

    # What comes from elsewhere

    @Slot(object)
    def _on_spec(self, spec: ExperimentSpec, opened: bool = False) -> None:
        info = data_info(spec.data)
        window = self.window
        for panel in (window.data, window.training, window.network, *self._late):
            panel.show_spec(spec, info)
        self._notes.show_spec(spec, opened)
        state = self.view.state if info.columns == self._inputs else first_view(info)
        self._inputs = info.columns
        fitting = fitting_view(state, info)
        names = ("example", "x_column", "y_column", "hovered", "selected", "held")
        changes = {name: getattr(fitting, name) for name in names}
        if spec.data != self._points_of:
            self._points_of = None  # a plot of another data set has been cleared
        if spec.network != getattr(self._last, "spec", spec).network:
            changes |= {"hovered": None}
        self.view.update(**changes)
        self.player.show_surface(surface_request(self.view.state, spec))
        if self._late:
            self.plotting.hands.pass_on(spec, None if opened else self.document.again)
        elif not opened:
            self.player.edit(spec, self.document.again)

    @Slot(object)
    def _on_snapshot(self, snapshot: Snapshot) -> None:
        if snapshot.spec != self.document.spec and not self._is_beside(snapshot):
            if snapshot.travels <= self._travels or self.player.edit_is_awaited:
                return  # of an experiment that was edited meanwhile
            self._show_moment(snapshot.spec)
        self._travels = snapshot.travels
        before, self._last = self._last, snapshot
        window = self.window
        window.network.show_snapshot(snapshot)
        if self._late:
            self.output.show_line(snapshot)
        flowing = self.player.playing and snapshot.phase is None
        if not flowing or time.monotonic() >= self._numbers_due:
            self._show_numbers(snapshot)
        self._notes.show_snapshot(before, snapshot)
        self.document.note_training(snapshot.update)
        if self._late and snapshot.spec.data != self._points_of and self.output.panel is None:
            self._points_of = snapshot.spec.data
            self.player.ask(load_points, self.output.show_points)

    def _is_beside(self, snapshot: Snapshot) -> bool:
        """Whether it is the first moment of a run opened with an experiment that waits for points."""
        spec = self.document.spec
        return self._last is None and snapshot.spec.network == spec.network and bool(why_waiting(spec.data))

    def _show_moment(self, spec: ExperimentSpec) -> None:
        """The run went to a moment at which the experiment was another: show that one."""
        self.document.travel(spec)
        self._on_spec(spec, opened=True)

    def _show_numbers(self, snapshot: Snapshot) -> None:
        self._numbers_of = snapshot
        self._numbers_due = time.monotonic() + NUMBERS_SECONDS
        window = self.window
        for panel in (window.transport, *self._late, window.time_line, window.training):
            panel.show_snapshot(snapshot)

    @Slot(bool)
    def _on_playing(self, playing: bool) -> None:
        if not playing and self._last is not None and self._numbers_of is not self._last:
            self._show_numbers(self._last)

    @Slot(object)
    def _on_surface(self, surface: Surface) -> None:
        if self._last is None or len(surface.pictures) != len(self._last.layers) + 1:
            return
        self.window.network.show_surface(surface)
        if self._late:
            self.output.show_surface(surface)
        self._numbers_due = 0.0  # in the next frame: not all in one
        self.drawn.emit()

    def show_activity(self, activity: Activity) -> None:
        """Which neurons learn nothing, or nothing of their own."""
        self.window.network.show_activity(activity)
        self.window.tracer.show_activity(activity)

    @Slot(object)
    def _on_view(self, state: ViewState) -> None:
        window = self.window
        for panel in (window.network, *self._late):
            panel.show_view(state)
        self.player.show_surface(surface_request(state, self.document.spec))
        self.player.show_focus(state.example, state.selected)

    @Slot(object, object)
    def _on_refused(self, error: Exception, spec: ExperimentSpec) -> None:
        self.document.take_back(spec)
        self._warn(str(error))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.window.toast.show_message("error", f"The engine could not go on: {error}. Reset, or undo the last edit.")

    @Slot(str)
    def _warn(self, sentence: str) -> None:
        """Say what cannot be; an empty sentence: what was objected to is gone."""
        if sentence:
            self._refusal = sentence
            self.window.toast.show_message("warning", sentence)
        elif self._refusal and self.window.toast.message() == self._refusal:
            self.window.toast.let_go()  # a message goes with its cause

    @Slot(int)
    def _on_edit_taken(self, _index: int) -> None:
        if self._refusal and self.window.toast.message() == self._refusal:
            self.window.toast.close_message()
        self._refusal = ""

    def ask_thumbnails(self) -> None:
        """Pictures of all data sets, drawn from real data, when there is time."""
        self.player.ask(load_thumbnails, self.window.data.show_thumbnails)
