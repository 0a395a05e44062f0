"""What a run's learning curves have come to: whether validation still falls, or has turned while training goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from engine.catalog.arrays import Array

Trend = Literal["falling", "turned", "unclear"]

FEWEST = 6
"""Of fewer epochs nothing is said."""

_MOST = 240  # epochs, or blocks of them, that are looked at
_SURE, _SURER = 3.0, 4.0  # standard errors; more of them above the lowest, which chance has chosen
_WORTH_FALLING, _WORTH_RISING = 0.005, 0.02  # of the loss
_RECENT, _AROUND = 6, 10  # the part of a run that is its last piece; that is smoothed over
_SEEN_ABOVE, _ABOVE = 4, 0.02
_TO_DEVIATION = 1.4826  # from the median of absolute deviations to the standard deviation of normal noise


@dataclass(frozen=True)
class Course:
    """trend of the validation loss; best: the place in the arrays where it was lowest; now: what it is of late.

    above: whether the training loss, the mean over each epoch's batches, of late lies above validation.
    """

    trend: Trend
    best: int
    now: float
    above: bool


def judge_course(loss: Array, validation: Array) -> Course | None:
    """What these losses by epochs (n,), without gaps, have come to; None while that is too early to say.

    Noise is told from a trend by its size: validation has turned when of late it lies above its lowest smoothed value
    by four standard errors and by 2 %, while training still fell; it falls when the last piece of the run lies below
    the piece before it by three and by 0.5 %.
    """
    count = len(validation)
    if count < FEWEST or not (np.isfinite(loss).all() and np.isfinite(validation).all()):
        return None
    best = int(np.argmin(validation))
    train, held = _thinned(loss), _thinned(validation)
    size = max(3, len(held) // _RECENT)
    now = float(held[-size:].mean())
    return Course(_trend(train, held, size), best, now, _is_above(loss, validation))


def _trend(train: Array, held: Array, size: int) -> Trend:
    width = max(1, len(held) // _AROUND) * 2 + 1
    smooth = _smoothed(held, width)
    noise = _noise(held)
    low, now = int(np.argmin(smooth)), float(held[-size:].mean())
    error = noise * float(np.sqrt(1.0 / size + 1.0 / width))
    rise, least = now - float(smooth[low]), _WORTH_RISING * abs(float(smooth[low]))
    if len(held) - 1 - low >= size and rise > max(_SURER * error, least):
        learns = float(train[-size:].mean()) < float(_smoothed(train, width)[low])
        return "turned" if learns else "unclear"
    before = float(held[-2 * size : -size].mean())
    error = noise * float(np.sqrt(2.0 / size))
    return "falling" if before - now > max(_SURE * error, _WORTH_FALLING * abs(now)) else "unclear"


def _is_above(loss: Array, validation: Array) -> bool:
    last = slice(-_SEEN_ABOVE, None)
    return bool((loss[last] - validation[last] > _ABOVE * np.abs(validation[last])).all())


def _thinned(values: Array) -> Array:
    """The values, or where they are many the means of equal blocks; what is left over at the front is dropped."""
    block = -(-len(values) // _MOST)
    rest = len(values) % block
    means: Array = values[rest:].reshape(-1, block).mean(axis=1)
    return means


def _smoothed(values: Array, width: int) -> Array:
    """Means of `width` values around each; near the ends of as many as there are."""
    ones = np.ones(width)
    total: Array = np.convolve(values, ones, "same") / np.convolve(np.ones(len(values)), ones, "same")
    return total


def _noise(values: Array) -> float:
    """The standard deviation of what is no trend: from second differences, robustly."""
    second = values[2:] - 2 * values[1:-1] + values[:-2]
    return float(np.median(np.abs(second)) * _TO_DEVIATION / np.sqrt(6.0))
