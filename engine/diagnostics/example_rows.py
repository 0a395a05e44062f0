"""All examples of a data set under one numbering: the training part first, then those for validation and test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.catalog.arrays import Array, Rows, sealed
from engine.catalog.data_source import Targets
from engine.data import DataSet, Split
from engine.data.way import filled
from engine.spec import DataInfo

PARTS = ("training", "validation", "test")
"""The parts in the order in which their examples are numbered."""


@dataclass(frozen=True, eq=False)
class ExampleRows:
    """The examples as people read them; `weights` (training count,) is how much each counts, None for 1 each."""

    data: DataSet
    weights: Array | None = None

    @property
    def info(self) -> DataInfo:
        return self.data.info

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the parts in order."""
        return PARTS

    @property
    def counts(self) -> tuple[int, ...]:
        """How many examples each part has."""
        return tuple(len(part) for part in self.data.parts)

    def raw(self, rows: Rows) -> Array:
        """The columns (k, columns) of the examples with these numbers, in the data's units, empty cells filled in."""
        raw = np.empty((len(rows), len(self.data.info.columns)))
        for part, there, places in _places(self.data, rows):
            raw[there] = self.data.raw(part, places)
        return sealed(raw)

    def column(self, rows: Rows, column: int) -> Array:
        """One of the columns of the examples with these numbers, (k,), empty cells filled in."""
        values = self.data.columns[column][self.source_rows(rows)]
        return filled(values, float(self.data.way.stand_ins[column]))

    def source_rows(self, rows: Rows) -> Rows:
        """Where each stands in the source, from 0: of a table, which of its rows it is."""
        found = np.empty(len(rows), dtype=np.int64)
        for part, there, places in _places(self.data, rows):
            found[there] = part.rows[places]
        return found

    def cells(self, rows: Rows) -> Array:
        """The columns (k, columns) as they stand there, with NaN for an empty cell."""
        cells = np.empty((len(rows), len(self.data.info.columns)))
        for part, there, places in _places(self.data, rows):
            cells[there] = self.data.cells(part, places)
        return sealed(cells)

    def answers(self, rows: Rows) -> Targets:
        """Their targets: class numbers (k,) or float64 (k, outputs)."""
        y = np.empty((len(rows), *self.data.training.y.shape[1:]), self.data.training.y.dtype)
        for part, there, places in _places(self.data, rows):
            y[there] = part.y[places]
        return y

    def weights_with(self, rows: Rows, weights: Array | float, given: Array | None = None) -> Array | None:
        """The weights of all examples of the source, as they count now, but those rows' (k,); None: each is 1.

        given: (rows of the source,) those that somebody gave last, if the run does not know them yet.
        """
        found = np.ones(len(self.data.columns[0]))
        if given is not None and len(given) == len(found):
            found[:] = given
        elif self.data.weights is not None:
            found[:] = self.data.weights
        elif self.weights is not None:
            found[self.data.training.rows] = self.weights
        found[self.source_rows(rows)] = weights
        return None if (found == 1.0).all() else found

    def weight(self, rows: Rows) -> Array:
        """How much each counts in training, (k,); NaN outside the training part, where nothing is weighed."""
        found = np.full(len(rows), np.nan)
        trains = rows < len(self.data.training)
        found[trains] = 1.0 if self.weights is None else self.weights[rows[trains]]
        return found


def seen(data: DataSet, rows: Rows) -> tuple[Array, Targets]:
    """(x, y) of the examples with these numbers, in this order, as the network sees them.

    Raises:
        IndexError: there is no such example.
    """
    x = np.empty((len(rows), data.training.x.shape[1]))
    for part, there, places in _places(data, rows):
        x[there] = part.x[places]
    return x, ExampleRows(data).answers(rows)


def _places(data: DataSet, rows: Rows) -> Iterator[tuple[Split, NDArray[np.bool_], Rows]]:
    """(part, which of the rows lie in it, their places there)."""
    total = sum(len(part) for part in data.parts)
    if len(rows) and not 0 <= rows.min() <= rows.max() < total:
        raise IndexError(f"There are {total:,} examples; ask for rows 0 to {total - 1:,}.")
    start = 0
    for part in data.parts:
        there = (rows >= start) & (rows < start + len(part))
        yield part, there, rows[there] - start
        start += len(part)
