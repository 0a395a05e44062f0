"""What the loss plot says in numbers: its curves, its range, the values under the cursor."""

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.spec.figure_words import AGAIN, VALIDATION
from engine.trace import CurvesView
from gui.plots.ticks import round_up

Array = NDArray[np.float64]
HALF_EPOCH = 0.5
SHARES = ("accuracy", "precision", "recall", "f1_score")
"""The figures that are shares of 1."""

_NAN = float("nan")
_GAP, _OUTLIER, _MOST_OUTLIERS = 5, 10.0, 4
_DECADES = 12.0
_HEADROOM = 1.05


@dataclass(frozen=True, eq=False)
class Curve:
    """Points (n,) of one figure over the epochs, only those that are known."""

    x: Array
    y: Array


@dataclass(frozen=True)
class Reading:
    """The recorded values nearest to a place, as (x in epochs, value), None where there is none yet.

    A training figure lies half an epoch before the end of its epoch; those of validation, and of training measured
    again, at the end.
    """

    batch: tuple[float, float] | None
    training: tuple[float, float] | None
    validation: tuple[float, float] | None
    again: tuple[float, float] | None = None


def epoch_curve(view: CurvesView, name: str, shift: float = 0.0) -> Curve:
    """A figure by epochs, moved to the left by `shift` epochs, without the epochs that lack it."""
    y = view.by_epoch.get(name, np.empty(0))
    known = ~np.isnan(y)
    return Curve(view.epochs[: len(y)][known] - shift, y[known])


def reading_at(view: CurvesView, x: float, name: str = "loss") -> Reading:
    """The recorded values of a figure nearest to x, in epochs; of the batches only the loss is recorded."""
    return Reading(
        _nearest(Curve(view.x, view.y), x) if name == "loss" else None,
        _nearest(epoch_curve(view, name, HALF_EPOCH), x),
        _nearest(epoch_curve(view, f"{VALIDATION}{name}"), x),
        _nearest(epoch_curve(view, f"{AGAIN}{name}"), x),
    )


def epochs_shown(view: CurvesView) -> float:
    """How far the axis of epochs reaches: in steps, so that it stands still most of the time."""
    ends = [float(x[-1]) for x in (view.x, view.epochs) if len(x)]
    return round_up(max([1.0, *ends]))


def loss_range(values: Array, *, log: bool) -> tuple[float, float]:
    """The range of the loss axis for these values, robust to a few extreme ones; logarithms if `log`.

    The linear axis starts at 0 unless a loss is negative. Values much higher than the sixth highest are left
    above the axis: first updates, or the last before a run diverged.
    """
    found = np.sort(values[np.isfinite(values)])
    if log:
        found = found[found > 0]
    top = found[::-1]
    if not len(top):
        return (-1.0, 0.0) if log else (0.0, 1.0)
    first = 0
    while first + _GAP < len(top) and first < len(top) // _MOST_OUTLIERS:
        if top[first] <= _OUTLIER * abs(top[first + _GAP]) or log:
            break
        first += 1
    high = float(top[first])
    if log:
        upper = np.log10(high)
        lower = max(np.log10(float(found[0])), upper - _DECADES)
        pad = max(0.05 * (upper - lower), 0.05)
        return float(lower - pad), float(upper + pad)
    low = float(min(found[0], 0.0))
    return -round_up(-low) if low < 0 else 0.0, round_up(_HEADROOM * high) if high > 0 else 1.0


def share_range(values: Array) -> tuple[float, float]:
    """The range of the axis for shares of 1, from the tenth below the lowest to 1."""
    found = values[np.isfinite(values)]
    low = float(np.floor(10 * found.min()) / 10) if len(found) else 0.0
    return min(max(low, 0.0), 0.9), 1.0


def _nearest(curve: Curve, place: float) -> tuple[float, float] | None:
    x = curve.x
    if not len(x):
        return None
    right = min(bisect_left(x, place), len(x) - 1)
    left = max(right - 1, 0)
    index = left if abs(x[left] - place) <= abs(x[right] - place) else right
    return float(x[index]), float(curve.y[index])
