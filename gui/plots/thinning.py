"""The recorded batch losses, thinned to what a screen can show, without reading all of them anew each time."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.trace import CurvesView

Array = NDArray[np.float64]
ROOM = 16_384
_RAW = 8


@dataclass(frozen=True, eq=False)
class Band:
    """A thinned curve: in each bucket ending at x, the lowest and the highest value, all (n,)."""

    x: Array
    low: Array
    high: Array


class Thinned:
    """Extremes of equal runs of updates, extended as the record grows; at most ROOM of them."""

    def __init__(self) -> None:
        self._band = np.empty((3, ROOM))
        self._restart()

    def _restart(self) -> None:
        self._count, self._size, self._last = 0, 1, (0.0, 0.0)

    def read(self, view: CurvesView) -> None:
        """Take in what the record has gained; a record that is not the one read so far starts anew."""
        done = self._count * self._size
        if done > len(view.x) or (done and _row(view, done - 1) != self._last):
            self._restart()
        while (len(view.x) - self._count * self._size) // self._size + self._count > ROOM:
            self._halve()
        done = self._count * self._size
        if done:
            self._last = _row(view, done - 1)
        fresh = (len(view.x) - done) // self._size
        if not fresh:
            return
        rows = slice(done, done + fresh * self._size)
        to = slice(self._count, self._count + fresh)
        self._band[0, to] = view.x[rows].reshape(fresh, -1)[:, -1]
        self._band[1, to] = np.fmin.reduce(view.low[rows].reshape(fresh, -1), axis=1)
        self._band[2, to] = np.fmax.reduce(view.high[rows].reshape(fresh, -1), axis=1)
        self._count += fresh
        self._last = _row(view, self._count * self._size - 1)

    def _halve(self) -> None:
        """Join pairs; an odd last run is read again later."""
        self._count //= 2
        pairs = self._band[:, : 2 * self._count]
        self._band[0, : self._count] = pairs[0, 1::2]
        self._band[1, : self._count] = np.fmin(pairs[1, ::2], pairs[1, 1::2])
        self._band[2, : self._count] = np.fmax(pairs[2, ::2], pairs[2, 1::2])
        self._size *= 2

    def between(self, view: CurvesView, left: float, right: float, most: int) -> Band:
        """The curve from left to right, one update beyond each end, in at most about `most` buckets.

        `view` is the one read last. Few updates are given exactly.
        """
        first, end = max(bisect_left(view.x, left) - 1, 0), bisect_right(view.x, right) + 1
        if min(end, len(view.x)) - first <= _RAW * most:
            return joined(Band(view.x[first:end], view.low[first:end], view.high[first:end]), most)
        x = self._band[0, : self._count]
        first, end = max(int(np.searchsorted(x, left)) - 1, 0), int(np.searchsorted(x, right, "right")) + 1
        band = self._band[:, first : min(end, self._count)]
        done = self._count * self._size
        if end > self._count and done < len(view.x):
            rest = np.stack([view.x[done:], view.low[done:], view.high[done:]])
            band = np.concatenate([band, rest], axis=1)
        return joined(Band(band[0], band[1], band[2]), most)


def _row(view: CurvesView, index: int) -> tuple[float, float]:
    """By which two records are told apart: two courses of a run have the same positions, but not the same losses."""
    return float(view.x[index]), float(view.y[index])


def joined(band: Band, most: int) -> Band:
    """The same curve in at most `most` buckets."""
    count = len(band.x)
    if count <= most:
        return band
    starts = np.arange(most) * count // most
    ends = np.append(starts[1:], count) - 1
    return Band(band.x[ends], np.fmin.reduceat(band.low, starts), np.fmax.reduceat(band.high, starts))


def as_line(band: Band) -> tuple[Array, Array]:
    """The band as one line to draw, (n,) each: the values themselves, or down and up through the extremes."""
    if np.array_equal(band.low, band.high, equal_nan=True):
        return np.ascontiguousarray(band.x), np.ascontiguousarray(band.low)
    return np.repeat(band.x, 2), np.stack([band.low, band.high], axis=1).ravel()
