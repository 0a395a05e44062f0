"""Pictures for the network without their numbers in memory: bytes that become float64 where somebody looks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, overload

import numpy as np
from numpy.typing import DTypeLike, NDArray

from engine.catalog.arrays import Array, Rows
from engine.pictures import PixelBlock

BRIGHTEST = 255.0
_TOGETHER = 500  # pictures that are summed up at once
Bytes = NDArray[np.uint8]


class PixelRows:
    """Inputs (n, pixels) as the network sees them: bytes / 255, then scaled where a scaling is given.

    Reads like a read-only float64 array as far as rows are taken: by number, slice, list or mask, and by
    `take`. `np.asarray` makes all the numbers at once.
    """

    def __init__(self, pixels: Bytes, mean: Array | None = None, scale: Array | None = None) -> None:
        self._pixels, self._mean, self._scale = pixels, mean, scale

    @property
    def shape(self) -> tuple[int, ...]:
        return self._pixels.shape

    @property
    def ndim(self) -> int:
        return 2

    @property
    def nbytes(self) -> int:
        """Of its own: the bytes belong to the block that all share."""
        return 0

    def __len__(self) -> int:
        return len(self._pixels)

    def __getitem__(self, rows: Any, /) -> Array:
        return self._seen(self._pixels[rows])

    def take(self, rows: Rows, axis: int = 0) -> Array:
        """The rows with these numbers."""
        return self._seen(self._pixels.take(rows, axis))

    def __array__(self, dtype: DTypeLike | None = None, copy: bool | None = None) -> NDArray[Any]:
        return self._seen(self._pixels).astype(dtype or np.float64, copy=False)

    def _seen(self, pixels: Bytes) -> Array:
        x: Array = pixels / BRIGHTEST
        if self._mean is not None and self._scale is not None:
            x -= self._mean
            x /= self._scale
        return x


class PixelColumns(Sequence[Array]):
    """The pixels of a block as columns from 0 to 1, float64 (n,) each, made when one is asked for."""

    def __init__(self, block: PixelBlock) -> None:
        self._pixels = block.pixels

    def __len__(self) -> int:
        return int(self._pixels.shape[1])

    @overload
    def __getitem__(self, column: int) -> Array: ...
    @overload
    def __getitem__(self, column: slice) -> Sequence[Array]: ...
    def __getitem__(self, column: int | slice) -> Array | Sequence[Array]:
        if isinstance(column, slice):
            return [self[index] for index in range(*column.indices(len(self)))]
        return self._pixels[:, column] / BRIGHTEST

    def rows(self, places: Rows) -> Array:
        """Rows (k, columns) of all columns at once."""
        return self._pixels[places] / BRIGHTEST


def moments(pixels: Bytes) -> tuple[Array, Array]:
    """Mean and population standard deviation of each pixel over pictures (n, pixels), from exact sums of bytes."""
    total, squares = np.zeros(pixels.shape[1]), np.zeros(pixels.shape[1])
    for start in range(0, len(pixels), _TOGETHER):
        part = pixels[start : start + _TOGETHER].astype(np.float64)  # whole numbers, far from where they are rounded
        total += part.sum(axis=0)
        squares += np.einsum("ij,ij->j", part, part)
    mean: Array = total / len(pixels)
    variance = squares / len(pixels) - mean * mean
    return mean / BRIGHTEST, np.sqrt(np.maximum(variance, 0.0)) / BRIGHTEST
