"""A journey over edits, weights set by hand and a divergence: all of them are met again as they were."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from engine.session import Session
from engine.spec import ExperimentSpec, LayerSpec, NetworkSpec
from engine.trace import Grain, Place
from tests.engine.experiments import experiment
from tests.engine.run.moments import assert_same_drawing, assert_same_state, at, go

Edit = Callable[[ExperimentSpec], ExperimentSpec]
EDITS: dict[int, Edit] = {
    23: lambda spec: spec.with_training(batch_size=4),
    70: lambda spec: spec.with_optimizer(learning_rate=0.2),
    101: lambda spec: spec.with_layer(0, units=5, activation="relu"),
    150: lambda spec: replace(spec, network=NetworkSpec((LayerSpec(2, "tanh"), *spec.network.layers))),
    177: lambda spec: spec.with_data(noise=0.3),
    201: lambda spec: spec.with_optimizer(name="adam", learning_rate=0.01),
}


def edited_run(updates: int) -> Session:
    """A run of so many updates with all edits that fall before its end, and at it."""
    session = Session(experiment())
    for update, edit in EDITS.items():
        if update <= updates:
            session.train(updates=update - session.updates)
            session.edit(edit(session.spec))
    session.train(updates=updates - session.updates)
    return session


def test_any_update_of_an_edited_run_comes_back_to_the_bit() -> None:
    travelled = edited_run(250)
    assert [mark.update for mark in travelled.timeline.marks] == list(EDITS)
    assert travelled.timeline.marks[1].text == "learning rate 0.2"
    for update in [0, 22, 23, 24, 69, 100, 101, 149, 150, 151, 176, 180, 201, 230, 250, 3]:
        fresh = edited_run(update)
        at(travelled, update)
        assert travelled.spec == fresh.spec
        assert_same_state(travelled.state(), fresh.state())
        assert travelled.snapshot().latest == fresh.snapshot().latest


def test_playing_on_from_the_past_meets_the_recorded_edits_and_ends_where_the_run_was() -> None:
    session = edited_run(250)
    curves, history, state = session.curves.to_arrays(), dict(session.history.history), session.state()
    at(session, 5)
    travels = session.travels
    session.train(updates=245)
    assert session.spec == edited_run(250).spec
    assert_same_state(session.state(), state)
    assert session.travels == travels + len(EDITS)
    for name, array in session.curves.to_arrays().items():
        np.testing.assert_array_equal(array, curves[name])
    assert session.history.history == history
    assert session.timeline.branches == ()


@pytest.mark.parametrize("grain", [Grain.NEURON, Grain.LAYER, Grain.PASS, Grain.BATCH, Grain.EPOCH])
def test_steps_over_an_edit_show_it_as_a_moment_of_its_own(grain: Grain) -> None:
    session = Session(experiment())
    session.train(updates=2)
    before = session.spec
    session.edit(session.spec.with_layer(0, units=4))
    after = session.spec
    go(session.step(grain))
    last = session.snapshot()
    go(session.back(grain))
    assert (session.spec, session.timeline.position) == (after, Place(2))
    go(session.back(grain))
    assert (session.spec, session.timeline.position) == (before, Place(1, 7))
    go(session.step(grain))
    assert (session.spec, session.timeline.position) == (after, Place(2))
    go(session.step(grain))
    assert_same_drawing(session.snapshot(), last)


def test_the_spec_travels_with_the_run_and_says_so() -> None:
    session = Session(experiment())
    session.train(updates=5)
    old = session.spec
    session.edit(old.with_optimizer(learning_rate=0.5))
    session.train(updates=5)
    assert session.snapshot().travels == 0
    assert at(session, 3).spec == old
    assert session.snapshot().travels == 1
    at(session, 2)
    assert session.snapshot().travels == 1
    assert at(session, 9).spec.training.optimizer.learning_rate == 0.5
    assert session.snapshot().travels == 2


def too_steep(session: Session) -> None:
    session.edit(session.spec.with_optimizer(learning_rate=3.0))


def too_large(session: Session) -> None:
    """The squares of the gradients overflow, then Adam's weights."""
    weights = session.get_weights()
    session.set_weights([*weights[:2], weights[2] * 1e100, weights[3]])


@pytest.mark.parametrize(("spoil", "weights_are_finite"), [(too_steep, True), (too_large, False)])
def test_before_a_divergence_all_is_well_and_after_it_the_same_is_said(
    spoil: Callable[[Session], None], weights_are_finite: bool
) -> None:
    layers = LayerSpec(4, "relu"), LayerSpec(1, "linear")
    optimizer = "sgd" if weights_are_finite else "adam"
    session = Session(experiment(*layers, data="plane", loss="mean_squared_error", optimizer=optimizer))
    session.train(updates=62)
    spoil(session)
    session.train(50)
    problem, updates = session.problem, session.updates
    assert problem
    assert all(np.isfinite(w).all() for w in session.get_weights()) == weights_are_finite
    go(session.back(Grain.BATCH))
    assert session.problem == session.snapshot().problem == ""
    assert session.updates < updates or weights_are_finite
    at(session, updates // 2)
    session.train(epochs=50)
    assert (session.problem, session.updates) == (problem, updates)
    at(session, 62)
    while not session.problem:
        go(session.step(Grain.EPOCH))
    assert (session.problem, session.updates) == (problem, updates)
    go(session.seek(updates))
    assert session.problem == ("" if weights_are_finite else problem), "weights that are no numbers are not kept"
    session.set_weights([np.zeros_like(weights) for weights in session.get_weights()])
    assert session.problem == ""
