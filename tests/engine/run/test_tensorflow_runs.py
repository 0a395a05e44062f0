"""Runs that TensorFlow computes: recorded, replayed, stepped through, edited and saved."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from engine.backends import tensorflow_program
from engine.catalog.backends import NUMPY, TENSORFLOW
from engine.run import lane, many_updates
from engine.session import Session
from engine.spec import LayerSpec, Parameters, PartSpec
from engine.trace import Grain
from tests.engine.experiments import experiment

pytestmark = [pytest.mark.xdist_group("keras"), pytest.mark.filterwarnings("ignore::DeprecationWarning")]

LAYERS = LayerSpec(4, "tanh"), LayerSpec(3, "tanh"), LayerSpec(1, "sigmoid")
SPEC = experiment(*LAYERS, optimizer="adam").with_training(backend=TENSORFLOW)


def weights_at(session: Session, update: int) -> np.ndarray:
    for _ in session.seek(update):
        pass
    assert session.updates == update
    return session.state().weights


@pytest.mark.usefixtures("tensorflow")
@pytest.mark.parametrize("pace", [1, 4, 16])
def test_the_weights_do_not_depend_on_how_updates_are_grouped(pace: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Session(SPEC)
    whole.train(updates=150)
    other = Session(SPEC)
    other.train(updates=1)
    monkeypatch.setattr(other._trainer.lane, "pace", pace)
    monkeypatch.setattr(lane.Lane, "note_time", lambda *_: None)  # it stays at that
    play, steps = other.play(), []
    while other.updates < 150:
        before = other.updates
        next(play)
        steps.append(other.updates - before)
    assert max(steps) == min(pace, other._trainer.run.batches)
    weights_at(other, 150)
    assert np.array_equal(whole.state().weights, other.state().weights)
    assert all(np.array_equal(slot, other.state().slots[name]) for name, slot in whole.state().slots.items())
    np.testing.assert_array_equal(whole.curves.view().y, other.curves.view().y[:150])


@pytest.mark.usefixtures("tensorflow")
def test_an_epoch_is_judged_in_a_piece_of_its_own_and_can_be_left_before(tmp_path: Path) -> None:
    whole, left = Session(SPEC), Session(SPEC)
    for session in (whole, left):
        session.train(updates=1)
    batches = left._trainer.run.batches
    play = left.play()
    while left.updates < batches:
        next(play)
    assert left._trainer.is_judging
    assert left._trainer.lane.has_news
    whole.train(updates=batches - 1)
    assert np.array_equal(left.state().weights, whole.state().weights)
    left.save(tmp_path / "left.chainrule")
    again = Session.open(tmp_path / "left.chainrule")
    edited = SPEC.with_optimizer(learning_rate=0.02)
    for session in (whole, left, again):
        session.edit(edited)
        session.train(updates=30)
        assert session.history.history == whole.history.history
        assert np.array_equal(session.state().weights, whole.state().weights)


@pytest.mark.usefixtures("tensorflow")
def test_dropout_leaves_out_what_numpy_does_and_frozen_weights_stay() -> None:
    spec = SPEC.with_layer(0, dropout=0.4, frozen_neurons=(1,), frozen_weights=((0, 2), (-1, 3)))
    spec = spec.with_layer(1, trainable=False).with_training(class_weight=(0.5, 2.0))
    ours, exact = Session(spec), Session(spec.with_training(backend=NUMPY))
    start = ours.get_weights()
    ours.train(updates=60)
    exact.train(updates=60)
    for mine, numpys in zip(ours.get_weights(), exact.get_weights(), strict=True):
        np.testing.assert_allclose(mine, numpys, 1e-4, 1e-5)
    after = ours.get_weights()
    frozen = np.zeros((2, 4), bool)
    frozen[:, 1] = frozen[0, 2] = True
    assert np.array_equal(after[0] == start[0].astype(np.float32), frozen)
    assert np.array_equal(after[2], start[2].astype(np.float32))
    assert np.array_equal(ours.state().slots["momentum"][:8].reshape(2, 4) == 0.0, frozen)


@pytest.mark.usefixtures("tensorflow")
def test_an_edit_of_a_number_compiles_nothing() -> None:
    session = Session(SPEC.with_optimizer(name="sgd", parameters=Parameters(momentum=0.0)))
    session.train(updates=20)
    while not session._trainer.lane._compiled.complete:
        time.sleep(0.01)
    traced = tensorflow_program.traced
    spec = session.spec
    edits = (
        spec.with_optimizer(learning_rate=0.3),
        spec.with_optimizer(parameters=Parameters(momentum=0.9)),
        spec.with_optimizer(schedule=PartSpec("exponential_decay")),
        spec.with_layer(0, l1=0.01, l2=0.02),
        spec.with_training(class_weight=(0.5, 2.0)),
        replace(spec, seed=5),
    )
    for edited in edits:
        twin = Session(edited.with_training(backend=NUMPY))
        session.edit(edited)
        session.reset()
        session.train(updates=25)
        twin.train(updates=25)
        assert session.updates_by == {TENSORFLOW: 25}
        np.testing.assert_allclose(session.state().weights, twin.state().weights, 1e-4, 1e-5)
    assert tensorflow_program.traced == traced
    session.edit(spec.with_optimizer(parameters=Parameters(momentum=0.9, nesterov=1.0)))
    session.train(updates=1)
    assert tensorflow_program.traced > traced


@pytest.mark.usefixtures("tensorflow")
def test_every_moment_comes_back_to_the_bit_whoever_made_it(tmp_path: Path) -> None:
    session = Session(SPEC.with_training(backend=NUMPY))
    moments = {0: session.state().weights}

    def go(updates: int) -> None:
        session.train(updates=updates)
        moments[session.updates] = session.state().weights

    for backend, updates in ((NUMPY, 10), (TENSORFLOW, 70), (NUMPY, 3), (TENSORFLOW, 9)):
        session.edit(session.spec.with_training(backend=backend))
        go(updates)
    assert session.updates_by == {NUMPY: 13, TENSORFLOW: 79}
    assert session.timeline.marks[0].text == "computed by tensorflow"
    session.save(tmp_path / "mixed.chainrule")
    opened = Session.open(tmp_path / "mixed.chainrule")
    assert opened.updates_by == session.updates_by
    for run in (session, opened):
        for update in (80, 10, 92, 83, 0):
            assert np.array_equal(weights_at(run, update), moments[update])
    opened.train(updates=92)
    assert np.array_equal(opened.state().weights, moments[92])


@pytest.mark.usefixtures("tensorflow")
def test_steps_within_an_update_are_numpys_and_lead_where_the_record_does() -> None:
    session = Session(SPEC)
    session.train(updates=20)
    goal = session.state().weights
    weights_at(session, 19)
    events = 0
    while session.updates < 20:
        for _ in session.step(Grain.LAYER):
            pass
        events += 1
    assert events == 10
    assert np.array_equal(session.state().weights, goal)
    for _ in session.step(Grain.BATCH):
        pass
    assert session.updates_by == {TENSORFLOW: 20, NUMPY: 1}
    record = session.moments.record(5)
    assert record is not None
    np.testing.assert_allclose(record.weights, weights_at(session, 6), 1e-5, 1e-6)
    for _ in session.step(Grain.EPOCH):
        pass
    assert session.updates_by[NUMPY] == 1 + (session.updates > 21)


@pytest.mark.usefixtures("tensorflow")
def test_an_epoch_of_the_record_has_the_figures_it_had() -> None:
    session = Session(SPEC)
    session.train(epochs=2)
    batches = session.moments.epoch_batches(1)
    losses = session.curves.view().y[-len(batches.sizes) :]
    assert np.array_equal(batches.figures["loss"], losses)
    mean = float((batches.figures["loss"] * batches.sizes).sum() / batches.sizes.sum())
    assert session.history.history["loss"][1] == pytest.approx(mean, rel=1e-12)


@pytest.mark.usefixtures("tensorflow")
def test_playing_gives_way_after_each_chunk_and_stops_at_the_epochs_end() -> None:
    session = Session(SPEC)
    session.train(updates=1)
    play = session.play()
    made = [session.updates]
    while session.epochs < 2:
        next(play)
        made.append(session.updates)
    assert session.updates == 2 * session._trainer.run.batches
    assert max(b - a for a, b in pairwise(made)) <= session._trainer.run.batches
    assert session.updates_by == {TENSORFLOW: session.updates}


@pytest.mark.usefixtures("tensorflow")
def test_a_run_that_diverges_stops_where_it_does() -> None:
    spec = experiment(LayerSpec(3, "relu"), LayerSpec(1, "linear"), data="plane", loss="mean_squared_error")
    spec = spec.with_optimizer(learning_rate=30.0)
    session, exact = Session(spec.with_training(backend=TENSORFLOW)), Session(spec)
    session.train(updates=200)
    exact.train(updates=200)
    assert session.problem.startswith(f"Stopped at update {session.updates + 1:,}: ")
    assert session.problem.endswith("then reset.")
    assert session.updates <= exact.updates  # single precision ends sooner
    assert np.isfinite(session.state().weights).all()
    assert len(session.curves.view().y) == session.updates


class Clock:
    """Time that passes only between two pieces."""

    now = 0.0

    def perf_counter(self) -> float:
        return self.now


@pytest.mark.usefixtures("tensorflow")
def test_what_others_do_between_two_pieces_is_not_taken_for_the_updates_time(monkeypatch: pytest.MonkeyPatch) -> None:
    noted: list[tuple[int, float]] = []
    session = Session(SPEC)
    session.train(updates=1)
    clock = Clock()
    monkeypatch.setattr(many_updates, "time", clock)
    monkeypatch.setattr(lane.Lane, "note_time", lambda _lane, *told: noted.append(told))
    play = session.play()
    while session.epochs < 2:
        next(play)
        clock.now += 10.0
    assert sum(updates for updates, _ in noted) == session.updates - 1
    assert all(seconds == 0.0 for _, seconds in noted)


@pytest.mark.usefixtures("tensorflow")
def test_whoever_comes_after_a_piece_that_ends_in_a_divergence_finds_it_said(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = experiment(LayerSpec(3, "relu"), LayerSpec(1, "linear"), data="plane", loss="mean_squared_error")
    session = Session(spec.with_optimizer(learning_rate=30.0).with_training(backend=TENSORFLOW))
    session.train(updates=1)
    monkeypatch.setattr(session._trainer.lane, "pace", session._trainer.run.batches)
    monkeypatch.setattr(lane.Lane, "note_time", lambda *_: None)  # it stays at that
    told = [(session.updates, session.problem) for _ in session.play()]
    end = session.updates
    assert end % session._trainer.run.batches, "it would end with a whole piece"
    assert all(problem for updates, problem in told if updates == end)
