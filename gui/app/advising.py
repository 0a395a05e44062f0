"""What is said of an experiment that does not fit: the line over the network, twins in it, ways out of refusals."""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QBoxLayout

from engine.diagnostics.activity import Activity
from engine.diagnostics.twins import Twins
from engine.diagnostics.twins_advice import twins_advice
from engine.session import Session, data_info
from engine.spec import DataSpec, ExperimentSpec
from engine.spec.advice import Advice, Fix, advice, spent_rate
from engine.spec.advice.spent_rate import SPENT
from engine.spec.cures import cure
from engine.spec.data_facts import DataFacts
from engine.trace import Snapshot
from gui.app.linear_stack import choose_neuron
from gui.editors.advice_line import AdviceLine
from gui.widgets.toast import Remedy

if TYPE_CHECKING:
    from gui.app.workbench import Workbench
    from gui.theme.current import ThemeSwitch

PLAYING_SECONDS = 2.0
MOST_WEIGHTS_PLAYING = 100_000


@dataclass(frozen=True)
class _Known:
    """The facts of the data that `spec` describes."""

    spec: DataSpec
    facts: DataFacts


class Advising(QObject):
    """Keeps the line true while experiment and run change."""

    def __init__(self, bench: Workbench, themes: ThemeSwitch) -> None:
        super().__init__(bench)
        self._bench = bench
        self._known: _Known | None = None
        self._asked_data: DataSpec | None = None
        self._twins: Twins | None = None
        self._twins_of: ExperimentSpec | None = None
        self._version = -1
        self._due = 0.0
        self._marked = False
        self._spec: ExperimentSpec | None = None
        self._spent: tuple[Advice, ...] = ()
        self._dismissed: set[tuple[str, str]] = set()
        self.line = AdviceLine(themes)
        self._put_into_window()
        self.line.fix_chosen.connect(self._on_fix)
        self.line.dismissed.connect(self._on_dismissed)
        self.line.stack_asked.connect(self._on_stack)
        bench.document.changed.connect(self._on_spec)
        bench.document.refused.connect(self._on_refused)
        bench.player.snapshot_ready.connect(self._on_snapshot)
        bench.player.playing_changed.connect(self._on_playing)
        if bench.last_snapshot is not None:
            self._on_snapshot(bench.last_snapshot)
        self._on_spec(bench.document.spec)

    def _put_into_window(self) -> None:
        """Between the training bar and the network."""
        training = self._bench.window.training
        stage = training.parentWidget()
        layout = stage.layout() if stage is not None else None
        assert isinstance(layout, QBoxLayout)
        layout.insertWidget(layout.indexOf(training) + 1, self.line)

    def _show(self, found: tuple[Advice, ...]) -> None:
        """All that has not been dismissed, the most important first."""
        self.line.show_advice([each for each in found if (each.kind, each.place) not in self._dismissed])

    def _all(self) -> tuple[Advice, ...]:
        spec = self._bench.document.spec
        facts = self._known.facts if self._known is not None and self._known.spec == spec.data else None
        found = (*self._spent, *advice(spec, data_info(spec.data), facts))
        if self._twins is None or self._twins_of is None or self._twins_of.network != spec.network:
            return found
        measured = list(twins_advice(self._twins, spec))
        at = next((place for place, each in enumerate(found) if each.kind not in FIRST), len(found))
        return (*found[:at], *measured, *(each for each in found[at:] if each.kind != "alike"))

    @Slot(object)
    def _on_spec(self, spec: ExperimentSpec) -> None:
        if self._marked and (self._spec is None or spec.network != self._spec.network):
            self._marked = False
            self._bench.show_activity(Activity(-1, ()))
        self._spec, self._spent = spec, self._spent_rate(spec)
        self._refresh()

    def _refresh(self) -> None:
        found = self._all()
        self._dismissed &= {(each.kind, each.place) for each in found}
        self._show(found)

    @Slot(object)
    def _on_snapshot(self, snapshot: Snapshot) -> None:
        if snapshot.spec is not self._spec and snapshot.spec == self._bench.document.spec:
            if snapshot.spec != self._spec:
                self._dismissed.clear()  # opened, or another moment of the run
            self._on_spec(snapshot.spec)
        if snapshot.spec.data != self._asked_data:
            self._asked_data = snapshot.spec.data
            self._bench.player.ask(_facts, self._on_facts, patient=True)
        self._watch_rate(snapshot)
        self._watch_twins(snapshot)

    def _watch_rate(self, snapshot: Snapshot) -> None:
        """Whether the schedule has come to its end, or has no longer."""
        if snapshot.spec == self._spec and (spent := self._spent_rate(snapshot.spec)) != self._spent:
            self._spent = spent
            self._refresh()

    def _spent_rate(self, spec: ExperimentSpec) -> tuple[Advice, ...]:
        """What is to be said of the rate by now; another optimizer begins its schedule anew."""
        last = self._bench.last_snapshot
        if last is None or last.spec.training.optimizer.name != spec.training.optimizer.name:
            return ()
        return tuple(spent_rate(spec, last.iterations))

    def _watch_twins(self, snapshot: Snapshot) -> None:
        """At rest whenever the weights are others, while playing now and then."""
        playing = self._bench.player.playing
        if snapshot.phase is not None or snapshot.version == self._version or time.monotonic() < self._due * playing:
            return
        if playing and sum(layer.kernel.size for layer in snapshot.layers) > MOST_WEIGHTS_PLAYING:
            return
        self._version, self._due = snapshot.version, time.monotonic() + PLAYING_SECONDS
        self._bench.player.ask(_twins, self._on_twins, dropped=self._forget, patient=True)

    def _forget(self) -> None:
        self._version = -1

    @Slot(bool)
    def _on_playing(self, playing: bool) -> None:
        self._mark_twins(playing)
        if not playing and self._bench.last_snapshot is not None:
            self._watch_twins(self._bench.last_snapshot)

    def _mark_twins(self, playing: bool) -> None:
        """In the network too while it plays; at rest that is told with all else that is known of its neurons."""
        known, of = self._twins, self._twins_of
        fits = known is not None and of is not None and of.network == self._bench.document.spec.network
        if playing and fits and (known or self._marked):
            self._marked = bool(known)
            self._bench.show_activity(Activity(self._version, (), known, lasting=True))

    def _on_facts(self, known: _Known) -> None:
        self._known = known
        self._refresh()

    def _on_twins(self, answer: tuple[ExperimentSpec, Twins]) -> None:
        before = self._twins, self._twins_of
        self._twins_of, self._twins = answer
        self._mark_twins(self._bench.player.playing)
        if before[0] is None or before[0].groups != self._twins.groups or before[1] != self._twins_of:
            self._refresh()

    @Slot(object)
    def _on_fix(self, fix: Fix) -> None:
        self._bench.document.edit(fix.text, fix.spec)

    @Slot(object)
    def _on_stack(self, piece: Advice) -> None:
        """Show the one layer that the linear ones are equal to."""
        bench, button = self._bench, self.line.buttons()[0]
        network, selected = bench.document.spec.network, bench.view.state.selected
        choose_neuron(network, piece.layers[-1], selected, bench.window.tracer.ask, button)

    @Slot(object)
    def _on_dismissed(self, piece: Advice) -> None:
        self._dismissed.add((piece.kind, piece.place))
        self._show(self._all())

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        """An edit that cannot work comes with the nearest one that can."""
        document = self._bench.document
        refused = document.attempted
        if refused is None:
            return
        found = cure(refused, data_info(refused.data))
        if found is not None and found.spec != document.spec:
            remedy = Remedy(found.text, lambda: self._on_fix(found))
            self._bench.window.toast.show_message("warning", sentence, remedy)


FIRST = (SPENT, "frozen", "steps", "lone_softmax", "silent")
"""What is more important than twins: nothing at all is learned through it."""


def _facts(session: Session) -> Generator[None, None, _Known]:
    spec = session.spec.data
    return _Known(spec, (yield from session.facts()))


def _twins(session: Session) -> Generator[None, None, tuple[ExperimentSpec, Twins]]:
    spec = session.spec
    return spec, (yield from session.twins())
