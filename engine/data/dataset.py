"""The arrays of an experiment: what the network sees, and the way back to the original units."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.catalog.arrays import Array, Rows
from engine.catalog.data_source import Targets
from engine.spec.data_info import DataInfo
from engine.spec.specs import DataSpec


@dataclass(frozen=True, eq=False)
class Split:
    """One part of the examples: x as the network sees it, float64 (n, inputs), and the targets y.

    y: int64 (n,) class numbers, or float64 (n, outputs). rows: int64 (n,), where in the source each example stands,
    from 0. All arrays are read-only; n may be 0.
    """

    x: Array
    y: Targets
    rows: Rows

    def __len__(self) -> int:
        return len(self.x)


@dataclass(frozen=True, eq=False)
class Scaling:
    """seen = (original - mean) / scale, per input; mean and scale are float64 (inputs,), read-only."""

    mean: Array
    scale: Array

    def apply(self, x: Array) -> Array:
        """From original units, (n, inputs), to what the network sees."""
        seen: Array = (x - self.mean) / self.scale
        return seen

    def undo(self, x: Array) -> Array:
        """From what the network sees, (n, inputs), to original units."""
        original: Array = x * self.scale + self.mean
        return original


@dataclass(frozen=True, eq=False)
class DataSet:
    """The loaded examples of a DataSpec; `ranges` holds (low, high) per input in original units."""

    spec: DataSpec
    info: DataInfo
    training: Split
    validation: Split
    test: Split
    scaling: Scaling
    ranges: tuple[tuple[float, float], ...]

    def range(self, column: int) -> tuple[float, float]:
        """What a plot shows of an input, in original units whatever the scaling."""
        return self.ranges[column]

    def raw(self, x: Array) -> Array:
        """What the network sees, (n, inputs), in original units."""
        return self.scaling.undo(x)


def frozen(array: Array) -> Array:
    """A contiguous copy that nobody can write to."""
    copy = np.array(array, order="C")
    copy.flags.writeable = False
    return copy
