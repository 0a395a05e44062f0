"""Which of the many edges between the pixels of a picture and the first layer are drawn."""

from __future__ import annotations

import numpy as np

from engine.catalog.arrays import Array, Rows

MOST = 160
"""So many of all, and so many of a neuron that is looked at."""


def pixel_edges(
    kernel: Array, targets: tuple[int, ...], pixel: int | None, neuron: int | None
) -> tuple[Rows, Rows, Array]:
    """Sources, targets and weights, (edges,) each, of a kernel (pixels, units).

    The strongest of the edges to the neurons that are shown; of a pixel that is looked at all of them, of such a
    neuron its strongest alone.
    """
    units = np.array(targets if neuron not in targets or neuron is None else (neuron,), dtype=np.intp)
    weights = kernel[:, units]
    kept = _largest(np.abs(weights).ravel())
    if pixel is not None:
        kept = np.union1d(kept, pixel * len(units) + np.arange(len(units)))
    sources, places = np.divmod(kept, len(units))
    return sources, units[places], weights[sources, places]


def _largest(sizes: Array) -> Rows:
    """The places of the largest, in their order."""
    if len(sizes) <= MOST:
        return np.arange(len(sizes))
    return np.sort(np.argpartition(sizes, len(sizes) - MOST)[-MOST:])
