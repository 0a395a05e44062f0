"""A set of pictures as data: the chapter's split, bytes scaled when they are looked at, classes by name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.breaths import result_of
from engine.catalog.data_source import DataProblem
from engine.data import DataSet, data_info, dataset_preview, load, loading
from engine.data.pixels import PixelRows
from engine.pictures import look_again, name_folder
from engine.spec import DataSpec, ExperimentSpec
from engine.spec.example_weights import with_example_weights
from tests.idx_files import some_clothes, write_idx

SET = "fashion_mnist"
DEBIAN = Path("/usr/share/datasets/fashion-mnist")
PARTS = some_clothes(120, 30, seed=2)
ALL = np.concatenate([PARTS[0], PARTS[2]]).reshape(150, 784) / 255.0
LABELS = np.concatenate([PARTS[1], PARTS[3]])


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    name_folder(SET, write_idx(tmp_path, PARTS))
    look_again(SET)
    yield tmp_path
    name_folder(SET, None)
    look_again(SET)


@pytest.mark.usefixtures("place")
def test_the_first_are_for_validation_the_next_for_training_the_test_file_for_the_test() -> None:
    data = load(DataSpec(SET, samples=1_000_000, validation_share=0.9, test_share=0.3, seed=5))
    assert parts_of(data) == [(10, 120), (0, 10), (120, 150)]
    for part in (data.training, data.validation, data.test):
        assert np.array_equal(np.asarray(part.x), ALL[part.rows])
        assert np.array_equal(part.y, LABELS[part.rows])
        assert np.array_equal(data.cells(part, [1, 0]), ALL[part.rows[[1, 0]]])
    assert data.info == data_info(data.spec)
    assert data.info.image == (28, 28)
    assert data.info.classes == tuple("0123456789"), "these are no clothes: their classes have no names"


def parts_of(data: DataSet) -> list[tuple[int, int]]:
    found = [part.rows for part in (data.training, data.validation, data.test)]
    assert all(np.array_equal(rows, np.arange(rows[0], rows[-1] + 1)) for rows in found)
    return [(int(rows[0]), int(rows[-1]) + 1) for rows in found]


@pytest.mark.usefixtures("place")
def test_fewer_examples_are_the_first_for_training() -> None:
    data = load(DataSpec(SET, samples=25))
    assert parts_of(data) == [(10, 35), (0, 10), (120, 150)]
    assert data_info(data.spec).training_count == 25


@pytest.mark.usefixtures("place")
def test_columns_means_and_deviations_are_those_of_the_numbers() -> None:
    data = load(DataSpec(SET, samples=50, standardize=True))
    x = ALL[10:60]
    np.testing.assert_allclose(data.middle, x.mean(axis=0), rtol=1e-13)
    np.testing.assert_allclose(data.spread, x.std(axis=0), rtol=1e-12, atol=1e-14)
    standardised = (x - x.mean(axis=0)) / x.std(axis=0)
    np.testing.assert_allclose(np.asarray(data.training.x), standardised, rtol=1e-9, atol=1e-9)
    assert len(data.columns) == 784
    assert np.array_equal(data.columns[300], ALL[:, 300])
    np.testing.assert_array_equal(data.see(ALL[10:13]), data.training.x[:3])


@pytest.mark.usefixtures("place")
def test_weights_of_examples_are_those_of_all_pictures() -> None:
    weights = np.linspace(0.5, 2.0, 150)
    spec = with_example_weights(ExperimentSpec(data=DataSpec(SET, samples=40)), weights)
    data = load(spec.data)
    assert np.array_equal(data.weights_of(data.training), weights[10:50])


@pytest.mark.usefixtures("place")
def test_some_pixels_alone_are_refused_in_words() -> None:
    with pytest.raises(DataProblem, match=r"all or not at all.*data\.inputs"):
        data_info(DataSpec(SET, inputs=("pixel 1,1", "pixel 1,2")))


def test_rows_are_taken_like_those_of_an_array() -> None:
    pixels = np.arange(60, dtype=np.uint8).reshape(20, 3)
    rows, array = PixelRows(pixels), pixels / 255.0
    order = np.array([4, 0, 19, 4])
    for chosen in (3, slice(2, 9), order, array[:, 0] > 0.1, [1, 2]):
        assert np.array_equal(rows[chosen], array[chosen])
        assert rows[chosen].dtype == np.float64
    assert np.array_equal(rows.take(order, 0), array.take(order, 0))
    assert (rows.shape, len(rows), rows.ndim) == ((20, 3), 20, 2)
    assert np.array_equal(np.asarray(rows), array)


@pytest.mark.usefixtures("place")
def test_all_experiments_share_the_bytes_and_load_beside_the_thread_that_waits() -> None:
    one, other = (result_of(loading(DataSpec(SET, samples=n))) for n in (30, 60))
    assert one.training.x._pixels.base is other.training.x._pixels.base  # type: ignore[attr-defined]
    assert load(DataSpec(SET, samples=30)) is one


@pytest.mark.usefixtures("place")
def test_a_preview_is_the_first_pictures() -> None:
    x, y = dataset_preview(SET, 7)
    assert np.array_equal(x, ALL[:7])
    assert np.array_equal(y, LABELS[:7])


@pytest.mark.skipif(not DEBIAN.is_dir(), reason="Debian's dataset-fashion-mnist is not installed")
def test_the_set_itself_is_known_by_its_labels() -> None:
    try:
        name_folder(SET, DEBIAN)
        look_again(SET)
        info = data_info(DataSpec(SET, samples=55_000))
        assert (info.training_count, info.validation_count, info.test_count) == (55_000, 5_000, 10_000)
        assert (info.classes[0], info.classes[9]) == ("T-shirt/top", "Ankle boot")
        data = load(DataSpec(SET, samples=55_000))
        assert data.info.classes[data.validation.y[0]] == "Ankle boot"
        assert data.info.classes[data.training.y[0]] == "Coat", "as X_train[0] in the chapter"
    finally:
        name_folder(SET, None)
        look_again(SET)
