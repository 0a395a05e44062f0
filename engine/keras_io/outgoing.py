"""What an experiment gives away when it is written for others: data, weights, the optimizer's memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.catalog.arrays import Array
from engine.data import DataSet
from engine.spec import ExperimentSpec
from engine.trace import CurvesView


@dataclass(frozen=True)
class Outgoing:
    """A run at one moment. weights: in the order of get_weights; slots: the optimizer's arrays, each in that order.

    A slot that is one number for all weights is a list of that one. iterations: updates that the optimizer has made.
    first: the weights at update 0, as set by hand there too; None: as the seed draws them.
    save: writes the run with all that belongs to it to a .chainrule file. curves: what is on record of it.
    """

    spec: ExperimentSpec
    data: DataSet
    weights: tuple[Array, ...]
    slots: Mapping[str, tuple[Array, ...]]
    iterations: int
    save: Callable[[Path], None]
    curves: CurvesView
    first: tuple[Array, ...] | None = None


@dataclass(frozen=True)
class Written:
    """What was written: the files, the one asked for first, and what people should know, in sentences."""

    files: tuple[Path, ...]
    notes: tuple[str, ...] = ()
