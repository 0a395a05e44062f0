"""Pictures made smaller, by shares of area, or larger, by straight lines between pixels."""

from __future__ import annotations

import numpy as np

from engine.catalog.arrays import Array


def scaled(picture: Array, shape: tuple[int, int]) -> Array:
    """A picture (height, width) in another number of pixels, each axis for itself.

    Where it shrinks, a new pixel is the mean of what it covers, each old pixel counted with the share that lies in
    it; where it grows, new pixels lie on straight lines between the middles of old ones.
    """
    rows, columns = (_weights(old, new) for old, new in zip(picture.shape, shape, strict=True))
    found: Array = rows @ picture @ columns.T
    return found


def _weights(old: int, new: int) -> Array:
    """How much each of `old` pixels in a line counts for each of `new` ones, (new, old); each row sums to 1."""
    edges = np.arange(new + 1) * (old / new)
    if new <= old:
        cells = np.arange(old)
        covered = np.minimum(edges[1:, None], cells + 1.0) - np.maximum(edges[:-1, None], cells)
        shares: Array = np.maximum(covered, 0.0)
    else:
        middles = np.clip((edges[:-1] + edges[1:]) / 2 - 0.5, 0.0, old - 1.0)
        shares = np.maximum(1.0 - np.abs(middles[:, None] - np.arange(old)), 0.0)
    shares /= shares.sum(axis=1, keepdims=True)
    return shares
