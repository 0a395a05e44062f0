"""Arrays of examples, X and y as somebody gives them to `model.fit`, as the table of an experiment."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from engine.catalog import losses
from engine.catalog.arrays import Array
from engine.catalog.data_source import DataProblem
from engine.formula import counted
from engine.keras_io.training_in import Compiled
from engine.spec import DataSpec
from engine.spec.table import Column, Table, TableRef

VALIDATION = 0.2
NO_PICTURES = "X is taken as plain numbers: pictures have one number a pixel, from 0 to 1, as X / 255 gives them."


def own_examples(x: ArrayLike, y: ArrayLike, units: int, compiled: Compiled) -> DataSpec:
    """The data of a model with so many outputs: X of any shape (n, ...), y (n,) or (n, outputs).

    What y means follows from the loss: class numbers for the sparse cross-entropy, yes and no for the binary one,
    one-hot rows for the plain one, numbers for all others. Without a loss whole numbers are classes where the
    model has several outputs. The last fifth of the shuffled rows is for validation. X of the shape (n, height,
    width) or (n, height, width, 1) are pictures where all numbers lie from 0 to 1, as pixels do here.

    Raises:
        DataProblem: lengths that differ, numbers that are none, more than a table can hold.
    """
    inputs, targets = _numbers(x, "X"), _numbers(y, "y")
    image = picture_size(inputs)
    inputs = inputs.reshape(len(inputs), -1)
    targets = targets.reshape(len(targets), -1)
    if len(inputs) != len(targets):
        given = counted(len(inputs), "example")
        raise DataProblem(f"X has {given}, but y has {len(targets):,}. Give as many of both.")
    columns = [Column(name, column) for name, column in zip(_names(inputs, image), inputs.T, strict=True)]
    if targets.shape[1] == 1:
        wanted = [Column("y", targets[:, 0], _classes(targets[:, 0], units, compiled))]
    else:
        wanted = [Column(f"y{number}", column) for number, column in enumerate(targets.T, 1)]
    table = TableRef(Table([*columns, *wanted]))
    names = tuple(column.name for column in wanted)
    return DataSpec("table", table=table, targets=names, validation_share=VALIDATION, image=image)


def picture_size(x: Array) -> tuple[int, ...]:
    """(height, width) where X holds one picture of pixels from 0 to 1 for each example, else ()."""
    size = x.shape[1:-1] if x.ndim == 4 and x.shape[-1] == 1 else x.shape[1:]
    shows = len(size) == 2 and min(size) > 1 and bool(x.min() >= 0.0) and bool(x.max() <= 1.0)
    return tuple(size) if shows else ()


def _names(rows: Array, image: tuple[int, ...]) -> list[str]:
    """What the columns are called: pixels by row and column, else by their place."""
    if not image:
        return [f"x{number}" for number in range(1, rows.shape[1] + 1)]
    height, width = image
    return [f"pixel {row},{column}" for row in range(1, height + 1) for column in range(1, width + 1)]


def _classes(labels: Array, units: int, compiled: Compiled) -> tuple[str, ...]:
    """The names of the classes where the labels are class numbers, else ()."""
    kind = losses[compiled.loss.name].targets if compiled.loss is not None else ""
    several = kind == "index" or (not kind and units > 1)
    if not several and kind != "indicators":
        return ()
    count = units if several else 2
    if (labels != np.floor(labels)).any() or labels.min() < 0 or labels.max() >= count:
        odd = _odd(labels, count)
        raise DataProblem(f"Class numbers are whole numbers from 0 to {count - 1}, but y has {odd:g}.")
    return tuple(map(str, range(count)))


def _odd(labels: Array, count: int) -> float:
    return float(labels[(labels != np.floor(labels)) | (labels < 0) | (labels >= count)][0])


def _numbers(given: ArrayLike, name: str) -> Array:
    try:
        found = np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError):
        raise DataProblem(f"{name} holds something that is no number. Give an array of numbers.") from None
    if not found.ndim or not found.size:
        raise DataProblem(f"{name} has no examples. Give an array with one row for each.")
    if not np.isfinite(found).all():
        raise DataProblem(f"{name} has a value that is NaN or infinite. Give finite numbers.")
    return found
