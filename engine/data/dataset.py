"""The arrays of an experiment: what the network sees, and the way to it from the data's own columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.catalog.arrays import Array, Inputs, Rows
from engine.catalog.data_source import Targets
from engine.data.pixels import PixelColumns
from engine.data.way import Way, filled
from engine.spec.data_info import DataInfo
from engine.spec.specs import DataSpec


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """One part of the examples: x as the network sees it, (n, inputs), of which rows are taken as float64, and the
    targets y.

    y: int64 (n,) class numbers, or float64 (n, outputs). rows: int64 (n,), where in the source each example stands,
    from 0. All arrays are read-only; n may be 0.
    """

    x: Inputs
    y: Targets
    rows: Rows

    def __len__(self) -> int:
        return len(self.x)


@dataclass(frozen=True, slots=True, eq=False)
class Scaling:
    """seen = (made - mean) / scale, per input; mean and scale are float64 (inputs,), read-only."""

    mean: Array
    scale: Array

    def apply(self, x: Array) -> Array:
        """From inputs as they are made, (n, inputs), to what the network sees."""
        seen: Array = (x - self.mean) / self.scale
        return seen

    def undo(self, x: Array) -> Array:
        """From what the network sees, (n, inputs), to inputs as they are made."""
        original: Array = x * self.scale + self.mean
        return original


@dataclass(frozen=True, slots=True, eq=False)
class DataSet:
    """The loaded examples of a DataSpec.

    columns: the source's own columns, float64 (rows of the source,) each, read-only, NaN for an empty cell; of texts
    their numbers. ranges: (low, high) of each. middle: float64 (columns,), the training part's mean of each number
    and most frequent text; spread: its standard deviations, empty cells filled in. way, scaling: how the network's
    inputs are made of the columns. numbered: rows of the source have numbers that people know. weights: float64 (rows
    of the source,), how much each example counts, None: nobody said.
    """

    spec: DataSpec
    info: DataInfo
    training: Split
    validation: Split
    test: Split
    columns: Sequence[Array]
    way: Way
    scaling: Scaling
    ranges: tuple[tuple[float, float], ...]
    middle: Array
    spread: Array
    numbered: bool = False
    weights: Array | None = None

    @property
    def parts(self) -> tuple[Split, Split, Split]:
        """For training, for validation, for test."""
        return self.training, self.validation, self.test

    def part(self, name: str) -> Split:
        """The part of that name: "training", "validation" or "test". Raises KeyError."""
        return {"training": self.training, "validation": self.validation, "test": self.test}[name]

    def weights_of(self, part: Split) -> Array | None:
        """How much each example of a part counts, (n,), None where nobody said."""
        return None if self.weights is None else self.weights[part.rows]

    def range(self, column: int) -> tuple[float, float]:
        """What a plot shows of a column, in original units whatever the scaling."""
        return self.ranges[column]

    def see(self, raw: Array) -> Array:
        """What the network sees, (n, inputs), of rows in the data's own columns (n, columns); NaN: an empty cell."""
        return self.scaling.apply(self.made(raw))

    def made(self, raw: Array) -> Array:
        """The inputs (n, inputs) of rows (n, columns) before they are scaled."""
        return self.way.make_of_rows(raw)

    def cells(self, part: Split, rows: Sequence[int] | Rows | slice = slice(None)) -> Array:
        """Rows of a part in the data's own columns, (k, columns), as they stand there: NaN for an empty cell."""
        places = part.rows[rows]
        if isinstance(self.columns, PixelColumns):
            return self.columns.rows(places)
        cells = np.empty((len(places), len(self.columns)))
        for column, values in enumerate(self.columns):
            cells[:, column] = values[places]
        return cells

    def raw(self, part: Split, rows: Sequence[int] | Rows | slice = slice(None)) -> Array:
        """`cells` with what stands in for the empty ones."""
        cells = self.cells(part, rows)
        if isinstance(self.columns, PixelColumns):
            return cells
        for column, stand_in in enumerate(self.way.stand_ins.tolist()):
            cells[:, column] = filled(cells[:, column], stand_in)
        return cells


def frozen(array: Array) -> Array:
    """A contiguous copy that nobody can write to."""
    copy = np.array(array, order="C")
    copy.flags.writeable = False
    return copy
