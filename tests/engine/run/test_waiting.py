"""An edit that waits for points set by hand: the run stays what it was, is saved with it, and is come back to."""

from pathlib import Path

import numpy as np
import pytest

from engine.session import DataProblem, Session, UnreadableFile, data_info, with_own_points
from engine.spec import ExperimentSpec, OwnPoints
from engine.spec.edits import other_data, with_data
from tests.engine.experiments import experiment, finish
from tests.engine.run.moments import assert_same_state


def cleared(spec: ExperimentSpec) -> ExperimentSpec:
    own = with_own_points(spec)
    none = OwnPoints.of(own.data).cleared().put_into(own)
    return none.with_data(validation_share=0.0)


def moons(spec: ExperimentSpec) -> ExperimentSpec:
    data = other_data(spec.data, "moons")
    return with_data(spec, data, data_info(data))


def waiting(updates: int = 5) -> Session:
    session = Session(experiment())
    session.train(updates=updates)
    finish(session.editing(cleared(session.spec)))
    return session


def test_the_run_stays_while_the_edit_waits() -> None:
    session = waiting()
    assert session.spec == experiment()
    assert session.waiting == cleared(experiment())
    assert session.updates == 5


def test_told_to_edit_a_program_hears_why_it_cannot_be() -> None:
    session = Session(experiment())
    with pytest.raises(DataProblem, match="There are no points yet"):
        session.edit(cleared(session.spec))
    assert session.waiting is None


def test_with_enough_points_the_run_goes_on() -> None:
    session = waiting()
    weights, spec = session.state().weights, session.waiting
    assert spec is not None
    points = OwnPoints.of(spec.data).added([[0.0, 1.0], [1.0, 0.0]], [0, 1])
    finish(session.editing(points.put_into(spec)))
    assert session.waiting is None
    np.testing.assert_array_equal(session.state().weights, weights)
    assert session.updates == 5


def test_another_data_set_taken_back_leads_to_the_run_that_waited() -> None:
    session = waiting()
    state, spec = session.state(), session.waiting
    assert spec is not None
    finish(session.editing(moons(spec)))
    session.train(updates=2)
    finish(session.editing(spec, again=True))
    assert session.waiting == spec
    assert session.spec == experiment()
    assert_same_state(session.state(), state)


def test_saved_and_opened_it_still_waits_and_the_run_goes_on_to_the_bit(tmp_path: Path) -> None:
    session = waiting()
    session.save(tmp_path / "a.chainrule")
    opened = Session.open(tmp_path / "a.chainrule")
    assert (opened.spec, opened.waiting) == (session.spec, session.waiting)
    assert_same_state(opened.state(), session.state())
    opened.train(updates=20)
    session.train(updates=20)
    assert_same_state(opened.state(), session.state())


def test_what_need_not_wait_is_no_such_part_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = waiting()
    session._edits.waiting = moons(session.spec)
    session.save(tmp_path / "a.chainrule")
    with pytest.raises(UnreadableFile, match=r"waiting\.json: it has all the points that it needs"):
        Session.open(tmp_path / "a.chainrule")
