"""The figures of every epoch that ended: where on the curves, after how many updates, loss and metrics by name."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from engine.catalog.arrays import Array
from engine.history.growing import Growing
from engine.history.record import History
from engine.history.stops import STOPPED
from engine.spec.figure_words import AGAIN, NOT_A_NUMBER
from engine.spec.perceptron import CYCLE

_NAN = float("nan")
UNTOLD = (CYCLE, STOPPED)
BEFORE_THE_FIRST = -1
"""The epoch number of figures that were taken before any update."""


class EpochFigures:
    """Append-only columns of equal length; NaN where a figure was not taken."""

    def __init__(self) -> None:
        self._x = Growing(np.float64)
        self._counts, self._epochs = Growing(np.int64), Growing(np.int64)
        self._by_name: dict[str, Growing] = {}
        self._lists: list[tuple[str, ...]] = []  # which figures were taken; a point says which of these lists
        self._taken = Growing(np.uint16)
        self._history = History()
        self._in_history = 0

    def __len__(self) -> int:
        return len(self._x)

    @property
    def nbytes(self) -> int:
        columns = (self._x, self._counts, self._epochs, self._taken, *self._by_name.values())
        return sum(column.nbytes for column in columns)

    def add(self, epoch: int, count: int, x: float, figures: Mapping[str, float]) -> None:
        """Figures of an epoch (from 0), taken after `count` recorded updates, at position x in epochs."""
        names = tuple(figures)
        if names not in self._lists:
            self._lists.append(names)
            for name in names:
                if name not in self._by_name:
                    self._by_name[name] = Growing(np.float64, np.full(len(self), _NAN))
        for name, column in self._by_name.items():
            column.append(figures.get(name, _NAN))
        self._taken.append(self._lists.index(names))
        self._counts.append(count)
        self._epochs.append(epoch)
        self._x.append(x)

    def has(self, count: int) -> bool:
        """Whether figures were taken after `count` updates."""
        counts = self._counts.view()
        index = bisect_left(counts, count)
        return index < len(counts) and bool(counts[index] == count)

    def at(self, count: int) -> dict[str, float]:
        """The last figures taken after at most `count` updates."""
        index = bisect_right(self._counts.view(), count) - 1
        if index < 0:
            return {}
        names = self._lists[self._taken.view()[index]]
        return {name: float(self._by_name[name].view()[index]) for name in names}

    def between(
        self, after: int, upto: int, names: Sequence[str]
    ) -> Iterator[tuple[int, int, dict[str, float]]]:
        """(epoch from 0, updates, these figures as far as taken) where epochs ended with after < updates <= upto."""
        counts = self._counts.view()
        rows = slice(bisect_right(counts, after), bisect_right(counts, upto))
        columns = {name: self._by_name[name].view()[rows] for name in names if name in self._by_name}
        for index, (epoch, count) in enumerate(zip(self._epochs.view()[rows], counts[rows], strict=True)):
            values = {name: float(column[index]) for name, column in columns.items()}
            if epoch != BEFORE_THE_FIRST:
                yield int(epoch), int(count), {name: value for name, value in values.items() if value == value}

    def last_before(self, count: int) -> int | None:
        """After how many updates, fewer than `count`, the last figures were taken; None if there are none."""
        index = bisect_left(self._counts.view(), count) - 1
        return None if index < 0 else int(self._counts.view()[index])

    def updates_of(self, epoch: int) -> range | None:
        """The recorded updates (from 0) of a finished epoch, None if it has not ended."""
        found = np.flatnonzero(self._epochs.view() == epoch)
        if not found.size:
            return None
        end = int(found[-1])
        counts = self._counts.view()
        return range(int(counts[end - 1]) if end else 0, int(counts[end]))

    def cut(self, count: int) -> EpochFigures:
        """The points taken after at most `count` updates."""
        kept = bisect_right(self._counts.view(), count)
        figures = EpochFigures()
        figures._x, figures._counts = self._x.cut(kept), self._counts.cut(kept)
        figures._epochs, figures._taken = self._epochs.cut(kept), self._taken.cut(kept)
        figures._lists = self._lists[: max(figures._taken.view().tolist(), default=-1) + 1]  # numbered as they came
        taken = {name for names in figures._lists for name in names}
        figures._by_name = {name: column.cut(kept) for name, column in self._by_name.items() if name in taken}
        return figures

    def view(self) -> tuple[Array, dict[str, Array]]:
        """(positions, figures by name), read-only, without copying them."""
        return self._x.view(), {name: column.view() for name, column in self._by_name.items()}

    def history(self) -> History:
        """Keras's History: the figures of finished epochs by name, each where it was taken; it goes on growing."""
        rows, epochs = self._taken.view(), self._epochs.view()
        columns = {name: column.view() for name, column in self._by_name.items()}
        for index in range(self._in_history, len(self)):
            if epochs[index] != BEFORE_THE_FIRST:
                self._history.epoch.append(int(epochs[index]))
                for name in self._lists[rows[index]]:
                    if name not in UNTOLD and not name.startswith(AGAIN):
                        self._history.history.setdefault(name, []).append(float(columns[name][index]))
        self._in_history = len(self)
        return self._history

    # Files

    def to_arrays(self) -> dict[str, Array]:
        arrays = {"epochs": self._x.view().copy(), "epoch_updates": self._counts.view().astype(np.float64)}
        arrays |= {f"epoch.{name}": column.view().copy() for name, column in self._by_name.items()}
        odd = {name: self._not_numbers(name) for name in self._by_name}
        return arrays | {f"{NOT_A_NUMBER}{name}": rows for name, rows in odd.items() if rows.size}

    def _not_numbers(self, name: str) -> Array:
        """The rows in which a figure was taken and is not a number, such as a share of what is endless."""
        lists = [place for place, names in enumerate(self._lists) if name in names]
        taken = np.isin(self._taken.view(), lists)
        rows: Array = np.flatnonzero(taken & np.isnan(self._by_name[name].view())).astype(np.float64)
        return rows

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Array], epochs: Sequence[int] = ()) -> EpochFigures:
        """The points written by `to_arrays`; `epochs` are the numbers of the last of them, as in Keras's History.

        A record without counts has all its points before its first update.

        Raises:
            KeyError, ValueError: an array is missing or has another shape.
        """
        figures = cls()
        count = len(arrays["epochs"])
        numbers = [BEFORE_THE_FIRST] * (count - len(epochs)) + list(epochs)
        columns = {key[6:]: values for key, values in arrays.items() if key.startswith("epoch.")}
        counts = arrays.get("epoch_updates", np.zeros(count))
        start = len(NOT_A_NUMBER)
        odd = {k[start:]: set(rows.tolist()) for k, rows in arrays.items() if k.startswith(NOT_A_NUMBER)}
        if {len(numbers), len(counts), *map(len, columns.values())} != {count}:
            raise ValueError("the recorded figures of the epochs have unexpected lengths")
        for index, (epoch, at, x) in enumerate(zip(numbers, counts, arrays["epochs"], strict=True)):
            taken = {
                name: float(column[index])
                for name, column in columns.items()
                if not np.isnan(column[index]) or index in odd.get(name, ())
            }
            figures.add(epoch, int(at), float(x), taken)
        return figures
