"""The array types of the engine."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
"""Float64 in training; every catalogue function also keeps float32 input float32, for pictures."""

Rows = NDArray[np.int64]
"""Positions of examples."""


def sealed(array: Array) -> Array:
    """The array itself, to which nobody can write any more."""
    array.flags.writeable = False
    return array
