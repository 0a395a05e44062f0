"""A soft brush over a picture of few pixels, as numbers; no Qt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.catalog.arrays import Array

Point = tuple[float, float]
"""(across, down) in pixels of the picture; the first pixel's middle is (0.5, 0.5)."""

_EDGE, _SOFT_SHARE = 0.5, 0.25


@dataclass(frozen=True)
class Brush:
    """Its width in pixels of the picture, and what it leaves: 1 for ink, 0 for the eraser."""

    width: float
    ink: float = 1.0


class Stroke:
    """From press to release: what it goes over twice is not covered twice."""

    def __init__(self, before: Array, brush: Brush, at: Point) -> None:
        """before: the picture (rows, columns) under it."""
        self._before, self._brush, self._at = before, brush, at
        self._cover = covered(before.shape, at, at, brush.width)

    def move(self, to: Point) -> None:
        """Straight on to there."""
        np.maximum(self._cover, covered(self._cover.shape, self._at, to, self._brush.width), out=self._cover)
        self._at = to

    @property
    def values(self) -> Array:
        """The picture with the stroke, (rows, columns)."""
        found: Array = self._before + self._cover * (self._brush.ink - self._before)
        return found


def covered(shape: tuple[int, ...], start: Point, end: Point, width: float) -> Array:
    """How much a brush that goes straight from start to end covers of each pixel (rows, columns), from 0 to 1.

    Wholly at its middle, nothing beyond half its width and a soft edge; between them it falls in a straight line.
    """
    down, across = np.indices(shape) + 0.5
    x, y = end[0] - start[0], end[1] - start[1]
    length = x * x + y * y
    along = ((across - start[0]) * x + (down - start[1]) * y) / length if length else np.zeros(shape)
    along = np.clip(along, 0.0, 1.0)
    away = np.hypot(across - start[0] - along * x, down - start[1] - along * y)
    radius = width / 2
    soft = _EDGE + _SOFT_SHARE * radius
    cover: Array = np.clip((radius + soft - away) / min(2 * soft, radius + soft), 0.0, 1.0)
    return cover


def usual_width(shape: tuple[int, int]) -> float:
    """How wide a pen is for a picture of this size, in its pixels, on halves."""
    return round(2 * (1.0 + 0.055 * max(shape))) / 2


def most_width(shape: tuple[int, int]) -> float:
    """The widest brush for a picture of this size."""
    return float(max(round(max(shape) / 3), 2))
