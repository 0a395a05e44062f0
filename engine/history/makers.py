"""Which backend made which updates of a stretch, by intervals."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from engine.catalog.backends import NUMPY


class Makers:
    """The record of a stretch from its first update on. Updates count from 0; nothing said means NumPy."""

    def __init__(self, start: int, end: int | None = None, runs: Iterable[tuple[int, str]] = ()) -> None:
        self.end = start if end is None else end
        self._starts: list[int] = []
        self._names: list[str] = []
        for first, name in runs:
            self._starts.append(first)
            self._names.append(name)

    @property
    def runs(self) -> tuple[tuple[int, str], ...]:
        """(first update, backend) of each interval, in order."""
        return tuple(zip(self._starts, self._names, strict=True))

    def note(self, update: int, name: str) -> None:
        """That update, the first one that is not on record yet, was made by this backend."""
        if not self._names or self._names[-1] != name:
            self._starts.append(update)
            self._names.append(name)
        self.end = update + 1

    def at(self, update: int) -> str | None:
        """What made that update, None if it is not on record."""
        if update >= self.end:
            return None
        index = bisect_right(self._starts, update)
        return self._names[index - 1] if index else NUMPY

    def until(self, update: int) -> int:
        """The first update from there on that something else made, or that is not on record."""
        index = bisect_right(self._starts, update)
        return self._starts[index] if index < len(self._starts) else self.end

    def counts(self, start: int) -> dict[str, int]:
        """How many updates each has made, from `start` on."""
        found: dict[str, int] = {}
        update = start
        while update < self.end:
            name, until = self.at(update), self.until(update)
            assert name is not None
            found[name] = found.get(name, 0) + until - update
            update = until
        return found

    def prefix(self, update: int) -> Makers:
        """The record of the updates before that one."""
        runs = [(first, name) for first, name in self.runs if first < update]
        return Makers(0, min(update, self.end), runs)
