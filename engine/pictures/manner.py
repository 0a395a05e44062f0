"""How a set lays its pictures into their frame, measured on some of them, and a picture laid in like them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.catalog.arrays import Array
from engine.pictures.scaling import scaled

FAINT = 0.1
"""The share of the strongest pixel below which nothing is seen as drawn."""


@dataclass(frozen=True)
class Manner:
    """Frames of `rows` by `columns` pixels of which a shown thing fills the share `reach`, in its longer direction.

    by_mass: its centre of mass lies in the middle, else the middle of its box does.
    """

    rows: int
    columns: int
    reach: float = 1.0
    by_mass: bool = False

    @property
    def shape(self) -> tuple[int, int]:
        return self.rows, self.columns


def manner_of(pictures: Array) -> Manner:
    """What most of these pictures (n, rows, columns), bright on black, have in common; those without ink say nothing.

    Of the two middles the one that varies less from the frame's is taken.
    """
    rows, columns = pictures.shape[1:]
    reaches, boxes, masses = [], [], []
    for picture in pictures:
        box = content_box(picture)
        if box is not None:
            top, bottom, left, right = box
            reaches.append(max((bottom - top) / rows, (right - left) / columns))
            boxes.append(((top + bottom - rows) / 2, (left + right - columns) / 2))
            masses.append(tuple(np.subtract(middle_of_mass(picture), (rows / 2, columns / 2))))
    if not reaches:
        return Manner(rows, columns)
    by_mass = float(np.square(masses).sum()) < float(np.square(boxes).sum())
    return Manner(rows, columns, float(np.median(reaches)), by_mass)


def content_box(ink: Array) -> tuple[int, int, int, int] | None:
    """The smallest box with all that is drawn, (top, bottom, left, right), the ends not counted; None: nothing is."""
    seen = ink > FAINT * float(ink.max())
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    if not rows.size:
        return None
    return int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1


def middle_of_mass(ink: Array) -> tuple[float, float]:
    """Where the ink would be balanced, (down, across) from the corner, in pixels; there is some."""
    total = float(ink.sum())
    down, across = (float(ink.sum(axis=1 - axis) @ (np.arange(ink.shape[axis]) + 0.5)) / total for axis in (0, 1))
    return down, across


def fitted(ink: Array, manner: Manner) -> Array:
    """What is drawn on a picture of any size, cut out, scaled with its proportions and centred as the set does it.

    Gives (rows, columns) from 0 to 1, all 0 where nothing is drawn.
    """
    box = content_box(ink)
    if box is None:
        return np.zeros(manner.shape)
    cut = ink[box[0] : box[1], box[2] : box[3]]
    return _laid(cut, manner, manner.reach, manner.by_mass)


def whole(ink: Array, manner: Manner) -> Array:
    """The whole picture scaled into the frame with its proportions, its middle in the middle, (rows, columns)."""
    return _laid(ink, manner, 1.0, by_mass=False)


def _laid(ink: Array, manner: Manner, reach: float, by_mass: bool) -> Array:
    share = reach * min(manner.rows / ink.shape[0], manner.columns / ink.shape[1])
    tall, wide = (min(max(round(side * share), 1), most) for side, most in zip(ink.shape, manner.shape, strict=True))
    small = np.clip(scaled(ink, (tall, wide)), 0.0, 1.0)
    middle = middle_of_mass(small) if by_mass and small.any() else (tall / 2, wide / 2)
    top, left = (
        min(max(int(np.floor(frame / 2 - own + 0.5)), 0), frame - side)
        for frame, own, side in zip(manner.shape, middle, (tall, wide), strict=True)
    )
    found = np.zeros(manner.shape)
    found[top : top + tall, left : left + wide] = small
    return found
