"""The weights of a whole layer as one small picture: a neuron after another from left to right, signs as colours."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage

from engine.catalog.arrays import Array
from gui.pictures.images import indexed_image
from gui.theme.scale import signed_color_table, signed_indices
from gui.theme.theme import Theme

_SHARE = 99.9
"""The percentile of sizes that has the full colour: one large weight must not pale all others."""


def weight_image(kernel: Array, columns: int, rows: int, theme: Theme) -> QImage:
    """A kernel (inputs, units) in at most so many columns and rows of blocks, each the mean of its weights."""
    means = block_means(kernel, rows, columns)
    sizes = np.abs(means[np.isfinite(means)])
    limit = float(np.percentile(sizes, _SHARE)) if sizes.size else 0.0
    return indexed_image(signed_indices(means, limit), signed_color_table(theme))


def block_means(kernel: Array, rows: int, columns: int) -> Array:
    """The means of a kernel (inputs, units) over blocks, (rows, columns) or as many as there are entries."""
    sides = zip(kernel.shape, (max(rows, 1), max(columns, 1)), strict=True)
    begins = [np.linspace(0, size, min(most, size) + 1).astype(np.intp) for size, most in sides]
    sums = np.add.reduceat(np.add.reduceat(kernel, begins[0][:-1], axis=0), begins[1][:-1], axis=1)
    means: Array = sums / np.outer(np.diff(begins[0]), np.diff(begins[1]))
    return means
