"""Long random sequences of edits, training, steps, travels and undo, through the document and the session."""

from __future__ import annotations

import math
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from pytestqt.qtbot import QtBot

from engine.session import DataProblem, InvalidExperiment, Session, data_info, why_waiting
from engine.spec import ExperimentSpec, problems
from engine.spec.layer_moves import with_layer_duplicated, with_layer_moved
from engine.trace import Grain
from gui.document import Document
from gui.weight_steps import TakingBack, Work
from tests.engine.experiments import experiment
from tests.gui.random_data_edits import Edit
from tests.gui.random_edits import EDITS
from tests.gui.random_weights import random_change

SEQUENCES, LENGTH = 25, 40
NUMBERS = st.integers(0, 10_000)


def biases(session: Session) -> list[np.ndarray]:
    """Those of each layer, between the updates."""
    spec, state = session.spec, session.state()
    found, start = [], 0
    for rows, columns in spec.network.shapes(len(data_info(spec.data).inputs)):
        start += (rows + 1) * columns
        found.append(state.weights[start - columns : start])
    return found


class Hands(RuleBasedStateMachine):
    """Does to a document and a session what the window does, in any order."""

    @initialize()
    def open_the_first(self) -> None:
        self.start, self.waiting = experiment(), ""
        self.session = Session(self.start)
        self.document = Document(self.start)
        self.document.changed.connect(self.on_changed)
        self.document.weights_changed.connect(self.on_weights)

    def on_changed(self, spec: ExperimentSpec) -> None:
        """As the workbench and the player do: the engine takes the edit, or waits for points, or it is taken back."""
        self.waiting = why_waiting(spec.data)
        try:
            for _ in self.session.editing(spec, again=self.document.again):
                pass
        except (InvalidExperiment, DataProblem):
            self.document.take_back(spec)

    def on_weights(self, work: Work | TakingBack) -> None:
        before = self.session.state()
        try:
            for _ in work.run(self.session):
                pass
        except ValueError:  # said in a sentence: what stood there is of a run that had diverged
            assert isinstance(work, TakingBack)
            np.testing.assert_array_equal(self.session.state().weights, before.weights)

    def follow(self, travels: int) -> None:
        """The window shows the experiment of the moment to which the session went."""
        if self.session.travels > travels:
            self.document.travel(self.session.spec)

    # What people do

    @rule(edit=st.sampled_from(EDITS), choice=NUMBERS)
    def edit(self, edit: Edit, choice: int) -> None:
        self.document.edit(edit.__name__, edit(self.document.spec, choice))

    @rule(edit=st.sampled_from(EDITS), choice=NUMBERS)
    def edit_and_undo_at_once(self, edit: Edit, choice: int) -> None:
        before, index = self.session.state(), self.document.undo_stack.index()
        spec = self.document.spec
        self.document.edit(edit.__name__, edit(spec, choice))
        if self.document.undo_stack.index() == index:
            return  # refused, or nothing changed
        self.document.undo_stack.undo()
        after = self.session.state()
        assert self.document.spec == spec
        assert after.update == before.update
        np.testing.assert_array_equal(after.weights, before.weights)

    @rule(choice=NUMBERS, place=NUMBERS, undone=st.booleans())
    def double_or_move_a_layer(self, choice: int, place: int, undone: bool) -> None:
        """What a layer has learned goes where it goes, though others are set alike."""
        spec = self.document.spec
        hidden = len(spec.network.layers) - 1
        if self.waiting or not hidden:
            return
        before = biases(self.session)
        at, to = choice % hidden, place % hidden
        order = [i for i in range(hidden) if i != at]
        order.insert(to, at)
        if doubled := hidden < 4 and choice // hidden % 2:
            order = [*range(at + 1), *range(at, hidden)]
        self.document.edit("layers", with_layer_duplicated(spec, at) if doubled else with_layer_moved(spec, at, to))
        after = biases(self.session)
        for index, was in enumerate([*order, hidden]):
            np.testing.assert_array_equal(after[index], before[was])
        if undone and self.document.spec != spec:
            self.document.undo_stack.undo()
            for now, then in zip(biases(self.session), before, strict=True):
                np.testing.assert_array_equal(now, then)

    @rule(choice=NUMBERS, undone=st.booleans())
    def change_weights(self, choice: int, undone: bool) -> None:
        if self.waiting and self.document.spec.network != self.session.spec.network:
            return
        before = self.session.state()
        change = random_change(self.document.spec.network, choice)
        self.document.change_weights("by hand", change, -1 if undone else choice % 5 or -1)
        assert self.session.updates == before.update
        if undone:
            self.document.undo_stack.undo()
            np.testing.assert_array_equal(self.session.state().weights, before.weights)

    @rule(updates=st.integers(1, 4))
    def train(self, updates: int) -> None:
        before, travels = self.session.updates, self.session.travels
        if self.waiting:
            return
        self.session.train(updates=updates)
        self.follow(travels)
        assert self.session.updates == before + updates or self.session.problem or self.session.notice

    @rule(grain=st.sampled_from(Grain))
    def step(self, grain: Grain) -> None:
        travels = self.session.travels
        if self.waiting:
            return
        for _ in self.session.step(grain):
            pass
        self.follow(travels)

    @rule(grain=st.sampled_from(Grain))
    def back(self, grain: Grain) -> None:
        travels = self.session.travels
        if self.waiting:
            return
        for _ in self.session.back(grain):
            pass
        self.follow(travels)

    @rule(share=st.floats(0.0, 1.0))
    def seek(self, share: float) -> None:
        travels, line = self.session.travels, self.session.timeline
        if self.waiting:
            return
        for _ in self.session.seek(line.first + round(share * (line.tip - line.first))):
            pass
        self.follow(travels)

    @rule(choice=NUMBERS)
    def switch_to_a_branch(self, choice: int) -> None:
        branches = self.session.timeline.branches
        if branches and not self.waiting:
            travels = self.session.travels
            for _ in self.session.switch(branches[choice % len(branches)].id):
                pass
            self.follow(travels)

    @rule()
    def reset(self) -> None:
        if not self.waiting:
            self.session.reset()
            assert self.session.updates == 0

    @rule()
    def undo(self) -> None:
        self.document.undo_stack.undo()

    @rule()
    def redo(self) -> None:
        self.document.undo_stack.redo()

    @rule()
    def save_and_open(self) -> None:
        if self.session.problem:
            return
        state, travels = self.session.state(), self.session.travels
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "run.chainrule"
            self.session.save(path)
            opened = Session.open(path)
        assert (opened.spec, opened.waiting) == (self.session.spec, self.session.waiting)
        np.testing.assert_array_equal(opened.state().weights, state.weights)
        if self.waiting:
            return
        opened.train(updates=1)
        self.session.train(updates=1)
        self.follow(travels)
        np.testing.assert_array_equal(opened.state().weights, self.session.state().weights)

    # What is always true

    @invariant()
    def window_and_engine_speak_of_one_experiment(self) -> None:
        assert (self.session.waiting or self.session.spec) == self.document.spec
        assert (self.session.waiting is not None) == bool(self.waiting)

    @invariant()
    def the_experiment_can_work(self) -> None:
        spec = self.document.spec
        assert problems(spec, data_info(spec.data)) == ()

    @invariant()
    def the_moment_can_be_drawn(self) -> None:
        snapshot = self.session.snapshot(example=0)
        inputs = len(data_info(snapshot.spec.data).inputs)
        shapes = [layer.kernel.shape for layer in snapshot.layers]
        assert shapes == list(snapshot.spec.network.shapes(inputs))
        if not self.session.problem:
            assert all(np.isfinite(layer.kernel).all() for layer in snapshot.layers)
            losses = (snapshot.latest.get(name, 0.0) for name in ("loss", "val_loss"))
            changes = [mark.update for mark in self.session.timeline.marks]
            assert snapshot.update in changes or all(math.isfinite(value) for value in losses)


ALL = {
    "edit": 8, "double_or_move_a_layer": 2, "edit_and_undo_at_once": 2, "change_weights": 3, "train": 4, "step": 3,
    "back": 2, "seek": 2, "switch_to_a_branch": 1, "reset": 1, "undo": 3, "redo": 1, "save_and_open": 1,
}  # fmt: skip
"""What people do, and how often: nearly half of it edits."""


@pytest.mark.parametrize("seed", range(12))
def test_a_walk_through_all_that_people_do_leaves_them_whole(qtbot: QtBot, seed: int) -> None:
    chance, hands = random.Random(seed), Hands()
    hands.open_the_first()
    given: dict[str, Callable[[], dict[str, object]]] = {
        "edit": lambda: {"edit": chance.choice(EDITS), "choice": chance.randrange(10_000)},
        "train": lambda: {"updates": chance.choice((1, 2, 5, 20))},
        "step": lambda: {"grain": chance.choice(list(Grain))},
        "change_weights": lambda: {"choice": chance.randrange(10_000), "undone": chance.random() < 0.4},
        "double_or_move_a_layer": lambda: {
            "choice": chance.randrange(100), "place": chance.randrange(100), "undone": chance.random() < 0.3
        },
        "seek": lambda: {"share": chance.random()},
        "switch_to_a_branch": lambda: {"choice": chance.randrange(100)},
    }
    given |= {"edit_and_undo_at_once": given["edit"], "back": given["step"]}
    for name in chance.choices(list(ALL), list(ALL.values()), k=50):
        getattr(hands, name)(**given.get(name, dict)())
        hands.window_and_engine_speak_of_one_experiment()
        hands.the_experiment_can_work()
        hands.the_moment_can_be_drawn()


def test_any_sequence_of_edits_leaves_window_and_engine_whole(qtbot: QtBot) -> None:
    Hands.TestCase.settings = settings(
        max_examples=SEQUENCES, stateful_step_count=LENGTH, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    Hands.TestCase().runTest()
