"""The recorded curves: every update exactly up to a limit, then min, mean and max per bucket; every epoch."""

from collections.abc import Mapping

import numpy as np

from engine.catalog.arrays import Array
from engine.trace import CurvesView

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
        self._pending: list[tuple[float, float]] = []
        self._epochs: list[float] = []
        self._by_epoch: dict[str, list[float]] = {}
        self._epoch_view: tuple[Array, dict[str, Array]] | None = None

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

    def add_epoch(self, x: float, figures: Mapping[str, float]) -> None:
        """Record the figures of an epoch that ended at position x."""
        self._epochs.append(x)
        for name, value in figures.items():
            series = self._by_epoch.setdefault(name, [float("nan")] * (len(self._epochs) - 1))
            series.append(value)
        for series in self._by_epoch.values():
            if len(series) < len(self._epochs):
                series.append(float("nan"))
        self._epoch_view = None

    def view(self) -> CurvesView:
        """The curves so far, read-only, without copying the updates."""
        rows = self._rows[: self._count]
        rows.flags.writeable = False
        if self._epoch_view is None:
            by_epoch = {name: _frozen(values) for name, values in self._by_epoch.items()}
            self._epoch_view = _frozen(self._epochs), by_epoch
        epochs, by_epoch = self._epoch_view
        return CurvesView(rows[:, 0], rows[:, 1], rows[:, 2], rows[:, 3], epochs, by_epoch)

    def to_arrays(self) -> dict[str, Array]:
        """The record as named arrays for a file."""
        pending = np.array(self._pending, dtype=np.float64).reshape(-1, 2)
        arrays = {"updates": self._rows[: self._count].copy(), "bucket": np.array([float(self._bucket)])}
        arrays |= {"pending": pending, "epochs": np.array(self._epochs)}
        return arrays | {f"epoch.{name}": np.array(values) for name, values in self._by_epoch.items()}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Array], limit: int = EXACT_LIMIT) -> "Curves":
        """The record written by `to_arrays`.

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
        curves._epochs = [float(x) for x in arrays["epochs"]]
        for key, values in arrays.items():
            if key.startswith("epoch."):
                if values.shape != (len(curves._epochs),):
                    raise ValueError(f'the recorded curve "{key[6:]}" has an unexpected length')
                curves._by_epoch[key[6:]] = [float(v) for v in values]
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


def _frozen(values: list[float]) -> Array:
    array = np.array(values, dtype=np.float64)
    array.flags.writeable = False
    return array
