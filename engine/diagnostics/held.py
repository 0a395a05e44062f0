"""What the inputs are held at that a plot does not show: their mean, an example's value, or one that was chosen."""

import numpy as np

from engine.catalog.arrays import Array
from engine.data import DataSet

Held = tuple[tuple[int, float | None], ...]
"""(column, value in the data's units, or None for the example's) of the columns not held at their training mean."""


def held_row(data: DataSet, held: Held, example: int) -> Array:
    """The row (1, columns) in the data's own units from which a plot changes the columns it shows.

    A column or a training example that there is not is passed over: the data may just have been exchanged.
    """
    row: Array = data.middle[None, :].copy()
    own = data.raw(data.training, [min(max(example, 0), len(data.training) - 1)])
    for column, value in held:
        if column < row.shape[1]:
            row[0, column] = own[0, column] if value is None else value
    return row


def far_away(rows: Array, columns: tuple[int, ...], held: Array, spread: Array) -> Array:
    """How far rows (n, inputs) lie from a slice at `held` (inputs,), in deviations `spread` (inputs,), as (n,).

    The root of the mean square over those inputs, `columns`, that the slice holds fast.
    """
    chosen = list(columns)
    away = (rows[:, chosen] - held[chosen]) / np.where(spread[chosen] > 0.0, spread[chosen], 1.0)
    found: Array = np.sqrt(np.mean(np.square(away), axis=1)) if chosen else np.zeros(len(rows))
    return found
