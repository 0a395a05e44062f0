"""The one array type that the catalogue computes with."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
"""Float64 in training; every catalogue function also keeps float32 input float32, for pictures."""
