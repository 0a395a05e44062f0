"""Class numbers and one-hot rows, from one to the other and beside Keras's own."""

import numpy as np
import pytest

from engine.catalog.labels import from_categorical, is_one_hot, to_categorical


def test_both_ways_as_keras_and_numpy() -> None:
    import keras

    labels = np.array([2, 0, 3, 3])
    for given in (labels, labels[:, None], labels.astype(np.float64)):
        assert np.array_equal(to_categorical(given), keras.utils.to_categorical(given))
    assert np.array_equal(to_categorical(labels, 6), keras.utils.to_categorical(labels, 6))
    assert np.array_equal(from_categorical(to_categorical(labels)), labels)


@pytest.mark.parametrize("labels", [[0, 1.5], [-1, 0], [0, 3]])
def test_what_is_no_class_number_is_refused(labels: list[float]) -> None:
    with pytest.raises(ValueError, match="from 0 to 2"):
        to_categorical(labels, 3)


@pytest.mark.parametrize("row", [[0, 0, 0], [1, 1, 0], [0, 0.5, 0.5], [2, -1, 0]])
def test_rows_that_are_not_one_hot_are_told_apart_and_named(row: list[float]) -> None:
    rows = np.array([[0, 1, 0], row])
    assert is_one_hot(rows[:1])
    assert not is_one_hot(rows)
    with pytest.raises(ValueError, match="Row 2 is not one-hot"):
        from_categorical(rows)
