"""The recorded curves: every update exactly up to a limit, then min, mean and max per bucket; every epoch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from engine.catalog.arrays import Array
from engine.history.epoch_figures import BEFORE_THE_FIRST, EpochFigures
from engine.trace import CurvesView

Point = tuple[float, float]

EXACT_LIMIT = 1_000_000
_COLUMNS = 4  # x, mean, low, high
_FIRST_ROOM = 1024


class Curves:
    """Append-only record. Views handed out stay valid: rows are never changed once a view can show them."""

    def __init__(self, limit: int = EXACT_LIMIT) -> None:
        self._limit = limit
        self._rows: Array = np.empty((_FIRST_ROOM, _COLUMNS))
        self._count = 0
        self._bucket = 1
        self._pending: list[Point] = []
        self.epochs = EpochFigures()

    @property
    def recorded(self) -> int:
        """How many updates are on record."""
        return self._count * self._bucket + len(self._pending)

    @property
    def bucket(self) -> int:
        """How many updates a row stands for."""
        return self._bucket

    @property
    def nbytes(self) -> int:
        """What the record takes in memory."""
        return self._rows.nbytes + self.epochs.nbytes

    def add_update(self, x: float, loss: float) -> None:
        """Record a batch loss at position x, in epochs."""
        if self._count == self._limit and not self._pending:
            self._merge_pairs()
        if self._bucket == 1:
            self._append(x, loss, loss, loss)
            return
        self._pending.append((x, loss))
        if len(self._pending) == self._bucket:
            xs, ys = zip(*self._pending, strict=True)
            self._append(xs[-1], sum(ys) / len(ys), min(ys), max(ys))
            self._pending.clear()

    def add_epoch(self, x: float, figures: Mapping[str, float], epoch: int = BEFORE_THE_FIRST) -> None:
        """Record the figures of an epoch (from 0) that ended with the last update, at position x."""
        self.epochs.add(epoch, self.recorded, x, figures)

    def forget_epochs(self) -> None:
        """Without any figures of epochs; views handed out keep theirs."""
        self.epochs = EpochFigures()

    def position_after(self, count: int) -> float:
        """Where on the curves the moment after so many updates is, in epochs, to within a bucket."""
        row = min(count // self._bucket, self._count) - 1
        return float(self._rows[row, 0]) if row >= 0 else 0.0

    def split_bucket(self, count: int) -> range:
        """Which updates, from 0, must be given to `cut` beside the record to cut it after `count` of them.

        Above the exact limit a row stands for several updates; one that is cut through is known no more.
        """
        whole = count // self._bucket
        return range(whole * self._bucket, count) if whole < self._count else range(0)

    def cut(self, count: int, tail: Sequence[Point] = ()) -> Curves:
        """The record as it was after `count` updates; `tail`: (x, loss) of the updates of `split_bucket(count)`.

        Raises:
            ValueError: more updates than are on record, or another number in the tail.
        """
        if not 0 <= count <= self.recorded or len(tail) != len(self.split_bucket(count)):
            raise ValueError(f"the record of {self.recorded} updates cannot be cut after {count}")
        curves = Curves(self._limit)
        curves._bucket, curves._count = self._bucket, min(count // self._bucket, self._count)
        curves._rows = np.concatenate([self._rows[: curves._count], np.empty((_FIRST_ROOM, _COLUMNS))])
        curves._pending = list(tail) or self._pending[: count - curves._count * self._bucket]
        curves.epochs = self.epochs.cut(count)
        return curves

    def view(self) -> CurvesView:
        """The curves so far, read-only, without copying the updates."""
        rows = self._rows[: self._count]
        rows.flags.writeable = False
        epochs, by_epoch = self.epochs.view()
        return CurvesView(rows[:, 0], rows[:, 1], rows[:, 2], rows[:, 3], epochs, by_epoch)

    def to_arrays(self) -> dict[str, Array]:
        """The record as named arrays for a file."""
        pending = np.array(self._pending, dtype=np.float64).reshape(-1, 2)
        arrays = {"updates": self._rows[: self._count].copy(), "bucket": np.array([float(self._bucket)])}
        return arrays | {"pending": pending} | self.epochs.to_arrays()

    @classmethod
    def from_arrays(
        cls, arrays: Mapping[str, Array], limit: int = EXACT_LIMIT, epochs: Sequence[int] = ()
    ) -> Curves:
        """The record written by `to_arrays`; `epochs` are the numbers of the epochs that ended.

        Raises:
            KeyError, ValueError: an array is missing or has another shape.
        """
        curves = cls(limit)
        rows, pending = arrays["updates"], arrays["pending"]
        if rows.ndim != 2 or rows.shape[1] != _COLUMNS or pending.ndim != 2 or pending.shape[1] != 2:
            raise ValueError("the recorded curves have an unexpected shape")
        curves._rows = np.concatenate([rows, np.empty((_FIRST_ROOM, _COLUMNS))])
        curves._count = len(rows)
        curves._bucket = int(arrays["bucket"][0])
        curves._pending = [(float(x), float(y)) for x, y in pending]
        curves.epochs = EpochFigures.from_arrays(arrays, epochs)
        return curves

    def _append(self, x: float, mean: float, low: float, high: float) -> None:
        if self._count == len(self._rows):
            grown = np.empty((2 * len(self._rows), _COLUMNS))
            grown[: self._count] = self._rows
            self._rows = grown
        row = self._rows[self._count]
        row[0], row[1], row[2], row[3] = x, mean, low, high
        self._count += 1

    def _merge_pairs(self) -> None:
        """Halve the rows into a new buffer: the old one may still be on somebody's screen."""
        even, odd = self._rows[: self._count : 2], self._rows[1 : self._count : 2]
        merged = np.empty((len(self._rows), _COLUMNS))
        self._count //= 2
        merged[: self._count, 0] = odd[:, 0]
        merged[: self._count, 1] = (even[:, 1] + odd[:, 1]) / 2
        merged[: self._count, 2] = np.minimum(even[:, 2], odd[:, 2])
        merged[: self._count, 3] = np.maximum(even[:, 3], odd[:, 3])
        self._rows = merged
        self._bucket *= 2

