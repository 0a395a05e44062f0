"""Numbers as images of one pixel each: an example in shades of ink, weights on the signed scale."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from engine.catalog.arrays import Array
from gui.theme.scale import ink_color_table, signed_color_table, signed_indices
from gui.theme.theme import Theme


def pixel_image(values: Array, shape: tuple[int, int], theme: Theme) -> QImage:
    """An example's pixels (inputs,), row by row, as an image of this (height, width): 0 is paper, 1 is ink."""
    shades = (np.clip(np.nan_to_num(values), 0.0, 1.0) * 255).astype(np.uint8)
    return indexed_image(shades.reshape(shape), ink_color_table(theme))


def weight_image(weights: Array, shape: tuple[int, int], theme: Theme, limit: float | None = None) -> QImage:
    """Weights (inputs,) as an image of this (height, width); `limit` has the full colour, else the largest."""
    reach = largest(weights) if limit is None else limit
    return indexed_image(signed_indices(weights, reach).reshape(shape), signed_color_table(theme))


def largest(weights: Array) -> float:
    """The largest of them by amount, of those that are numbers; 1 where there is none but zeros."""
    finite = np.abs(weights[np.isfinite(weights)])
    found = float(finite.max()) if finite.size else 0.0
    return found if found > 0.0 else 1.0


def indexed_image(places: NDArray[np.uint8], colors: Sequence[int]) -> QImage:
    """Places in a colour table, (rows, columns), as an image of one pixel each."""
    places = np.ascontiguousarray(places)
    rows, columns = places.shape
    flat = QImage(places.data, columns, rows, columns, QImage.Format.Format_Indexed8)
    flat.setColorTable(list(colors))
    return flat.convertToFormat(QImage.Format.Format_RGB32)  # a copy: the numbers go
