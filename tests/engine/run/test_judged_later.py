"""A change does not wait for the figures of a large network's epoch; they are taken after it, and are the same."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.presets import preset
from engine.session import Session
from engine.spec import ExperimentSpec, PartSpec

WIDE = preset("xor").spec.with_layer(0, units=40_000).with_training(batch_size=125)


def _at_the_judging(spec: ExperimentSpec) -> Session:
    """A session whose first epoch has all its updates, and whose validation is under way."""
    session = Session(spec)
    playing = session.play()
    while not session._trainer.is_judging:
        next(playing)
    return session


def _pieces(change: Iterator[None]) -> int:
    return sum(1 for _ in change)


@pytest.fixture(scope="module")
def waited() -> dict[str, float]:
    """The figures of that epoch, in a run that nobody changed."""
    session = Session(WIDE)
    session.train(epochs=1)
    return {name: values[0] for name, values in session.history.history.items()}


def test_an_edit_is_made_before_the_figures_are_taken(waited: dict[str, float]) -> None:
    session = _at_the_judging(WIDE)
    slower = WIDE.with_optimizer(learning_rate=1e-6)
    assert _pieces(session.editing(slower)) <= 2
    assert (session.spec, session.history.epoch) == (slower, [])
    session.train(updates=1)
    assert session.history.epoch == [0]
    assert {name: values[0] for name, values in session.history.history.items()} == waited


def test_the_run_goes_on_as_one_that_waited() -> None:
    slower = WIDE.with_optimizer(learning_rate=1e-3)
    hurried, patient = _at_the_judging(WIDE), Session(WIDE)
    hurried.edit(slower)
    patient.train(epochs=1)
    patient.edit(slower)
    for session in (hurried, patient):
        session.train(updates=3)
    ours, theirs = hurried.state(), patient.state()
    assert (ours.update, ours.epoch, ours.seen) == (theirs.update, theirs.epoch, theirs.seen)
    assert np.array_equal(ours.weights, theirs.weights)
    assert hurried.snapshot().latest == patient.snapshot().latest
    assert hurried.history.history == patient.history.history


def test_figures_from_before_a_change_of_the_loss_are_told_as_outdated() -> None:
    session = _at_the_judging(WIDE)
    session.edit(WIDE.with_training(loss=PartSpec("mean_squared_error")))
    for _ in session._live.judge_first():
        pass
    assert "val_loss" in session.snapshot().outdated


def test_weights_by_hand_do_not_wait_either(waited: dict[str, float]) -> None:
    session = _at_the_judging(WIDE)
    session.set_weights([array * 0.5 for array in session.get_weights()])
    session.train(updates=1)
    assert session.history.history["val_loss"] == [waited["val_loss"]]


def test_a_saved_run_has_the_figures(tmp_path: Path, waited: dict[str, float]) -> None:
    session = _at_the_judging(WIDE)
    session.edit(WIDE.with_optimizer(learning_rate=1e-6))
    session.save(tmp_path / "run.chainrule")
    opened = Session.open(tmp_path / "run.chainrule")
    assert opened.history.history["val_loss"] == [waited["val_loss"]]


def test_a_change_taken_back_leaves_the_run_as_if_nothing_had_been(waited: dict[str, float]) -> None:
    session = _at_the_judging(WIDE)
    session.edit(WIDE.with_optimizer(learning_rate=1e-6))
    assert _pieces(session.editing(WIDE)) <= 2
    session.train(updates=1)
    assert session.history.history["val_loss"] == [waited["val_loss"]]
    assert len(session.snapshot().timeline.marks) == 0
