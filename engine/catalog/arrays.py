"""The array types of the engine."""

from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
"""Float64 in training; every catalogue function also keeps float32 input float32, for pictures."""

Rows = NDArray[np.int64]
"""Positions of examples."""


_Sealed = TypeVar("_Sealed", bound=NDArray[Any])


class Inputs(Protocol):
    """What the network sees of many examples, (n, inputs): an array, or what gives float64 rows when asked."""

    @property
    def shape(self) -> tuple[int, ...]: ...

    @property
    def nbytes(self) -> int: ...

    def __len__(self) -> int: ...

    def __getitem__(self, rows: Any, /) -> Any: ...

    def take(self, rows: Any, axis: int, /) -> Any: ...


def sealed(array: _Sealed) -> _Sealed:
    """The array itself, to which nobody can write any more."""
    array.flags.writeable = False
    return array
