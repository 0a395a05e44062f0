"""Edits that come faster than the engine makes them lead to the run that one after the other would lead to."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QUndoStack
from pytestqt.qtbot import QtBot

from engine.session import Session, data_info, with_own_points
from engine.spec import ExperimentSpec, OwnPoints
from engine.spec.edits import other_data, with_data
from gui.bridge.pending_edits import PendingEdit, PendingEdits
from gui.document import Document
from tests.engine.experiments import experiment


def cleared(spec: ExperimentSpec) -> ExperimentSpec:
    own = with_own_points(spec)
    return OwnPoints.of(own.data).cleared().put_into(own).with_data(validation_share=0.0)


def two_points(spec: ExperimentSpec) -> ExperimentSpec:
    own = cleared(spec)
    return OwnPoints.of(own.data).added([[0.0, 1.0], [1.0, 0.0]], [0, 1]).put_into(own)


def set_of(name: str) -> Callable[[ExperimentSpec], ExperimentSpec]:
    def changed(spec: ExperimentSpec) -> ExperimentSpec:
        data = other_data(spec.data, name)
        return with_data(spec, data, data_info(data))

    return changed


def other_rate(spec: ExperimentSpec) -> ExperimentSpec:
    return spec.with_optimizer(learning_rate=0.9 * spec.training.optimizer.learning_rate)


def finish(work: Iterator[None]) -> None:
    for _ in work:
        pass


class Desk:
    """A document whose edits wait until `work`, beside one whose edits are made at once."""

    def __init__(self) -> None:
        first = experiment()
        self.late, self.soon = Session(first), Session(first)
        self.document = Document(first)
        self.document.changed.connect(self.on_changed)
        self.edits, self.waiting = PendingEdits(), list[PendingEdit]()

    @property
    def stack(self) -> QUndoStack:
        return self.document.undo_stack

    def on_changed(self, spec: ExperimentSpec) -> None:
        self.waiting.append(self.edits.put(spec, self.document.again, self.late.spec))
        finish(self.soon.editing(spec, self.document.again))

    def edit(self, *changes: Callable[[ExperimentSpec], ExperimentSpec]) -> None:
        for change in changes:
            self.document.edit("edit", change(self.document.spec))

    def work(self) -> None:
        for edit in self.waiting:
            if not edit.needless:
                finish(self.late.editing(edit.spec, edit.again))
                edit.made = True
        self.waiting = []

    def train(self) -> None:
        self.work()
        for session in (self.late, self.soon):
            if session.waiting is None:
                session.train(updates=3)

    def check(self) -> None:
        late, soon = self.late, self.soon
        assert (late.spec, late.waiting, late.updates) == (soon.spec, soon.waiting, soon.updates)
        np.testing.assert_array_equal(late.state().weights, soon.state().weights)


def test_an_experiment_that_waited_in_the_queue_is_come_back_to_beside_its_run(qtbot: QtBot) -> None:
    desk = Desk()
    desk.train()
    desk.edit(set_of("moons"))
    desk.train()
    desk.edit(cleared, set_of("spiral"))
    desk.work()
    for _ in range(3):
        desk.stack.undo()
        desk.work()
        desk.check()


def test_an_edit_after_undo_goes_on_with_the_run_that_was_come_back_to(qtbot: QtBot) -> None:
    desk = Desk()
    desk.train()
    desk.edit(set_of("moons"))
    desk.train()
    desk.stack.undo()
    desk.edit(other_rate)
    desk.work()
    assert desk.late.updates == 3
    desk.check()


@pytest.mark.parametrize("number", range(20))
def test_any_edits_in_bursts_end_as_one_by_one(qtbot: QtBot, number: int) -> None:
    desk, chance = Desk(), random.Random(number)
    seeds = itertools.count(1)
    changes = [
        cleared, two_points, other_rate, other_rate, lambda spec: replace(spec, seed=next(seeds)),
        *(lambda spec, name=name: replace(set_of(name)(spec), seed=next(seeds)) for name in ("moons", "spiral")),
    ]  # fmt: skip
    for _ in range(12):
        for _ in range(chance.randrange(1, 5)):
            if (kind := chance.random()) < 0.5:
                desk.edit(chance.choice(changes))
            elif kind < 0.8:
                desk.stack.undo()
            else:
                desk.stack.redo()
        desk.train()
        desk.check()


def test_of_edits_that_lead_to_one_run_the_last_is_made() -> None:
    edits = PendingEdits()
    first, second = (edits.put(experiment().with_layer(0, units=units), False, experiment()) for units in (3, 5))
    assert (first.needless, second.needless) == (True, False)
    edits.fence()  # weights by hand are of the network with five
    third = edits.put(experiment(), again=False)
    assert (second.needless, third.needless) == (False, False)
