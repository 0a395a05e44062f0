"""Labels as class numbers and as one-hot rows, and from one to the other."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from engine.catalog.arrays import Array, Rows


def to_categorical(labels: ArrayLike, num_classes: int | None = None) -> Array:
    """One-hot rows, float64 (n, num_classes), of class numbers (n,) or (n, 1), as `keras.utils.to_categorical`.

    num_classes: one more than the largest label unless given.

    Raises:
        ValueError: a label is no whole number from 0 to num_classes - 1.
    """
    numbers = np.asarray(labels)
    flat = numbers[:, 0] if numbers.ndim == 2 and numbers.shape[1] == 1 else numbers
    whole = flat.astype(np.int64)
    classes = int(whole.max(initial=-1)) + 1 if num_classes is None else num_classes
    if flat.ndim != 1 or (whole != flat).any() or whole.min(initial=0) < 0 or whole.max(initial=0) >= max(classes, 1):
        raise ValueError(f"Class numbers are whole numbers from 0 to {classes - 1}, one for each example.")
    rows: Array = np.eye(classes)[whole]
    return rows


def is_one_hot(rows: ArrayLike) -> bool:
    """Whether rows (n, classes) are one-hot: a single 1 in each, and 0 elsewhere."""
    array = np.asarray(rows)
    if array.ndim != 2 or array.shape[1] < 2 or not len(array):
        return False
    return bool((((array == 0) | (array == 1)).all(axis=1) & (array.sum(axis=1) == 1)).all())


def from_categorical(rows: ArrayLike) -> Rows:
    """Class numbers, int64 (n,), of one-hot rows (n, classes), as NumPy's argmax gives them.

    Raises:
        ValueError: the rows are not one-hot; the first that is not is named.
    """
    array = np.asarray(rows)
    if array.ndim != 2 or array.shape[1] < 2:
        raise ValueError("One-hot rows have a column for each class, two at least.")
    right = ((array == 0) | (array == 1)).all(axis=1) & (array.sum(axis=1) == 1)
    if not right.all():
        raise ValueError(f"Row {int(np.argmin(right)) + 1:,} is not one-hot: it needs a single 1, and 0 elsewhere.")
    numbers: Rows = array.argmax(axis=1).astype(np.int64)
    return numbers
