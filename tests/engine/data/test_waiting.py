"""Points set by hand that are too few to learn from are no mistake, and new ones are trained on at once."""

import numpy as np
import pytest

from engine.data import load, why_waiting, with_own_points
from engine.diagnostics.points import own_point_set, point_set, without_rows
from engine.run.editing import starts_anew
from engine.spec import DataInfo, DataSpec, ExperimentSpec, OwnPoints, same_set

OWN = with_own_points(ExperimentSpec(data=DataSpec("xor", samples=40, validation_share=0.5)))
POINTS = OwnPoints.of(OWN.data)


def data_of(points: OwnPoints, **changes: float) -> DataSpec:
    return points.put_into(OWN).with_data(**changes).data


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        (POINTS, ""),
        (POINTS.cleared(), "There are no points yet. Add some, and training can begin."),
        (POINTS.cleared().added([[1.0, 2.0], [3.0, 4.0]], 1),
         "All points are “signs agree” so far. Add points of another class, and training can begin."),
    ],
)  # fmt: skip
def test_why_training_waits(points: OwnPoints, sentence: str) -> None:
    data = data_of(points, validation_share=0.0)
    assert why_waiting(data) == sentence
    shown = own_point_set(data)
    assert shown.training_count == len(points)
    assert sorted(map(tuple, shown.training_x.tolist())) == sorted(map(tuple, points.x.tolist()))


def test_only_points_by_hand_wait() -> None:
    assert why_waiting(DataSpec("circle", samples=0)) == ""


def test_numbers_to_predict_need_one_point_only() -> None:
    numbers = OwnPoints.new([[1.0]], [[2.0]], inputs=("x",))
    assert why_waiting(numbers.put_into(ExperimentSpec()).with_data(validation_share=0.0).data) == ""


def test_new_points_are_for_training_now_and_dealt_out_when_more_are_kept_out() -> None:
    many = POINTS.added(np.column_stack([np.linspace(10.0, 11.0, 200), np.zeros(200)]), 0, within=0.5)
    now, later = load(data_of(many)), load(data_of(many, validation_share=0.75))
    assert (now.training.x[:, 0] >= 10.0).sum() == 200
    assert len(later.training) == pytest.approx(110, abs=4), "half of the new ones, and half of the old"
    assert (later.training.x[:, 0] >= 10.0).sum() == pytest.approx(100, abs=2)
    kept = {tuple(row) for row in load(OWN.data).validation.x.tolist()}
    assert kept <= {tuple(row) for row in now.validation.x.tolist()}


def test_hidden_rows_are_drawn_no_more() -> None:
    whole = point_set(load(OWN.data))
    left = without_rows(whole, [0, 1, 2, 3, 4])
    assert left.training_source is not None
    assert left.validation_source is not None
    assert len(left.training_x) + len(left.validation_x) == 35
    both = np.concatenate([left.training_source, left.validation_source])
    assert sorted(both.tolist()) == list(range(5, 40))
    np.testing.assert_array_equal(left.training_x, POINTS.x[left.training_source])
    assert without_rows(whole, []) is whole


def test_a_run_goes_on_with_a_class_more() -> None:
    first = ExperimentSpec(data=DataSpec("xor", samples=40))
    more = POINTS.with_class("third").put_into(OWN)
    assert not starts_anew(first, more)
    assert not starts_anew(more, first, again=True)
    assert starts_anew(more, first)
    other = OwnPoints.new([[0.0, 0.0], [1.0, 1.0]], [0, 1], classes=("a", "b")).put_into(first)
    assert starts_anew(first, other)


def test_what_is_the_same_set() -> None:
    two = DataInfo("binary", ("x", "y"), (), ("a", "b"))
    three = DataInfo("multiclass", ("x", "y"), (), ("a", "b", "c"))
    numbers = DataInfo("regression", ("x", "y"), ("z",))
    assert same_set(DataSpec("xor"), two, DataSpec("xor", seed=5), two)
    assert same_set(DataSpec("xor"), two, OWN.data, three)
    assert not same_set(DataSpec("xor"), two, DataSpec("circle"), two)
    assert not same_set(DataSpec("xor"), two, OWN.data, numbers)
