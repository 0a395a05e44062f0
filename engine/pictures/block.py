"""Pictures as they lie in memory: one byte a pixel."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.catalog.arrays import Rows

Bytes = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Labels:
    """Which class each picture has: uint8 (n,) of the training file and of the test file, and where they were found.

    own: whether these are the labels of the set itself, not of other pictures under its file names.
    """

    place: Path
    training: Bytes
    test: Bytes
    own: bool


@dataclass(frozen=True, eq=False)
class PixelBlock:
    """All pictures, those of the training file first: pixels uint8 (n, height * width), labels int64 (n,), read-only.

    training_count: how many come from the training file.
    """

    pixels: Bytes
    labels: Rows
    training_count: int
