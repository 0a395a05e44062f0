"""Going to and fro in time: every moment comes back to the bit, and going on from it follows the record."""

import random

import numpy as np
import pytest

from engine.catalog import optimizers
from engine.session import Session
from engine.spec import ExperimentSpec, LayerSpec
from engine.trace import Cursor, Grain, Phase, Place
from tests.engine.experiments import experiment
from tests.engine.run.moments import assert_same_drawing, assert_same_state, at, go

STEPS = {Grain.TERM: 150, Grain.NEURON: 60, Grain.LAYER: 50, Grain.PASS: 30, Grain.BATCH: 9, Grain.EPOCH: 3}


@pytest.mark.parametrize("grain", list(Grain))
@pytest.mark.parametrize("stepped_before", [False, True])
def test_steps_back_and_forward_again_pass_the_same_screens(grain: Grain, stepped_before: bool) -> None:
    session = Session(experiment(optimizer="adam"))
    session.train(updates=11 if grain < Grain.EPOCH else 20)
    if stepped_before:
        go(session.step(grain))
        go(session.step(grain))
    screens = [session.snapshot()]
    for _ in range(STEPS[grain]):
        go(session.back(grain))
        screens.append(session.snapshot())
    assert screens[-1].epoch < screens[0].epoch, "went over the border of an epoch"
    for screen in reversed(screens[:-1]):
        go(session.step(grain))
        assert_same_drawing(session.snapshot(), screen)
    positions = [screen.timeline.position for screen in screens if screen.timeline]
    assert len(set(positions)) == len(positions)


@pytest.mark.parametrize("grain", list(Grain))
def test_steps_forward_and_back_again_pass_the_same_screens(grain: Grain) -> None:
    session = Session(experiment(optimizer="nadam"))
    session.train(updates=5)
    screens = [session.snapshot()]
    for _ in range(STEPS[grain]):
        go(session.step(grain))
        screens.append(session.snapshot())
    state = session.state()
    for screen in reversed(screens[:-1]):
        go(session.back(grain))
        mine = session.snapshot()
        assert mine.timeline is not None
        assert screen.timeline is not None
        assert mine.timeline.position == screen.timeline.position
        for layer, then in zip(mine.layers, screen.layers, strict=True):
            np.testing.assert_array_equal(layer.kernel, then.kernel)
            np.testing.assert_array_equal(layer.z, then.z)
        assert (mine.epoch, mine.batch, mine.epoch_position) == (screen.epoch, screen.batch, screen.epoch_position)
    for _ in screens[1:]:
        go(session.step(grain))
    assert_same_state(session.state(), state)
    assert_same_drawing(session.snapshot(), screens[-1])


def test_at_the_first_moment_a_step_back_does_nothing() -> None:
    session = Session(experiment())
    for grain in Grain:
        go(session.back(grain))
        assert session.timeline.position == Place(0)
        go(session.step(grain))
        go(session.back(grain))
        assert session.timeline.position == Place(0)


L1_L2 = experiment().with_layer(0, l1=0.01).with_layer(1, l2=0.003)
ORDERED = experiment(optimizer="rmsprop").with_training(shuffle=False)
SOFTMAX = experiment(LayerSpec(3, "softmax"), data="iris_petals", loss="sparse_categorical_crossentropy")


@pytest.mark.parametrize(
    "spec",
    [*(experiment(optimizer=name) for name in optimizers.names()), L1_L2, ORDERED, SOFTMAX],
    ids=[*optimizers.names(), "penalties", "no shuffle", "softmax"],
)
def test_any_update_comes_back_to_the_bit(spec: ExperimentSpec) -> None:
    travelled = Session(spec)
    travelled.train(updates=300)
    last = travelled.state()
    rng = random.Random(1)
    for update in [0, 300, *(rng.randrange(301) for _ in range(8))]:
        fresh = Session(spec)
        fresh.train(updates=update)
        assert_same_state(at(travelled, update).state(), fresh.state())
        assert travelled.snapshot().latest == fresh.snapshot().latest
        assert travelled.snapshot().epoch_position == fresh.snapshot().epoch_position
    assert_same_state(at(travelled, 300).state(), last)


def test_going_on_from_the_past_follows_the_record_and_adds_nothing_to_it() -> None:
    session = Session(experiment(optimizer="adam"))
    session.train(updates=100)
    state, curves, history = session.state(), session.curves.to_arrays(), session.history.history
    at(session, 37)
    play = session.play()
    while session.updates < 100:
        next(play)
        assert len(session.snapshot().curves.y) == 100
    assert_same_state(session.state(), state)
    session.train(updates=50)
    fresh = Session(session.spec)
    fresh.train(updates=150)
    assert_same_state(session.state(), fresh.state())
    for name, array in fresh.curves.to_arrays().items():
        np.testing.assert_array_equal(session.curves.to_arrays()[name], array)
        if name == "updates":
            np.testing.assert_array_equal(curves[name], array[:100])
    assert session.history.history == fresh.history.history
    assert history is session.history.history


def test_a_moment_within_an_update_can_be_sought() -> None:
    session, stepped = Session(experiment()), Session(experiment())
    session.train(updates=30)
    stepped.train(updates=20)
    for _ in range(4):
        go(stepped.step(Grain.LAYER))
    go(session.seek(20, 4))
    assert (session.snapshot().phase, session.snapshot().update) == (Phase.BACKWARD, 20)
    assert_same_state(session.state(), stepped.state())
    go(session.seek(20, 5, Cursor(1, 0)))
    assert session.timeline.position == Place(20, 5, Cursor(1, 0))
    go(session.seek(20, 7))
    assert (session.timeline.position, session.updates) == (Place(20, 7), 21)
    with pytest.raises(ValueError, match="7 events"):
        go(session.seek(20, 8))
    assert (session.timeline.position, session.updates) == (Place(20, 7), 21)


def test_beyond_the_record_one_comes_to_its_end() -> None:
    session = Session(experiment())
    session.train(updates=10)
    go(session.seek(10**9, 3))
    assert session.timeline.position == Place(10)
    go(session.seek(-5))
    assert session.timeline.position == Place(0)
    go(session.seek(10, 7))
    assert session.timeline.position == Place(10), "an update that was never made is not made by looking"
    assert session.timeline.tip == 10


def test_a_journey_that_is_abandoned_leaves_the_run_where_it_was() -> None:
    session = Session(experiment())
    session.train(updates=63)
    go(session.step(Grain.NEURON))
    before = session.snapshot()
    journey = session.seek(40)
    for _ in range(20):
        next(journey)
    assert_same_drawing(session.snapshot(), before)
    del journey
    session.train(updates=7)
    fresh = Session(session.spec)
    fresh.train(updates=70)
    assert_same_state(session.state(), fresh.state())


def test_every_journey_makes_new_pictures_necessary() -> None:
    session = Session(experiment())
    session.train(updates=10)
    seen = {session.snapshot().version}
    for update in (3, 8, 3, 10):
        version = at(session, update).snapshot().version
        assert version not in seen
        seen.add(version)


def test_an_epoch_that_is_still_being_judged_is_judged_before_the_journey() -> None:
    session = Session(experiment())
    play = session.play()
    while not session._trainer.epoch.finished:
        next(play)
    go(session.back(Grain.BATCH))
    assert session.history.epoch == [0]
    fresh = Session(session.spec)
    fresh.train(epochs=1)
    assert session.history.history == fresh.history.history


@pytest.mark.parametrize("events", range(8))
def test_a_step_back_within_an_update_and_on_leaves_no_trace(events: int) -> None:
    session, fresh = Session(experiment(optimizer="adam")), Session(experiment(optimizer="adam"))
    session.train(updates=7)
    for _ in range(events):
        go(session.step(Grain.LAYER))
    go(session.step(Grain.TERM))
    go(session.back(Grain.NEURON))
    go(session.back(Grain.LAYER))
    session.train(updates=20 - session.updates)
    fresh.train(updates=20)
    assert_same_state(session.state(), fresh.state())
