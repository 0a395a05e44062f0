"""The weights of a whole layer as one small picture: a neuron after another from left to right, signs as colours."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from PySide6.QtGui import QImage

from engine.catalog.arrays import Array
from gui.theme.scale import signed_color_table, signed_indices
from gui.theme.theme import Theme

REST_SECONDS = 0.5
"""While weights change with every frame their picture changes no faster than it can be read."""

_SHARE = 99.9
"""The percentile of sizes that has the full colour: one large weight must not pale all others."""


def block_means(kernel: Array, rows: int, columns: int) -> Array:
    """The means of a kernel (inputs, units) over blocks, (rows, columns) or as many as there are entries."""
    sides = zip(kernel.shape, (max(rows, 1), max(columns, 1)), strict=True)
    begins = [np.linspace(0, size, min(most, size) + 1).astype(np.intp) for size, most in sides]
    sums = np.add.reduceat(np.add.reduceat(kernel, begins[0][:-1], axis=0), begins[1][:-1], axis=1)
    means: Array = sums / np.outer(np.diff(begins[0]), np.diff(begins[1]))
    return means


def signed_image(values: Array, theme: Theme, limit: float | None = None) -> QImage:
    """Values (rows, columns) in the colours of the signed scale, row 0 on top.

    limit: the size that has the full colour; None: that of nearly all values.
    """
    if limit is None:
        sizes = np.abs(values[np.isfinite(values)])
        limit = float(np.percentile(sizes, _SHARE)) if sizes.size else 0.0
    indices = np.ascontiguousarray(signed_indices(values, limit))
    rows, columns = indices.shape
    flat = QImage(indices.data, columns, rows, columns, QImage.Format.Format_Indexed8)
    flat.setColorTable(list(signed_color_table(theme)))
    return flat.convertToFormat(QImage.Format.Format_RGB32)  # a copy: the indices go


@dataclass
class _Kept:
    kernel: Array
    key: tuple[object, ...]
    image: QImage
    made: float


class WeightImages:
    """Pictures of the folded layers, made anew when weights are others, while they flow not in every frame."""

    def __init__(self) -> None:
        self._kept: dict[int, _Kept] = {}
        self.late = False

    def image(self, column: int, kernel: Array, size: tuple[int, int], theme: Theme, *, flowing: bool) -> QImage:
        """The picture of a column's kernel (inputs, units) of at most so many (columns, rows).

        flowing: another one comes soon. `late` becomes true where the picture is not the newest.
        """
        kept, key, now = self._kept.get(column), (size, theme, kernel.shape), time.monotonic()
        if kept is not None and kept.key == key:
            if kept.kernel is kernel:
                return kept.image
            if flowing and now < kept.made + REST_SECONDS:
                self.late = True
                return kept.image
        image = signed_image(block_means(kernel, size[1], size[0]), theme)
        self._kept[column] = _Kept(kernel, key, image, now)
        return image
