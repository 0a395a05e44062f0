"""Cutting large computations into pieces of a few milliseconds, so that none of them holds the engine for long.

Work is counted in units of about half a nanosecond. A cut depends on sizes alone, so that a run repeats to the bit.
"""

from collections.abc import Generator, Iterator

import numpy as np

from engine.catalog.arrays import Array

WORK_PER_BLOCK = 8_000_000
ELEMENT_WORK = 20  # what an activation's value or slope costs per number,
COPY_WORK = 20  # and what copying one costs, most of it for memory that is new
_MULTIPLIES = 4  # so many multiply-adds of a matrix product cost one unit,
_WEIGHT_WORK = 2  # and fetching a weight from memory this much
ROWS_TOGETHER = 64  # rows for which a weight is fetched once, where a whole layer is too much for one piece,
_INPUTS_TOGETHER = 64  # and inputs that a part of it has at least


def row_blocks(rows: int, work_per_row: int, least: int = 1) -> Iterator[slice]:
    """Slices that cover `rows`, each of about WORK_PER_BLOCK, but of `least` rows at least."""
    step = max(least, WORK_PER_BLOCK // max(1, work_per_row))
    for start in range(0, rows, step):
        yield slice(start, min(start + step, rows))


def dense_work(inputs: int, units: int) -> int:
    """What a row costs in a layer: its products and one function of every sum."""
    return units * (inputs // _MULTIPLIES + ELEMENT_WORK)


def rows_at_once(inputs: int, units: int) -> int:
    """For how many rows a layer of this size is computed in one piece; 0 if for none."""
    return max(0, (WORK_PER_BLOCK - _WEIGHT_WORK * inputs * units) // max(1, dense_work(inputs, units)))


def dense_blocks(rows: int, inputs: int, units: int) -> Iterator[tuple[slice, slice, slice]]:
    """(rows, inputs, units) of the pieces of a layer's products; the inputs of a unit follow one another.

    A small layer is cut by rows alone. Of a large one a piece is a part of its weights, for some rows at once.
    """
    together, width, height = rows_at_once(inputs, units), units, inputs
    if together < min(rows, ROWS_TOGETHER):
        together = min(rows, ROWS_TOGETHER)
        weight, unit = COPY_WORK + together // _MULTIPLIES, ELEMENT_WORK * together
        least = min(inputs, _INPUTS_TOGETHER)
        width = min(units, max(1, WORK_PER_BLOCK // (weight * least + unit)))
        height = min(inputs, max(least, (WORK_PER_BLOCK // width - unit) // weight))
    for start in range(0, rows, together):
        for first in range(0, units, width):
            for top in range(0, inputs, height):
                yield slice(start, start + together), slice(top, top + height), slice(first, first + width)


def copy_in_pieces(array: Array) -> Generator[None, None, Array]:
    """A copy of a flat vector, with a breath between the pieces of a large one."""
    copy = np.empty_like(array)
    for part in row_blocks(len(array), COPY_WORK):
        copy[part] = array[part]
        if part.stop < len(array):
            yield
    return copy
