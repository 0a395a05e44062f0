"""Points set by hand: copied from any set, each stays in its part whatever happens to its neighbours."""

import numpy as np
import pytest

from engine.catalog.data_source import DataProblem
from engine.catalog.datasets import datasets
from engine.data import data_info, load, with_own_points
from engine.session import Session
from engine.spec import DataSpec, ExperimentSpec, OwnPoints, source_of
from engine.spec.edits import with_data

Row = tuple[float, ...]


def rows_of(x: np.ndarray) -> set[Row]:
    return set(map(tuple, x.tolist()))


@pytest.mark.parametrize("name", [source.name for source in datasets if source.pictures is None])
def test_a_copy_has_the_same_examples_in_the_same_parts(name: str) -> None:
    data = DataSpec(name, samples=60, seed=3, validation_share=0.3, test_share=0.2, standardize=True)
    first, spec = load(data), with_own_points(ExperimentSpec(data=data))
    second = load(spec.data)
    for part in ("training", "validation", "test"):
        old, new = getattr(first, part), getattr(second, part)
        np.testing.assert_array_equal(old.x, new.x)
        np.testing.assert_array_equal(old.y, new.y)
        np.testing.assert_array_equal(old.rows, new.rows)
    assert second.ranges == first.ranges
    assert (second.info.task, second.info.inputs) == (first.info.task, first.info.inputs)
    assert (second.info.classes, second.info.outputs) == (first.info.classes, first.info.outputs)
    assert with_own_points(spec) is spec


def test_pictures_are_no_points() -> None:
    with pytest.raises(DataProblem, match=r"pictures cannot be set by hand as points"):
        with_own_points(ExperimentSpec(data=DataSpec("fashion_mnist")))


def test_a_point_stays_in_its_part_when_others_come_and_go() -> None:
    spec = with_own_points(ExperimentSpec(data=DataSpec("xor", samples=40, seed=9)))
    points, before = OwnPoints.of(spec.data), load(spec.data)
    edited = points.added([[1.0, 2.0], [3.0, 3.5]], [0, 1]).without([3, 4, 5]).moved([0], [9.0, 0.0])
    after = load(edited.put_into(spec).data)
    gone, come = rows_of(points.x[[0, 3, 4, 5]]), rows_of(np.array([[1.0, 2.0], [3.0, 3.5]]))
    assert come <= rows_of(after.training.x)
    assert rows_of(before.training.x) - gone <= rows_of(after.training.x)
    assert rows_of(before.validation.x) - gone <= rows_of(after.validation.x)
    assert after.ranges[0][1] > 9.0
    assert after.ranges[1] == before.ranges[1]


def test_another_data_seed_deals_others_out() -> None:
    spec = with_own_points(ExperimentSpec(data=DataSpec("xor", samples=40)))
    one, other = load(spec.data), load(spec.with_data(seed=1).data)
    assert rows_of(one.validation.x) != rows_of(other.validation.x)
    assert len(one.validation) == len(other.validation) == 20


def test_labels_and_new_points() -> None:
    points = OwnPoints.new([[0.0, 0.0], [1.0, 1.0]], [0, 1], classes=("blue", "orange"))
    assert points.labelled([0], 1).y.tolist() == [1, 1]
    assert points.y.tolist() == [0, 1]
    heights = OwnPoints.new(np.zeros((0, 1)), [], inputs=("x",)).added([2.0], [0.5]).added([[3.0]], [[1.5]])
    assert (heights.task, heights.x.tolist(), heights.y.tolist()) == ("regression", [[2.0], [3.0]], [[0.5], [1.5]])
    spec = heights.put_into(ExperimentSpec())
    assert OwnPoints.of(spec.data).y.tolist() == heights.y.tolist()
    assert source_of(spec.data).outputs == ("y",)


def test_a_point_that_is_nowhere_is_refused() -> None:
    points = OwnPoints.new([[0.0, 0.0]], [0], classes=("blue", "orange"))
    with pytest.raises(DataProblem, match='Row 1, column "x₁" is infinite'):
        points.moved([0], [np.inf, 0.0]).put_into(ExperimentSpec())
    with pytest.raises(DataProblem, match="were not set by hand"):
        OwnPoints.of(DataSpec("circle"))


def test_a_run_goes_on_over_points_by_hand_and_back() -> None:
    spec = ExperimentSpec(data=DataSpec("circle", samples=60))
    session = Session(spec)
    session.train(epochs=2)
    weights = session.get_weights()
    own = with_own_points(spec)
    more = OwnPoints.of(own.data).added([1.0, 1.0], 1).put_into(own)
    session.edit(more)
    assert session.updates == 6
    assert all(np.array_equal(a, b) for a, b in zip(weights, session.get_weights(), strict=True))
    for _ in session.editing(spec, again=True):
        pass
    assert session.updates == 6
    assert session.spec == spec
    session.edit(more)
    session.edit(spec)
    assert session.updates == 0, "chosen anew, the set begins anew"


def three_classes() -> ExperimentSpec:
    rng = np.random.default_rng(0)
    points = OwnPoints.new(rng.normal(size=(30, 2)), np.arange(30) % 3, classes=("a", "b", "c"))
    spec = points.put_into(ExperimentSpec())
    return with_data(spec, spec.data, data_info(spec.data))


def test_a_class_is_renamed_or_removed_with_its_points_and_the_others_keep_their_colours() -> None:
    spec = three_classes()
    points = OwnPoints.of(spec.data)
    assert points.with_class_name(1, "sea").put_into(spec).data.class_colors == ()
    assert data_info(points.with_class_name(1, "sea").put_into(spec).data).classes == ("a", "sea", "c")
    less = points.without_class(0)
    assert (less.classes, less.colors, len(less)) == (("b", "c"), (1, 2), 20)
    np.testing.assert_array_equal(less.x[less.y == 1], points.x[points.y == 2])
    again = OwnPoints.of(less.put_into(spec).data)
    assert again.colors == (1, 2)
    assert again.with_class("d").colors == (1, 2, 0), "the colour that none has"
    assert data_info(again.put_into(spec).data).colors == (1, 2)
    for name, words in (("c", "There is a class “c” already"), (" ", "A class needs a name")):
        with pytest.raises(DataProblem, match=words):
            points.with_class_name(0, name)
    with pytest.raises(DataProblem, match="Two classes at least"):
        less.without_class(0)


def test_the_neurons_of_the_classes_that_stay_keep_their_weights() -> None:
    spec = three_classes()
    session = Session(spec)
    session.train(epochs=1)
    kernel, bias = session.get_weights()[-2:]
    less = OwnPoints.of(spec.data).with_class("d").put_into(spec)
    session.edit(with_data(less, less.data, data_info(less.data)))
    four = session.get_weights()[-2]
    np.testing.assert_array_equal(four[:, :3], kernel)
    gone = OwnPoints.of(less.data).without_class(0).put_into(session.spec)
    session.edit(with_data(gone, gone.data, data_info(gone.data)))
    np.testing.assert_array_equal(session.get_weights()[-2], four[:, 1:])
    np.testing.assert_array_equal(session.get_weights()[-1][:2], bias[1:])
