"""Remembering the last data sets, as many as there is room for."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence

from engine.data.dataset import DataSet
from engine.spec.specs import DataSpec

MOST = 8
MOST_BYTES = 512 * 2**20  # of all but the last


class Remembered:
    """A function from specs to data sets that gives the same arrays for equal specs while they are remembered.

    load: makes one; it is told those that are known, the last first, of which it may take arrays over.
    """

    def __init__(self, load: Callable[[DataSpec, Sequence[DataSet]], DataSet]) -> None:
        self._load = load
        self._known: OrderedDict[DataSpec, DataSet] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, spec: DataSpec) -> DataSet:
        with self._lock:
            if spec in self._known:
                self._known.move_to_end(spec)
                return self._known[spec]
            known = [*reversed(self._known.values())]
        data = self._load(spec, known)
        with self._lock:
            data = self._known.setdefault(spec, data)  # loaded twice at once: the first
            while len(self._known) > 1 and (len(self._known) > MOST or self._bytes() > MOST_BYTES):
                self._known.popitem(last=False)
        return data

    def cache_clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._known.clear()

    def _bytes(self) -> int:
        """Of what the network sees, shared arrays once; the columns belong to a table that others hold."""
        arrays = (part.x for data in self._known.values() for part in data.parts)
        return sum({id(x): x.nbytes for x in arrays}.values())
