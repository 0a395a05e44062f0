"""A change in the past begins another course; the recorded one is kept, named and can be returned to."""

from dataclasses import replace

import numpy as np
import pytest

from engine.history import Curves
from engine.history import chronicle as chronicle_module
from engine.session import Session
from engine.spec import DataSpec
from engine.trace import Grain, Place
from tests.engine.experiments import experiment
from tests.engine.run.moments import assert_same_drawing, assert_same_state, at, go


def trained(updates: int = 100) -> Session:
    session = Session(experiment(optimizer="adam"))
    session.train(updates=updates)
    return session


def test_an_edit_in_the_past_keeps_the_old_future_and_one_can_go_back_to_it() -> None:
    session = trained()
    end, curves, history = session.snapshot(), session.curves.to_arrays(), session.history.history
    at(session, 40)
    session.edit(session.spec.with_optimizer(learning_rate=0.5))
    assert session.timeline.tip == session.updates == 40
    assert len(session.snapshot().curves.y) == 40
    session.train(updates=30)
    (branch,) = session.timeline.branches
    assert (branch.start, branch.tip, branch.name) == (40, 100, "run 1")
    assert session.timeline.name == "learning rate 0.5 at update 40"
    mine = session.state()
    go(session.switch(branch.id))
    assert_same_state(session.state(), trained().state())
    assert session.spec == end.spec
    for name, array in session.curves.to_arrays().items():
        np.testing.assert_array_equal(array, curves[name])
    assert session.history.history == history
    (other,) = session.timeline.branches
    assert (other.start, other.tip, other.name) == (40, 70, "learning rate 0.5 at update 40")
    go(session.switch(other.id))
    assert_same_state(session.state(), mine)
    assert session.spec.training.optimizer.learning_rate == 0.5


def test_a_branch_goes_on_as_if_nothing_but_its_own_course_had_ever_been() -> None:
    session = trained()
    at(session, 33)
    session.edit(session.spec.with_training(batch_size=3))
    session.train(updates=60)
    alone = trained(33)
    alone.edit(alone.spec.with_training(batch_size=3))
    alone.train(updates=60)
    assert_same_state(session.state(), alone.state())
    assert session.history.history == alone.history.history
    assert session.history.epoch == alone.history.epoch
    for name, array in alone.curves.to_arrays().items():
        np.testing.assert_array_equal(session.curves.to_arrays()[name], array)
    for update in (93, 10, 33, 60, 32):
        assert_same_state(at(session, update).state(), at(alone, update).state())
        assert session.spec == alone.spec
        assert session.snapshot().latest == alone.snapshot().latest


def test_weights_set_in_the_past_begin_a_branch_too() -> None:
    session = trained()
    go(session.seek(50, 3))
    weights = [w + 1.0 for w in session.get_weights()]
    session.set_weights(weights)
    assert session.timeline.marks[-1].text == "weights set by hand"
    session.train(updates=5)
    at(session, 50)
    np.testing.assert_array_equal(session.get_weights()[0], weights[0])
    go(session.back(Grain.LAYER))
    assert session.timeline.position == Place(49, 7)
    assert (session.get_weights()[0] != weights[0]).all()
    assert session.timeline.branches[0].tip == 100
    at(session, 49)
    assert_same_state(session.state(), trained(49).state())


def test_at_the_end_of_the_record_an_edit_makes_a_mark_and_no_branch() -> None:
    session = trained(20)
    session.edit(session.spec.with_optimizer(learning_rate=0.1))
    session.edit(session.spec.with_optimizer(learning_rate=0.2))
    session.train(updates=5)
    assert session.timeline.branches == ()
    assert [(mark.update, mark.text) for mark in session.timeline.marks] == [(20, "learning rate 0.2")]
    session.edit(session.spec.with_optimizer(learning_rate=0.3))
    session.edit(session.spec.with_optimizer(learning_rate=0.2))
    assert [mark.text for mark in session.timeline.marks] == ["learning rate 0.2"]


def test_looking_at_the_past_without_a_change_makes_no_branch() -> None:
    session = trained(20)
    at(session, 5)
    session.edit(session.spec)
    go(session.step(Grain.LAYER))
    at(session, 20)
    session.train(updates=5)
    assert session.timeline.branches == ()


def test_an_edit_at_a_recorded_edit_leaves_it_to_the_branch() -> None:
    session = trained(20)
    session.edit(session.spec.with_optimizer(learning_rate=0.1))
    session.train(updates=10)
    at(session, 20)
    session.edit(session.spec.with_optimizer(learning_rate=0.7))
    session.train(updates=10)
    assert [mark.text for mark in session.timeline.marks] == ["learning rate 0.7"]
    assert at(session, 19).spec == trained(0).spec
    go(session.switch(session.timeline.branches[0].id))
    assert [mark.text for mark in session.timeline.marks] == ["learning rate 0.1"]


def test_an_edit_just_before_a_recorded_edit_does_not_inherit_it() -> None:
    session = trained(20)
    session.edit(session.spec.with_optimizer(learning_rate=0.1))
    session.train(updates=10)
    go(session.seek(19, 7))
    session.edit(session.spec.with_training(batch_size=9))
    assert session.spec.training.optimizer.learning_rate == 0.05
    assert [mark.text for mark in session.timeline.marks] == ["batch size 9"]


def test_a_reset_keeps_the_old_run() -> None:
    session = trained(70)
    last = session.state()
    session.reset()
    session.train(updates=10)
    (branch,) = session.timeline.branches
    assert (branch.name, branch.start, branch.tip, session.timeline.name) == ("run 1", 0, 70, "run 2")
    session.edit(replace(session.spec, data=DataSpec("moons", 60)))
    assert [branch.name for branch in session.timeline.branches] == ["run 1", "run 2"]
    travels = session.travels
    go(session.switch(branch.id))
    assert_same_state(session.state(), last)
    assert session.spec.data.name == "circle"
    assert session.travels == travels + 1


def test_a_run_that_went_nowhere_is_not_kept() -> None:
    session = Session(experiment())
    session.reset()
    session.edit(replace(session.spec, seed=9))
    session.reset()
    assert session.timeline.branches == ()


def test_where_branches_of_branches_leave_the_course_that_is_shown() -> None:
    session = trained(100)
    at(session, 60)
    session.edit(session.spec.with_optimizer(learning_rate=0.1))
    session.train(updates=20)
    at(session, 70)
    session.edit(session.spec.with_optimizer(learning_rate=0.2))
    session.train(updates=20)
    at(session, 30)
    session.edit(session.spec.with_optimizer(learning_rate=0.3))
    session.train(updates=5)
    assert [(branch.start, branch.tip) for branch in session.timeline.branches] == [(30, 100), (30, 80), (30, 90)]
    go(session.switch(session.timeline.branches[2].id))
    branches = session.timeline.branches
    assert sorted((branch.start, branch.tip) for branch in branches) == [(30, 35), (60, 100), (70, 80)]


def test_an_unknown_branch_is_refused_in_words() -> None:
    session = trained(5)
    with pytest.raises(ValueError, match="no branch number 77"):
        go(session.switch(77))


def test_only_so_many_branches_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chronicle_module, "MAX_BRANCHES", 3)
    session = Session(experiment())
    for _ in range(6):
        session.train(updates=2)
        session.reset()
    assert [branch.name for branch in session.timeline.branches] == ["run 4", "run 5", "run 6"]


@pytest.mark.parametrize("update", [0, 1, 7, 64, 99, 100, 127, 128, 130, 151, 159, 160])
def test_curves_in_buckets_are_cut_as_if_the_run_had_ended_there(update: int) -> None:
    session, alone = Session(experiment()), Session(experiment())
    for each in (session, alone):
        each._live.chronicle.current.curves = Curves(limit=32)
    session.train(updates=160)
    assert session.curves.bucket == 8
    at(session, update)
    session.edit(replace(session.spec, name="another course"))
    alone.train(updates=update)
    assert session.curves.recorded == update
    mine, other = session.curves, alone.curves
    if mine.bucket == other.bucket:
        np.testing.assert_array_equal(mine.view().y, other.view().y)
    session.train(updates=64)
    alone.train(updates=64)
    assert session.curves.recorded == alone.curves.recorded
    merged = alone.curves.view()
    factor = session.curves.bucket // alone.curves.bucket
    whole = len(merged.y) // factor
    grouped = merged.y[: whole * factor].reshape(-1, factor)
    np.testing.assert_allclose(session.curves.view().y[:whole], grouped.mean(axis=1), rtol=1e-12)
    low = merged.low[: whole * factor].reshape(-1, factor).min(axis=1)
    np.testing.assert_array_equal(session.curves.view().low[:whole], low)
    ours, theirs = session.curves.view().by_epoch["loss"], merged.by_epoch["loss"]
    np.testing.assert_array_equal(ours[~np.isnan(ours)], theirs[~np.isnan(theirs)])


def test_after_a_switch_steps_go_back_along_the_branch() -> None:
    session = trained(12)
    screens = []
    for _ in range(20):
        go(session.back(Grain.NEURON))
        screens.append(session.snapshot())
    at(session, 4)
    session.edit(session.spec.with_layer(0, units=4))
    session.train(updates=3)
    go(session.switch(session.timeline.branches[0].id))
    for screen in screens:
        go(session.back(Grain.NEURON))
        mine = session.snapshot()
        assert mine.timeline is not None
        assert screen.timeline is not None
        assert_same_drawing(replace(mine, timeline=replace(mine.timeline, branches=())), screen)


def test_a_branch_from_the_very_beginning_is_named_by_what_is_different() -> None:
    session = trained(5)
    at(session, 0)
    session.edit(session.spec.with_optimizer(learning_rate=0.5))
    assert session.timeline.name == "learning rate 0.5 at update 0"
    assert session.timeline.marks == ()
