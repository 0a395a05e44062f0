"""The data sets are what they claim: shapes, balance, definitions, and scikit-learn's flowers."""

from __future__ import annotations

import importlib.machinery
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import sklearn.datasets
from sklearn.datasets import load_iris, make_moons

from engine.catalog import packaged_data
from engine.catalog.data_source import DataProblem, DataSource
from engine.catalog.datasets import datasets
from engine.registry import UnknownName

DRAWN_CLASSES = ("circle", "xor", "gauss", "spiral", "moons")


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_every_set_has_the_shape_it_promises(tried: Callable[[str], None]) -> None:
    for source in datasets:
        for samples in (4, 7, 500) if source.pictures is None else ():
            x, y = source.draw(rng(), samples, 0.2)
            if source.sized:
                assert len(x) == samples, source.name
            assert x.shape == (len(y), len(source.inputs)), source.name
            assert x.dtype == np.float64, source.name
            assert np.isfinite(x).all(), source.name
            assert np.isfinite(y).all(), source.name
            assert_targets(source, y)
        assert source.sentence.endswith((".", "?")), source.name
    tried(f"{len(datasets)} data sets")


def assert_targets(source: DataSource, y: np.ndarray) -> None:
    if source.task == "regression":
        assert y.dtype == np.float64
        assert y.shape[1] == len(source.outputs) >= 1
        assert not source.classes
    elif source.task == "multilabel":
        assert y.dtype == np.float64
        assert y.shape[1] == len(source.outputs) >= 2
        assert not source.classes
        assert set(np.unique(y)) <= {0.0, 1.0}
    else:
        assert y.dtype == np.int64
        assert y.ndim == 1
        assert not source.outputs
        assert set(np.unique(y)) <= set(range(len(source.classes)))
        assert (len(source.classes) == 2) == (source.task == "binary")


@pytest.mark.parametrize("name", DRAWN_CLASSES)
@pytest.mark.parametrize("samples", [4, 9, 500])
def test_clean_classes_are_balanced(name: str, samples: int) -> None:
    y = datasets[name].draw(rng(3), samples, 0.0)[1]
    assert abs(int((y == 0).sum()) - int((y == 1).sum())) <= 1


@pytest.mark.parametrize("name", [source.name for source in datasets if source.noisy])
def test_noise_changes_the_examples_and_the_generator_decides_them(name: str) -> None:
    draw = datasets[name].draw
    clean, noisy, again = (draw(rng(5), 300, noise) for noise in (0.0, 0.5, 0.5))
    assert not (np.array_equal(clean[0], noisy[0]) and np.array_equal(clean[1], noisy[1]))
    assert np.array_equal(noisy[0], again[0])
    assert np.array_equal(noisy[1], again[1])
    assert not np.array_equal(draw(rng(6), 300, 0.5)[0], noisy[0])


@pytest.mark.parametrize("name", [source.name for source in datasets if not source.sized])
def test_fixed_sets_ignore_count_and_noise(name: str) -> None:
    first, second = (
        datasets[name].draw(rng(seed), count, noise) for seed, count, noise in [(0, 4, 0.0), (1, 9, 1.0)]
    )
    assert np.array_equal(first[0], second[0])
    assert np.array_equal(first[1], second[1])
    assert not datasets[name].noisy


@pytest.mark.parametrize("name", ["circle", "xor", "spiral", "plane", "multi_gauss", "moons", "sine", "two_labels"])
def test_clean_points_lie_inside_the_span(name: str) -> None:
    source = datasets[name]
    assert source.span is not None
    x = source.draw(rng(1), 2000, 0.0)[0]
    assert source.span[0] < x.min()
    assert x.max() < source.span[1]


def test_circle_is_a_disc_in_a_ring() -> None:
    x, y = datasets["circle"].draw(rng(), 1000, 0.0)
    radius = np.hypot(x[:, 0], x[:, 1])
    assert radius[y == 1].max() <= 2.5
    assert radius[y == 0].min() >= 3.5
    assert radius[y == 0].max() <= 5.0


def test_circle_noise_relabels_and_leaves_the_points() -> None:
    clean, noisy = (datasets["circle"].draw(rng(2), 1000, noise) for noise in (0.0, 0.5))
    assert np.array_equal(clean[0], noisy[0])
    assert 0.05 < np.mean(clean[1] != noisy[1]) < 0.5


def test_xor_is_one_where_signs_agree_and_keeps_off_the_axes() -> None:
    x, y = datasets["xor"].draw(rng(), 1000, 0.0)
    assert np.array_equal(y == 1, x[:, 0] * x[:, 1] > 0)
    assert np.abs(x).min() >= 0.3
    assert np.abs(x).max() <= 5.3


@pytest.mark.parametrize(("noise", "variance"), [(0.0, 0.5), (0.5, 4.0)])
def test_gauss_has_playgrounds_variances(noise: float, variance: float) -> None:
    x, y = datasets["gauss"].draw(rng(), 40_000, noise)
    for label, centre in ((0, -2.0), (1, 2.0)):
        assert np.allclose(x[y == label].mean(axis=0), centre, atol=0.06)
        assert np.allclose(x[y == label].var(axis=0), variance, rtol=0.05)


def test_spiral_arms_mirror_each_other_and_end_after_a_turn_and_three_quarters() -> None:
    x, y = datasets["spiral"].draw(rng(), 1000, 0.0)
    assert np.allclose(x[y == 1], -x[y == 0])
    way = np.arange(500) / 500
    angle = np.unwrap(np.arctan2(x[y == 1, 0], x[y == 1, 1])[1:])
    assert np.allclose(np.diff(angle), 1.75 * 2 * np.pi / 500)
    assert np.allclose(np.hypot(*x[y == 1].T), 5 * way)


@pytest.mark.parametrize("samples", [200, 201])
def test_moons_are_those_of_scikit_learn(samples: int) -> None:
    x, y = datasets["moons"].draw(rng(), samples, 0.0)
    expected_x, expected_y = make_moons(samples, shuffle=False, noise=None)
    assert np.allclose(x * 0.3 + np.array([0.5, 0.25]), expected_x, atol=1e-12)
    assert np.array_equal(y, expected_y)
    assert np.allclose([x[:, 0].min(), x[:, 0].max()], [-5.0, 5.0], atol=0.01)


def test_plane_and_hills_have_playgrounds_heights() -> None:
    x, y = datasets["plane"].draw(rng(), 500, 0.0)
    assert np.allclose(y[:, 0], x.sum(axis=1) / 10)
    x, y = datasets["multi_gauss"].draw(rng(), 50_000, 0.0)
    heights = {(-4, 2.5): 1, (0, 2.5): -1, (4, 2.5): 1, (-4, -2.5): -1, (0, -2.5): 1, (4, -2.5): -1}
    for centre, height in heights.items():
        away = np.hypot(*(x - np.array(centre)).T)
        assert np.allclose(y[away < 0.9, 0], height * (1 - away[away < 0.9] / 2))
    assert np.all(y[np.abs(x[:, 1]) < 0.4] == 0.0)


def test_distance_is_that_from_the_middle_and_never_negative() -> None:
    x, y = datasets["distance"].draw(rng(), 500, 0.0)
    assert np.allclose(y[:, 0], np.linalg.norm(x, axis=1) / 6.0)
    assert datasets["distance"].draw(rng(), 5000, 1.0)[1].min() >= 0.0


def test_two_labels_answer_whether_a_point_is_inside_and_whether_it_is_above() -> None:
    x, y = datasets["two_labels"].draw(rng(), 1000, 0.0)
    radius, height = np.hypot(x[:, 0], x[:, 1]), (x @ np.array([-1.0, 2.0])) / np.sqrt(5.0)
    assert np.array_equal(y[:, 0] == 1.0, radius < 3.0)
    assert np.array_equal(y[:, 1] == 1.0, height > 0.0)
    assert np.abs(height).min() >= 0.3
    assert np.abs(radius - 3.0).min() > 0.15
    pairs, counts = np.unique(y, axis=0, return_counts=True)
    assert len(pairs) == 4
    assert counts.tolist() == [250] * 4
    noisy = datasets["two_labels"].draw(rng(), 1000, 0.5)
    assert np.array_equal(noisy[0], x)
    assert (np.mean(noisy[1] != y, axis=0) > 0.1).all()


def test_sine_noise_is_the_standard_deviation_of_y() -> None:
    x, y = datasets["sine"].draw(rng(), 40_000, 0.3)
    assert np.std(y - np.sin(x)) == pytest.approx(0.3, rel=0.03)
    assert -3.0 <= x.min() < -2.9
    assert 2.9 < x.max() <= 3.0


@pytest.mark.parametrize(
    ("name", "answer"),
    [("truth_and", np.logical_and), ("truth_or", np.logical_or), ("truth_xor", np.logical_xor)],
)
def test_gates_answer_as_logic_does(name: str, answer: np.ufunc) -> None:
    x, y = datasets[name].draw(rng(), 4, 0.0)
    assert len(np.unique(x, axis=0)) == 4
    assert np.array_equal(y == 1, answer(x[:, 0], x[:, 1]))


def test_iris_equals_scikit_learns() -> None:
    bunch = load_iris()
    x, y = datasets["iris"].draw(rng(), 10, 0.0)
    assert np.array_equal(x, bunch.data)
    assert np.array_equal(y, bunch.target)
    assert list(datasets["iris"].inputs) == bunch.feature_names
    assert list(datasets["iris"].classes) == list(bunch.target_names)
    petals, species = datasets["iris_petals"].draw(rng(), 10, 0.0)
    assert np.array_equal(petals, bunch.data[:, 2:])
    assert np.array_equal(species, bunch.target)
    one = datasets["iris_setosa"]
    x, y = one.draw(rng(), 10, 0.0)
    assert np.array_equal(x, petals)
    assert one.inputs[0] == "petal length (cm)"
    assert np.array_equal(np.array(one.classes)[y] == "setosa", bunch.target == 0)


@pytest.mark.parametrize(
    ("name", "loader", "options"),
    [
        ("wine", "load_wine", {}),
        ("breast_cancer", "load_breast_cancer", {}),
        ("digits", "load_digits", {}),
        ("diabetes", "load_diabetes", {"scaled": False}),
        ("linnerud", "load_linnerud", {}),
    ],
)
def test_measured_sets_are_those_of_scikit_learn(name: str, loader: str, options: dict[str, bool]) -> None:
    bunch, source = getattr(sklearn.datasets, loader)(**options), datasets[name]
    x, y = source.draw(rng(), 10, 0.0)
    assert np.array_equal(x, bunch.data if source.image is None else bunch.images.reshape(len(x), -1) / 16.0)
    assert np.array_equal(y.reshape(bunch.target.shape), bunch.target)
    assert len(source.inputs) == x.shape[1]
    assert len(source.classes or source.outputs) == (len(np.unique(y)) if source.classes else y.shape[1])
    assert source.scaled == (source.image is None)  # pixels lie in 0..1 as they are
    assert source.image is None or source.image == bunch.images.shape[1:]
    if name == "breast_cancer":
        assert list(source.classes) == list(bunch.target_names)
        named = [f"error of {n.removesuffix(' error')}" if n.endswith(" error") else n for n in bunch.feature_names]
        assert list(source.inputs) == named


def test_house_prices_are_those_that_were_published() -> None:
    source = datasets["boston_housing"]
    x, y = source.draw(rng(), 10, 0.0)
    assert (x.shape, y.shape) == ((506, len(source.inputs)), (506, 1))
    column = dict(zip(source.inputs, x.T, strict=True))
    assert column["rooms"].mean() == pytest.approx(6.284634, abs=1e-6)
    assert column["crimes per head"].max() == 88.9762
    assert set(column["at the river"]) == {0.0, 1.0}
    assert y.mean() == pytest.approx(22.5289, abs=1e-4)  # the corrected prices; 22.5328 before
    assert (y.min(), y.max()) == (5.0, 50.0)
    assert not any("black" in name or name == "b" for name in source.inputs)


def test_absent_scikit_learn_is_said_with_the_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packaged_data, "find_spec", lambda name: None)
    packaged_data.packaged_numbers.cache_clear()
    with pytest.raises(DataProblem, match=r"scikit-learn, which is not installed.*pip install"):
        datasets["iris"].draw(rng(), 10, 0.0)


@pytest.mark.parametrize("content", ["150,4,a,b,c\n1,2,3,4,0\n", "head\nx,y,z,u,v\n", "\xff"])
def test_a_broken_iris_file_is_said(content: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "datasets" / "data" / "iris.csv"
    path.parent.mkdir(parents=True)
    path.write_bytes(content.encode("latin-1"))
    found = importlib.machinery.ModuleSpec("sklearn", None, is_package=True)
    found.submodule_search_locations = [str(tmp_path)]
    monkeypatch.setattr(packaged_data, "find_spec", lambda name: found)
    packaged_data.packaged_numbers.cache_clear()
    with pytest.raises(DataProblem, match=r"iris.csv.*Install scikit-learn anew"):
        datasets["iris"].draw(rng(), 10, 0.0)
    packaged_data.packaged_numbers.cache_clear()


def test_an_unknown_name_is_explained() -> None:
    with pytest.raises(UnknownName, match=r'no data set "circl".*"circle".*spiral'):
        datasets["circl"]
