"""The panel of pictures connected: what excites the neuron looked at, and an example beside the training part."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from engine.catalog.arrays import Array
from engine.diagnostics.exciting import Exciting
from engine.session import Session
from engine.spec import ExperimentSpec
from engine.trace import Snapshot
from gui.app.looked_at import numbers_of, with_answer
from gui.bridge import Player
from gui.document import Document
from gui.pictures.exciting_tiles import COUNT
from gui.pictures.panel import PicturePanel
from gui.pictures.shown import Beside
from gui.theme.current import ThemeSwitch
from gui.view import Neuron, View, ViewState

CALM_MS = 150  # a cursor that passes over neurons asks nothing
RESTS = 4.0  # while playing, the rest after an answer is so many times as long as the answer took
LEAST_REST = 1.0  # seconds


@dataclass(frozen=True, eq=False)
class Found:
    """The examples that excite a neuron, with what they hold."""

    exciting: Exciting
    pixels: Array
    targets: Any

    @property
    def neuron(self) -> Neuron:
        return self.exciting.layer, self.exciting.unit


def found_in(session: Session, neuron: Neuron, count: int) -> Generator[None, None, Found]:
    """The training examples, `count` at most, that excite a neuron most, with breaths."""
    examples = session.examples()
    found = yield from session.exciting(*neuron, count)
    return Found(found, examples.raw(found.rows), examples.answers(found.rows))


class Picturing(QObject):
    """Makes the panel, and asks for it one question of a kind at a time.

    judges_tests(): whether the test part was evaluated with the weights as they are. looked_at(OwnNumbers or None):
    the example outside the training part that is looked at, None: the chosen one of the training part.
    """

    looked_at = Signal(object)

    def __init__(
        self,
        document: Document,
        player: Player,
        view: View,
        themes: ThemeSwitch,
        judges_tests: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._document, self._player, self._view = document, player, view
        self._judges_tests = judges_tests
        self.panel = PicturePanel(themes)
        self._last: Snapshot | None = None
        self._data = document.spec.data
        self._asking = self._judging = False
        self._neuron: Neuron | None = None
        self._found: dict[Neuron, Found] = {}
        self._beside_of: tuple[int, int] | None = None
        self._began = self._rest_until = 0.0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._ask)
        self.panel.example_chosen.connect(lambda row: view.update(example=row))
        self.panel.neuron_left.connect(lambda: view.update(selected=None))
        document.changed.connect(self._on_spec)
        view.changed.connect(self._on_view)
        player.snapshot_ready.connect(self._on_snapshot)
        player.playing_changed.connect(self._catch_up)

    @Slot(object)
    def _on_spec(self, spec: ExperimentSpec) -> None:
        if spec.data != self._data:
            self._data = spec.data
            self._view.update(beside=None)
        self._found.clear()
        self._neuron = None

    @Slot(object)
    def _on_view(self, state: ViewState) -> None:
        if state.beside is None and self._beside_of is not None:
            self._beside_of = None
            self.looked_at.emit(None)
        self._catch_up()

    @Slot(object)
    def _on_snapshot(self, snapshot: Snapshot) -> None:
        self._last = snapshot
        self._catch_up()

    @Slot()
    def _catch_up(self) -> None:
        """Ask for what the panel lacks."""
        last = self._last
        if self.panel.isHidden() or last is None or last.spec != self._document.spec:
            return
        self._see_neuron(last)
        beside = self._view.state.beside
        if beside is not None and (beside, last.version) != self._beside_of and not self._judging:
            self._judge(beside, last.version)

    # What excites a neuron

    def _see_neuron(self, last: Snapshot) -> None:
        neuron = self.panel.neuron
        if neuron != self._neuron:
            self._neuron = neuron
            self._rest_until = 0.0
            self._timer.stop()
            if neuron in self._found:
                self._show(self._found[neuron])  # what is known of it, at once
        if neuron is None or neuron[0] == 0 or self._asking or self._timer.isActive():
            return  # the first layer shows its weights
        found = self._found.get(neuron)
        if found is None or found.exciting.version != last.version:
            rest = max(self._rest_until - time.monotonic(), 0.0) if self._player.playing else 0.0
            self._timer.start(max(round(rest * 1000), CALM_MS))

    @Slot()
    def _ask(self) -> None:
        neuron, spec, panel = self._neuron, self._document.spec, self.panel
        if neuron is None or self._asking:
            return

        def ask(session: Session) -> Generator[None, None, Found | None]:
            if session.spec != spec:
                return None
            return (yield from found_in(session, neuron, COUNT))

        def is_wanted(session: Session) -> bool:
            return panel.neuron == neuron and session.spec == spec

        self._asking, self._began = True, time.monotonic()
        panel.show_searching("Looking through the training examples …")
        self._player.ask(ask, self._on_found, is_wanted, self._on_dropped, patient=True)

    def _on_found(self, found: Found | None) -> None:
        self._asking = False
        now = time.monotonic()
        self._rest_until = now + max(RESTS * (now - self._began), LEAST_REST)
        if found is not None:
            if any(kept.exciting.version != found.exciting.version for kept in self._found.values()):
                self._found.clear()
            self._found[found.neuron] = found
            self._show(found)
        self._catch_up()

    def _show(self, found: Found) -> None:
        self.panel.show_exciting(found.exciting, found.pixels, found.targets)

    def _on_dropped(self) -> None:
        self._asking = False
        self._catch_up()

    # An example beside the training part

    def _judge(self, example: int, version: int) -> None:
        asked, tests = self._document.spec.data, self._judges_tests()

        def ask(session: Session) -> Generator[None, None, Beside | None]:
            examples = session.examples()
            if session.spec.data != asked or example >= sum(examples.counts):
                return None
            rows = np.array([example])
            starts = np.cumsum((0, *examples.counts))
            part = int(np.searchsorted(starts, example, side="right")) - 1
            place, name = int(example - starts[part]), examples.parts[part]
            sums = output = None
            own = numbers_of(session, example, name, place)
            if tests or part < len(starts) - 2:
                judged = yield from session.judge(rows)
                sums, output = judged.sums[0], judged.output[0]
                own = with_answer(own, session, judged.target[0])
            activation = session.spec.network.layers[-1].activation
            pixels, target = examples.raw(rows)[0], examples.answers(rows)[0]
            return Beside(
                example, name, place, examples.counts[part], pixels, target, activation, sums, output, own
            )  # fmt: skip

        self._judging, self._beside_of = True, (example, version)
        self._player.ask(ask, self._show_beside, quick=True)

    def _show_beside(self, beside: Beside | None) -> None:
        self._judging = False
        if beside is None:
            self._view.update(beside=None)
        elif beside.example == self._view.state.beside:
            self.panel.show_beside(beside)
            self.looked_at.emit(beside.own)
        self._catch_up()

    @Slot()
    def tests_judged(self) -> None:
        """The test part was evaluated: an example of it is judged as well."""
        self._beside_of = None
        self._catch_up()
