"""Loading: split, scaling, read-only arrays, plotting ranges, and what is refused."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.catalog.data_source import DataProblem
from engine.catalog.datasets import datasets
from engine.data import data_info, dataset_preview, load
from engine.registry import UnknownName
from engine.spec import DataSpec


def rows(x: np.ndarray, y: np.ndarray) -> list[tuple[float, ...]]:
    return sorted(tuple(row) for row in np.column_stack([x, y]).tolist())


DEALT_OUT = [source.name for source in datasets if source.pictures is None]


@pytest.mark.parametrize("name", DEALT_OUT)
def test_the_parts_together_are_the_drawn_examples(name: str) -> None:
    spec = DataSpec(name=name, samples=120, noise=0.2, seed=7, validation_share=0.3)
    data = load(spec)
    x, y = datasets[name].draw(np.random.default_rng([7, 0]), 120, 0.2)
    joined = (
        np.concatenate([data.training.x, data.validation.x]),
        np.concatenate([data.training.y, data.validation.y]),
    )
    assert rows(*joined) == rows(x, y)
    assert (data.info.training_count, data.info.validation_count) == (
        len(data.training),
        len(data.validation),
    )
    assert data.info.inputs == datasets[name].inputs
    assert data.info.classes == datasets[name].classes
    if not datasets[name].complete:
        assert not np.array_equal(joined[0], x), "the examples were not shuffled"
        assert len(data.validation) == round(0.3 * len(x))


@given(samples=st.integers(2, 60), share=st.floats(0.0, 0.9), name=st.sampled_from(["sine", "plane"]))
def test_no_part_is_empty_that_should_not_be(samples: int, share: float, name: str) -> None:
    data = load(DataSpec(name=name, samples=samples, validation_share=share))
    assert len(data.training) >= 1
    assert len(data.training) + len(data.validation) == samples
    assert (len(data.validation) >= 1) == (share > 0.0)


@pytest.mark.parametrize("name", datasets.names())
def test_what_is_known_beforehand_is_what_loading_gives(name: str) -> None:
    spec = DataSpec(name=name, samples=33, validation_share=0.25)
    data = load(spec)
    assert data_info(spec) == data.info
    assert data_info(spec).training_count == len(data.training)


@pytest.mark.parametrize("share", [-1.0, 7.0, float("inf"), float("nan")])
def test_information_survives_numbers_that_cannot_work(share: float) -> None:
    info = data_info(DataSpec(samples=10**12, validation_share=share))
    assert info.training_count >= 1
    assert info.training_count + info.validation_count == 10**12


@pytest.mark.parametrize("name", ["truth_and", "truth_or", "truth_xor"])
@pytest.mark.parametrize("share", [0.0, 0.5, 0.9])
def test_a_truth_table_is_all_training_in_its_order(name: str, share: float) -> None:
    data = load(DataSpec(name=name, validation_share=share))
    assert data.training.x.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert len(data.validation) == 0
    assert data.validation.x.shape == (0, 2)


def test_the_seed_decides_examples_and_split() -> None:
    one, same, other = (load(DataSpec(name="iris", seed=seed)) for seed in (0, 0, 1))
    assert one is same
    assert not np.array_equal(one.training.x, other.training.x)
    load.cache_clear()
    again = load(DataSpec(name="iris", seed=0))
    assert again is not one
    assert np.array_equal(again.training.x, one.training.x)


def test_standardising_is_fitted_on_the_training_part_only() -> None:
    plain, scaled = (load(DataSpec(name="iris", validation_share=0.4, standardize=s)) for s in (False, True))
    assert np.allclose(scaled.training.x.mean(axis=0), 0.0, atol=1e-12)
    assert np.allclose(scaled.training.x.std(axis=0), 1.0)
    assert not np.allclose(scaled.validation.x.mean(axis=0), 0.0, atol=1e-3)
    assert np.allclose(scaled.scaling.mean, plain.training.x.mean(axis=0))
    assert np.allclose(scaled.raw(scaled.validation), plain.validation.x)
    assert np.allclose(scaled.scaling.apply(plain.validation.x), scaled.validation.x)
    assert np.array_equal(plain.raw(plain.training), plain.training.x)


def test_a_constant_input_is_only_shifted(monkeypatch: pytest.MonkeyPatch) -> None:
    def draw(rng: np.random.Generator, samples: int, noise: float) -> tuple[np.ndarray, np.ndarray]:
        x = np.column_stack([np.full(40, 0.1), rng.standard_normal(40)])
        return x, np.arange(40) % 2

    plant(monkeypatch, draw)
    data = load(DataSpec(name="iris_setosa", seed=991, standardize=True))
    assert data.scaling.scale[0] == 1.0
    assert np.all(data.training.x[:, 0] == 0.0)
    assert data.range(0) == pytest.approx((-0.9, 1.1))


def plant(monkeypatch: pytest.MonkeyPatch, draw: object) -> None:
    """Replaces the draw of iris_setosa for one test."""
    source = datasets["iris_setosa"]
    fields = {name: getattr(source, name) for name in source.__slots__} | {"draw": draw}
    monkeypatch.setitem(datasets._parts, "iris_setosa", type(source)(**fields))
    load.cache_clear()


@pytest.mark.parametrize("standardize", [False, True])
def test_arrays_cannot_be_written_to(standardize: bool) -> None:
    data = load(DataSpec(name="iris", standardize=standardize))
    arrays = [data.training.x, data.training.y, data.validation.x, data.validation.y]
    for array in (*arrays, data.scaling.mean, data.scaling.scale):
        with pytest.raises(ValueError, match=r"read-only"):
            array[0] = 1
    assert data.training.x.flags.c_contiguous
    assert data.training.x.dtype == np.float64


def test_ranges_are_in_original_units() -> None:
    assert load(DataSpec(name="circle", standardize=True)).range(1) == (-6.0, 6.0)
    data = load(DataSpec(name="iris_petals", standardize=True))
    low, high = data.range(0)
    assert 0.3 < low < 1.0
    assert 6.9 < high < 7.6
    low, high = data.range(1)
    assert -0.3 < low < 0.1
    assert 2.5 < high < 2.9


@pytest.mark.parametrize("planted", [np.nan, np.inf, -np.inf])
def test_broken_numbers_are_refused_before_anything_is_computed(
    planted: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    def draw(rng: np.random.Generator, samples: int, noise: float) -> tuple[np.ndarray, np.ndarray]:
        x = np.ones((9, 2))
        x[4, 1] = planted
        return x, np.arange(9) % 2

    plant(monkeypatch, draw)
    with pytest.raises(DataProblem, match=r'Row 5, column "petal width \(cm\)" is .*Correct or remove'):
        load(DataSpec(name="iris_setosa", standardize=True))
    load.cache_clear()


def test_an_unknown_set_is_explained() -> None:
    with pytest.raises(UnknownName, match=r'"spirl".*Did you mean "spiral"'):
        load(DataSpec(name="spirl"))


@pytest.mark.parametrize("name", datasets.names())
def test_previews_are_small_and_show_every_class(name: str) -> None:
    x, y = dataset_preview(name, 60)
    assert 4 <= len(x) == len(y) <= 150
    assert len(np.unique(y)) >= max(len(datasets[name].classes), 2)


def test_reading_iris_imports_no_scikit_learn() -> None:
    code = (
        "import sys; from engine.data import load; from engine.spec import DataSpec;"
        "load(DataSpec(name='iris'));"
        "print([m for m in ('sklearn', 'scipy', 'pandas', 'PySide6') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_training_part_of_one_class_is_refused_in_words() -> None:
    refusals, sound = [], 0
    for seed in range(200):
        try:
            data = load(DataSpec("circle", samples=8, seed=seed))
        except DataProblem as problem:
            refusals.append(str(problem))
        else:
            sound += 1
            assert len(set(data.training.y.tolist())) == 2
    assert sound > 150
    assert sum("4 training examples belong to the class" in words for words in refusals) >= 3
    assert all(words.endswith(".") for words in refusals)


def test_a_question_that_all_training_examples_answer_alike_is_refused_in_words() -> None:
    refusals = []
    for seed in range(100):
        try:
            data = load(DataSpec("two_labels", samples=8, seed=seed))
        except DataProblem as problem:
            refusals.append(str(problem))
        else:
            assert (data.training.y.min(axis=0) == 0.0).all()
            assert (data.training.y.max(axis=0) == 1.0).all()
    assert any('4 training examples answer yes to "inside the circle"' in words for words in refusals)
    assert any('4 training examples answer no to "above the line"' in words for words in refusals)
    assert len(refusals) < 20


def test_pictures_say_their_height_and_width() -> None:
    info = data_info(DataSpec("digits"))
    assert info.image == (8, 8)
    assert data_info(DataSpec("wine")).image is None
    x = load(DataSpec("digits")).training.x
    assert (x.min(), x.max()) == (0.0, 1.0)


def test_of_a_measured_set_the_network_may_see_some_columns_alone() -> None:
    some = load(DataSpec("wine", inputs=("colour intensity", "alcohol (%)", "proline")))
    whole = load(DataSpec("wine"))
    at = [whole.info.columns.index(name) for name in ("alcohol (%)", "colour intensity", "proline (mg/l)")]
    assert some.info.columns == ("alcohol (%)", "colour intensity", "proline (mg/l)"), "in the set's own order"
    np.testing.assert_array_equal(some.training.x, whole.training.x[:, at])
    np.testing.assert_array_equal(some.training.y, whole.training.y)
    assert some.info.plotted == (1, 0), "colour is one of the two to look at first in the whole set"
    assert data_info(DataSpec("digits", inputs=("pixel 3,4", "pixel 5,5"))).image is None
    with pytest.raises(DataProblem, match='Wine: three growers has no column "sugar"'):
        data_info(DataSpec("wine", inputs=("sugar",)))
