"""What is measured of columns and inputs: how they are scaled, what stands in the middle, what a plot shows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.catalog.arrays import Array
from engine.catalog.data_source import DataSource
from engine.data.dataset import Scaling, frozen
from engine.data.way import filled

_PADDING = 0.08
Range = tuple[float, float]


def fitted(x: Array, standardize: bool) -> Scaling:
    """Mean and population standard deviation per input of x (n, inputs); a constant input keeps scale 1."""
    columns = x.shape[1]
    if not standardize:
        return Scaling(frozen(np.zeros(columns)), frozen(np.ones(columns)))
    constant = np.all(x == x[:1], axis=0)
    with np.errstate(over="ignore", invalid="ignore"):  # what is not finite is refused
        mean, deviation = x.mean(axis=0), np.where(constant, 1.0, x.std(axis=0))
    return Scaling(frozen(np.where(constant, x[0], mean)), frozen(deviation))


def middle_and_spread(column: Array, stand_in: float, texts: Sequence[str]) -> tuple[float, float]:
    """Of a column's training rows (n,), empty cells filled in: the mean of a number, or a text's most frequent code;
    and the standard deviation."""
    whole = filled(column, stand_in)
    with np.errstate(over="ignore", invalid="ignore"):
        return stand_in if texts else float(whole.mean()), float(whole.std())


def plot_ranges(source: DataSource, columns: Sequence[Array]) -> tuple[Range, ...]:
    """(low, high) that a plot shows of each column."""
    return tuple(plot_range(source, place, column) for place, column in enumerate(columns))


def plot_range(source: DataSource, place: int, column: Array) -> Range:
    """Where the numbers of the column in that place lie, with a margin; of its span what lies beyond it."""
    if source.span is not None:
        return source.span
    span = source.spans[place] if source.spans else None
    low, high = float(np.nanmin(column)), float(np.nanmax(column))
    margin = _PADDING * (high - low) if high > low else 1.0
    if span is None:
        return low - margin, high + margin
    return span[0] if low >= span[0] else low - margin, span[1] if high <= span[1] else high + margin
