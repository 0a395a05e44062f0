"""Taking back an edit that began another run brings back the run it left, exactly, and where it was left."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.session import Session, data_info, with_own_points
from engine.spec import DataSpec, ExperimentSpec, OwnPoints
from engine.spec.edits import with_fitting_output
from engine.trace import Grain, RunState
from tests.engine.experiments import experiment
from tests.engine.run.moments import assert_same_state

CHANGES: dict[str, Callable[[ExperimentSpec], ExperimentSpec]] = {
    "seed": lambda spec: replace(spec, seed=spec.seed + 1),
    "data": lambda spec: replace(spec, data=DataSpec("moons", 80)),
}


def walk(work: Iterator[object]) -> None:
    for _ in work:
        pass


def again(session: Session, spec: ExperimentSpec) -> None:
    """Undo or redo."""
    walk(session.editing(spec, again=True))


def trained() -> Session:
    session = Session(experiment(optimizer="adam"))
    session.train(3)
    session.train(updates=2)
    return session


def same(one: RunState, two: RunState) -> bool:
    arrays = [(one.weights, two.weights), *((one.slots[name], two.slots[name]) for name in one.slots)]
    numbers = [(s.iterations, s.update, s.epoch, s.seen, s.events_done, s.cursor, s.running) for s in (one, two)]
    return all((a == b).all() for a, b in arrays) and numbers[0] == numbers[1]


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_undo_and_redo_go_between_two_runs_as_they_were_left(change: Callable[..., ExperimentSpec]) -> None:
    session, alone = trained(), trained()
    first, before = session.spec, session.state()
    losses, history = session.curves.view().y.copy(), dict(session.history.history)
    session.edit(change(first))
    assert session.updates == 0
    session.train(updates=7)
    second = session.state()
    again(session, first)
    assert same(session.state(), before)
    assert (session.curves.view().y == losses).all()
    assert session.history.history == history
    again(session, change(first))
    assert same(session.state(), second)
    again(session, first)
    session.train(2), alone.train(2)
    assert same(session.state(), alone.state())
    assert session.history.history == alone.history.history


def test_an_edit_that_is_not_taken_back_begins_anew() -> None:
    session = trained()
    first = session.spec
    session.edit(CHANGES["data"](first))
    session.train(updates=3)
    session.edit(first)
    assert session.updates == 0


@pytest.mark.parametrize("grain", [Grain.LAYER, Grain.NEURON, Grain.BATCH])
def test_a_run_that_was_left_within_a_step_or_in_its_past_stands_there_again(grain: Grain) -> None:
    session = trained()
    first = session.spec
    for place in (session.updates, 4):
        walk(session.seek(place))
        for _ in range(3):
            walk(session.step(grain))
        before, shown = session.state(), session.snapshot()
        session.edit(CHANGES["seed"](first))
        session.train(updates=2)
        again(session, first)
        now = session.snapshot()
        assert same(session.state(), before)
        for name in ("update", "epoch", "batch", "phase", "layer", "events_done", "cursor"):
            assert getattr(now, name) == getattr(shown, name), name
        assert now.timeline is not None
        assert shown.timeline is not None
        assert (now.timeline.tip, now.timeline.position) == (shown.timeline.tip, shown.timeline.position)
        assert now.travels == shown.travels


def test_departed_neurons_of_a_left_run_come_back_with_their_weights() -> None:
    session = trained()
    first, weights = session.spec, session.get_weights()
    session.edit(first.with_layer(0, units=2))
    session.edit(CHANGES["seed"](session.spec))
    again(session, first.with_layer(0, units=2))
    again(session, first)
    assert all((now == then).all() for now, then in zip(session.get_weights(), weights, strict=True))


def test_a_long_way_back_through_many_runs() -> None:
    session = trained()
    specs, states = [], []
    for _ in range(6):
        specs.append(session.spec)
        states.append(session.state())
        session.edit(replace(session.spec, seed=session.spec.seed + 1))
        session.train(updates=session.spec.seed)
    for spec, state in zip(reversed(specs), reversed(states), strict=True):
        again(session, spec)
        assert same(session.state(), state)


def test_a_run_from_a_file_is_not_lost_though_it_was_not_trained_here(tmp_path: Path) -> None:
    trained().save(tmp_path / "run.chainrule")
    session = Session.open(tmp_path / "run.chainrule")
    first, before = session.spec, session.state()
    session.edit(CHANGES["seed"](first))
    again(session, first)
    assert same(session.state(), before)
    assert len(session.history.history["loss"]) == 3


def test_weights_set_by_hand_at_the_start_are_not_lost() -> None:
    session = Session(experiment())
    session.set_weights([w + 1.0 for w in session.get_weights()])
    first, weights = session.spec, session.get_weights()
    session.edit(CHANGES["data"](first))
    again(session, first)
    assert all((now == then).all() for now, then in zip(session.get_weights(), weights, strict=True))


def test_a_run_at_its_first_weights_and_one_that_is_no_longer_kept_begin_anew() -> None:
    session = Session(experiment())
    first, weights = session.spec, session.get_weights()
    session.edit(CHANGES["seed"](first))
    again(session, first)
    assert all((now == then).all() for now, then in zip(session.get_weights(), weights, strict=True))
    session.train(1)
    session.edit(CHANGES["seed"](first))
    session._live.chronicle.branches.clear()
    again(session, first)
    assert session.updates == 0


def test_a_return_that_is_given_up_leaves_the_run_alone() -> None:
    session = trained()
    first = session.spec
    walk(session.seek(4))
    session.edit(CHANGES["seed"](first))
    session.train(updates=3)
    before = session.state()
    work = session.editing(first, again=True)
    next(work)
    work.close()  # type: ignore[attr-defined]
    assert same(session.state(), before)
    assert session.spec == CHANGES["seed"](first)
    again(session, first)
    assert session.updates == 4


def test_a_run_that_diverged_is_shown_again_with_its_problem() -> None:
    session = Session(experiment().with_optimizer(learning_rate=1e6).with_layer(0, activation="linear"))
    session.set_weights([np.full_like(w, 1e200) for w in session.get_weights()])
    session.train(2)
    assert session.problem
    first, problem = session.spec, session.problem
    session.edit(CHANGES["seed"](first))
    assert not session.problem
    again(session, first)
    assert session.problem == problem


@pytest.mark.parametrize("updates", [0, 2])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_an_edited_run_comes_back_with_the_weights_that_the_edit_kept_though_nothing_was_trained_since(
    change: Callable[..., ExperimentSpec], updates: int
) -> None:
    session = Session(experiment())
    session.train(updates=updates)
    session.edit(experiment().with_layer(0, units=1))
    edited, before = session.spec, session.state()
    session.edit(change(edited))
    again(session, edited)
    assert same(session.state(), before)


def test_from_a_set_back_to_points_with_a_class_more_it_is_the_run_that_was_left() -> None:
    session = Session(experiment())
    points = OwnPoints.of(with_own_points(session.spec).data).with_class("third")
    spec = points.put_into(with_own_points(session.spec))
    grown = with_fitting_output(spec, data_info(spec.data))
    session.edit(grown)
    session.train(updates=5)
    state = session.state()
    session.edit(experiment())
    assert session.updates == 0
    for _ in session.editing(grown, again=True):
        pass
    assert_same_state(session.state(), state)
