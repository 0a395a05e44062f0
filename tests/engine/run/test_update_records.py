"""A whole update is computed again beside the run: its numbers are the run's own, and the run does not notice."""

from dataclasses import replace

import numpy as np
import pytest

from engine.catalog import optimizers
from engine.history import Curves
from engine.run.at_once import at_once
from engine.session import Session
from engine.spec import DataSpec, LayerSpec
from engine.trace import Grain, Place, UpdateRecord, event_count
from tests.engine.experiments import experiment
from tests.engine.run.moments import assert_same_drawing, assert_same_state, at, go


def record_of(session: Session, update: int) -> UpdateRecord:
    record = at_once(session.update_record(update))
    assert record is not None
    return record


@pytest.mark.parametrize("optimizer", optimizers.names())
def test_a_record_holds_what_the_run_computed_to_the_bit(optimizer: str) -> None:
    session, fresh = Session(experiment(optimizer=optimizer)), Session(experiment(optimizer=optimizer))
    session.train(updates=150)
    fresh.train(updates=77)
    before = fresh.state()
    events = list(fresh.trace())
    after = fresh.state()
    record = record_of(session, 77)
    assert_same_state(record.before, before)
    np.testing.assert_array_equal(record.weights, after.weights)
    for name, slot in after.slots.items():
        np.testing.assert_array_equal(record.slots[name], slot)
    assert record.iterations == after.iterations
    assert len(record.events.events) == len(events) == event_count(2)
    for mine, other in zip(record.events.events, events, strict=True):
        for name in type(mine).__slots__:
            np.testing.assert_array_equal(getattr(mine, name), getattr(other, name))


def test_the_run_does_not_notice() -> None:
    session = Session(experiment(optimizer="adam"))
    session.train(updates=99)
    for _ in range(4):
        go(session.step(Grain.NEURON))
    before = session.snapshot()
    for update in (3, 98, 50):
        record_of(session, update)
    assert_same_drawing(session.snapshot(), before)
    session.train(updates=30)
    fresh = Session(session.spec)
    fresh.train(updates=session.updates)
    assert_same_state(session.state(), fresh.state())
    assert session.curves.recorded == fresh.curves.recorded
    assert session.history.history == fresh.history.history


def test_nothing_in_a_record_changes_or_can_be_changed() -> None:
    session = Session(experiment())
    session.train(updates=20)
    record = record_of(session, 10)
    kept = record.events.backward[0].kernel_gradient.copy()
    session.train(updates=20)
    record_of(session, 11)
    np.testing.assert_array_equal(record.events.backward[0].kernel_gradient, kept)
    for array in (record.weights, record.before.weights, record.events.forward[0].z, record.slots["momentum"]):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1.0


def test_the_update_under_way_is_known_whole() -> None:
    session = Session(experiment())
    session.train(updates=8)
    with pytest.raises(ValueError, match="Update 9 has not been made yet"):
        at_once(session.update_record(8))
    go(session.step(Grain.LAYER))
    record = record_of(session, 8)
    assert len(record.events.events) == 7
    drawn = session.snapshot(int(record.events.rows[0])).layers[0].z
    np.testing.assert_array_equal(record.events.forward[0].z[0], drawn)
    session.train(updates=1)
    np.testing.assert_array_equal(session.state().weights, record.weights)


def test_an_update_is_that_of_the_course_that_is_shown() -> None:
    session = Session(experiment())
    session.train(updates=30)
    old = record_of(session, 20)
    at(session, 10)
    session.edit(session.spec.with_optimizer(learning_rate=0.5))
    session.train(updates=20)
    new = record_of(session, 20)
    assert (new.weights != old.weights).any()
    assert new.spec == session.spec != old.spec
    assert_same_state(record_of(session, 5).before, at(session, 5).state())
    go(session.switch(session.timeline.branches[0].id))
    np.testing.assert_array_equal(record_of(session, 20).weights, old.weights)


def test_an_update_in_which_the_run_diverged_has_no_record() -> None:
    spec = experiment(LayerSpec(4, "relu"), LayerSpec(1, "linear"), data="plane", loss="mean_squared_error")
    session = Session(spec.with_optimizer(learning_rate=3.0))
    session.train(50)
    go(session.step(Grain.BATCH))
    assert session.timeline.position.events_done
    assert at_once(session.update_record(session.updates)) is None
    assert session.moments.record(session.updates) is None


def test_a_record_can_be_asked_for_while_the_run_goes_on() -> None:
    session = Session(experiment())
    session.train(updates=63)
    question, play = session.update_record(1), session.play()
    while True:
        next(play)
        try:
            next(question)
        except StopIteration as end:
            record = end.value
            break
    fresh = Session(session.spec)
    fresh.train(updates=2)
    np.testing.assert_array_equal(record.weights, fresh.state().weights)


def test_the_memory_for_records_is_bounded() -> None:
    session = Session(experiment(LayerSpec(200, "tanh"), LayerSpec(200, "tanh"), LayerSpec(1, "sigmoid")))
    session._live.chronicle.cap = 16 * 2**20
    session.train(updates=40)
    for update in range(40):
        record_of(session, update)
    taken = sum(size for _, size in session._records._known.values())
    assert 2**20 < taken <= 2 * 2**20
    assert session.timeline.bytes <= session.timeline.cap


# The moments that explanations ask for


def test_moments_tell_the_run_as_it_was() -> None:
    session = Session(experiment())
    first = session.spec
    session.train(updates=12)
    session.edit(first.with_layer(0, units=4))
    session.train(updates=8)
    moments = session.moments
    assert (moments.spec(11), moments.spec(12)) == (first, session.spec)
    assert len(moments.state(11).weights) < len(moments.state(12).weights)
    assert_same_state(moments.state(20), session.state())
    assert (moments.mark(12), moments.mark(11)) == ("layer 1 units 4", "")
    assert moments.run(3).spec == first
    assert moments.record(20) is None
    with pytest.raises(ValueError, match="not on record"):
        moments.state(21)


def test_moments_know_the_updates_and_figures_of_each_epoch() -> None:
    session = Session(experiment())
    session.train(updates=12)
    session.edit(session.spec.with_training(batch_size=3))
    session.train(epochs=2)
    moments = session.moments
    assert [moments.epoch_updates(epoch) for epoch in range(3)] == [range(5), range(5, 10), range(10, 18)]
    for epoch in range(3):
        assert moments.figure(epoch, "val_loss") == session.history.history["val_loss"][epoch]
    with pytest.raises(ValueError, match="Epoch 5 has not ended"):
        moments.epoch_updates(4)
    with pytest.raises(ValueError, match='no figure "profit"'):
        moments.figure(1, "profit")


def test_an_epoch_whose_data_changed_within_it_has_the_updates_since_then() -> None:
    session = Session(experiment())
    session.train(updates=7)
    session.edit(session.spec.with_data(noise=0.4))
    session.train(epochs=1)
    assert session.moments.epoch_updates(2) == range(7, 12)


def test_updates_can_be_recorded_again_after_the_curves_went_into_buckets() -> None:
    session = Session(experiment())
    session._live.chronicle.current.curves = Curves(limit=16)
    session.train(updates=100)
    assert record_of(session, 33).before.update == 33


def test_another_data_set_has_its_own_moments() -> None:
    session = Session(experiment())
    session.train(updates=3)
    session.edit(replace(session.spec, data=DataSpec("moons", 60)))
    session.train(updates=3)
    assert session.moments.run(2).data.spec.name == "moons"
    go(session.seek(1, 2))
    assert session.timeline.position == Place(1, 2)
