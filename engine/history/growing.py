"""A column of numbers that grows at its end; what was shown of it never changes."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

_FIRST_ROOM = 64


class Growing:
    """Numbers of one dtype in a buffer that doubles when it is full."""

    __slots__ = ("_buffer", "_count")

    def __init__(self, dtype: type, values: npt.ArrayLike = ()) -> None:
        given: npt.NDArray[Any] = np.asarray(values, dtype=dtype)
        self._count = len(given)
        self._buffer: npt.NDArray[Any] = np.empty(max(_FIRST_ROOM, self._count), dtype)
        self._buffer[: self._count] = given

    def __len__(self) -> int:
        return self._count

    @property
    def nbytes(self) -> int:
        """What it takes in memory, the room to grow included."""
        return self._buffer.nbytes

    def append(self, value: float) -> None:
        if self._count == len(self._buffer):
            grown = np.empty(2 * len(self._buffer), self._buffer.dtype)
            grown[: self._count] = self._buffer
            self._buffer = grown
        self._buffer[self._count] = value
        self._count += 1

    def view(self) -> npt.NDArray[Any]:
        """The numbers so far, read-only, without copying them."""
        shown = self._buffer[: self._count]
        shown.flags.writeable = False
        return shown

    def cut(self, count: int) -> Growing:
        """A copy of the first `count` numbers."""
        return Growing(self._buffer.dtype.type, self._buffer[:count])
