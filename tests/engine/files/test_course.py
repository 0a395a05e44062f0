"""A saved run keeps its past and, saved in the past, its future; a course that cannot be is refused."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.run import saving
from engine.session import Session, UnreadableFile
from engine.spec import LayerSpec
from engine.trace import Cursor, Grain, Place
from tests.engine.experiments import experiment
from tests.engine.files.conftest import Tamper
from tests.engine.run.moments import assert_same_drawing, assert_same_state, at, go


def edited_run() -> Session:
    """250 updates with three edits and weights set by hand between them."""
    session = Session(experiment(optimizer="adam"))
    session.train(updates=70)
    session.edit(session.spec.with_optimizer(learning_rate=0.2))
    session.train(updates=33)
    session.edit(session.spec.with_layer(0, units=5).with_training(batch_size=4))
    session.train(updates=47)
    session.set_weights([weights * 0.5 for weights in session.get_weights()])
    session.train(updates=50)
    session.edit(session.spec.with_data(noise=0.3))
    session.train(updates=50)
    return session


def reopened(session: Session, folder: Path) -> Session:
    session.save(folder / "run.chainrule")
    return Session.open(folder / "run.chainrule")


@pytest.mark.parametrize("update", [0, 69, 70, 100, 150, 151, 249, 250])
def test_saved_anywhere_all_moments_come_back_to_the_bit(update: int, tmp_path: Path) -> None:
    session = at(edited_run(), update)
    opened = reopened(session, tmp_path)
    assert_same_drawing(opened.snapshot(), session.snapshot())
    assert opened.history.history == session.history.history
    for moment in (250, 0, 69, 103, 150, 200, 231, update):
        assert_same_state(at(opened, moment).state(), at(session, moment).state())
        assert opened.spec == session.spec
        assert opened.snapshot().latest == session.snapshot().latest
        assert opened.snapshot().outdated == session.snapshot().outdated
    for each in (opened, session):
        each.train(updates=300 - each.updates)
    assert_same_state(opened.state(), session.state())
    np.testing.assert_array_equal(opened.curves.view().y, session.curves.view().y)
    assert opened.history.history == session.history.history


@pytest.mark.parametrize("place", [Place(69, 3), Place(40, 5, Cursor(1, 0)), Place(102, 7), Place(150, 2, Cursor(0))])
def test_saved_within_an_update_of_the_past(place: Place, tmp_path: Path) -> None:
    session = edited_run()
    go(session.seek(place.update, place.events_done, place.cursor))
    opened = reopened(session, tmp_path)
    assert opened.spec == session.spec
    assert_same_state(opened.state(), session.state())
    for each in (opened, session):
        for grain in (Grain.NEURON, Grain.LAYER, Grain.BATCH, Grain.EPOCH, Grain.EPOCH):
            go(each.step(grain))
    assert_same_drawing(opened.snapshot(), session.snapshot())


def test_a_branch_can_leave_an_opened_run(tmp_path: Path) -> None:
    session = edited_run()
    opened = at(reopened(at(session, 20), tmp_path), 90)
    at(session, 90)
    for each in (opened, session):
        each.edit(each.spec.with_optimizer(learning_rate=0.4))
        each.train(updates=20)
    assert_same_state(opened.state(), session.state())
    np.testing.assert_array_equal(opened.curves.view().y, session.curves.view().y)
    assert opened.history.history == session.history.history
    go(opened.switch(opened.timeline.branches[0].id))
    assert opened.updates == 250


def test_a_file_holds_so_many_states_spread_evenly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "MOST_STATES", 6)
    session = Session(experiment())
    session.train(updates=64 * 40)
    opened = reopened(session, tmp_path)
    kept = opened._live.chronicle.current.stretches[0].updates
    assert kept == [0, 512, 1024, 1536, 2048, 2560]
    for update in (700, 2559):
        assert_same_state(at(opened, update).state(), at(session, update).state())


def test_where_there_is_no_room_the_oldest_past_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "MOST_BYTES", 1500)
    session = at(edited_run(), 160)
    opened = reopened(session, tmp_path)
    assert 0 < opened.timeline.first <= 160
    assert opened.timeline.tip == 250
    for update in (160, 250, opened.timeline.first, 205):
        assert_same_state(at(opened, update).state(), at(session, update).state())


def test_saved_before_a_divergence_it_diverges_again(tmp_path: Path) -> None:
    layers = LayerSpec(4, "relu"), LayerSpec(1, "linear")
    session = Session(experiment(*layers, data="plane", loss="mean_squared_error").with_optimizer(learning_rate=3.0))
    session.train(50)
    problem, updates = session.problem, session.updates
    opened = reopened(at(session, 2), tmp_path)
    opened.train(50)
    assert (opened.problem, opened.updates) == (problem, updates)


def test_a_file_without_a_course_begins_where_it_stands(saved: Path, tampered: Tamper) -> None:
    opened = Session.open(tampered({"course.json": None, "arrays/course.npy": None}))
    assert (opened.timeline.first, opened.timeline.tip, opened.updates) == (5, 5, 5)
    opened.train(updates=100)
    fresh = Session(experiment())
    fresh.train(updates=105)
    assert_same_state(opened.state(), fresh.state())
    assert opened.history.history == fresh.history.history
    assert_same_state(at(opened, 50).state(), at(fresh, 50).state())


def changed(saved: Path, change: Callable[[dict[str, Any]], object]) -> bytes:
    with zipfile.ZipFile(saved) as archive:
        document = json.loads(archive.read("course.json"))
    change(document["course"])
    return json.dumps(document).encode()


def first(course: dict[str, Any]) -> dict[str, Any]:
    stretch: dict[str, Any] = course["stretches"][0]
    return stretch


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda c: c.update(tip=4), "outside its stretch|not in order"),
        (lambda c: c.update(tip=2**60), "not in order"),
        (lambda c: c.update(tip="five"), "course.tip"),
        (lambda c: c.update(here=1), "no stretch where the run stands"),
        (lambda c: c.update(stretches=[]), "no stretch where the run stands"),
        (lambda c: c.update(surprise=1), "surprise"),
        (lambda c: first(c).update(start=-3), "not in order"),
        (lambda c: first(c).update(states=[]), "not in order"),
        (lambda c: first(c)["states"].append(first(c)["states"][0]), "not in order"),
        (lambda c: first(c)["states"][0].update(seen=30), "impossible position"),
        (lambda c: first(c)["states"][0].update(epoch=-1), "impossible position"),
        (lambda c: first(c)["states"][0].update(running={"profit": 1.0}), "impossible figure"),
        (lambda c: first(c)["experiment"].update(seed=9), "another experiment"),
        (lambda c: first(c)["experiment"]["network"]["layers"][0].update(units=0), "units"),
        (lambda c: first(c)["experiment"]["network"]["layers"][0].update(units=4), "another experiment"),
        (lambda c: c["stretches"].append(first(c)), "no first state|not in order"),
        (lambda c: first(c).update(figures={"loss": 10**400}), "no finite number|figure"),
    ],
)
def test_courses_that_cannot_be_are_refused(
    change: Callable[[dict[str, Any]], object], said: str, saved: Path, tampered: Tamper
) -> None:
    with pytest.raises(UnreadableFile, match=said) as caught:
        Session.open(tampered({"course.json": changed(saved, change)}))
    assert "tampered.chainrule" in str(caught.value)
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


def test_its_arrays_must_fit_it(saved: Path, tampered: Tamper) -> None:
    with pytest.raises(UnreadableFile, match=r"arrays/course.npy is missing"):
        Session.open(tampered({"arrays/course.npy": None}))
    with pytest.raises(UnreadableFile, match="version 2"):
        Session.open(tampered({"course.json": b'{"format": "chainrule-course", "version": 2}'}))
    with pytest.raises(UnreadableFile, match="not JSON"):
        Session.open(tampered({"course.json": b"{"}))


def test_a_huge_course_is_refused_before_memory_is_taken(saved: Path, tampered: Tamper) -> None:
    def many(course: dict[str, Any]) -> None:
        state = first(course)["states"][0]
        first(course)["states"] = [state | {"update": index} for index in range(30_000)]

    with pytest.raises(UnreadableFile, match="more than"):
        Session.open(tampered({"course.json": changed(saved, many)}))
