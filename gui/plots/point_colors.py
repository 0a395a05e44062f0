"""The colours of examples by what they are, classes or numbers on the signed scale, and how far they reach."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from engine.diagnostics import Surface
from engine.diagnostics.points import PointSet
from engine.spec import DataInfo
from gui.theme.scale import class_color, contrast, in_colors, signed_color, signed_color_table, signed_indices
from gui.theme.theme import CLASS_COUNT, Color, Theme

_LEAST_CONTRAST = 1.8


def point_colors(
    y: NDArray[np.generic], info: DataInfo, theme: Theme, limit: float, *, signed: bool, answer: int = 0
) -> NDArray[np.uint32]:
    """Colours (n,) as 0xAARRGGBB of targets y: int64 (n,) class numbers or float64 (n, outputs).

    Numbers lie on the signed scale from -limit to limit. Two classes take its ends if `signed`, and so do no and
    yes to question `answer` of several; otherwise classes take the palette.
    """
    if y.ndim == 2:
        if info.task == "multilabel":
            y, limit = 2.0 * y[:, answer : answer + 1].astype(np.float64) - 1.0, 1.0
        table = np.array(signed_color_table(theme), dtype=np.uint32)
        colors: NDArray[np.uint32] = table[signed_indices(y[:, 0].astype(np.float64), limit)]
        return colors
    count = max(len(info.classes), 1)
    palette = np.array([class_rgb(theme, index, signed=signed) for index in range(count)], np.uint32)
    picked: NDArray[np.uint32] = palette[y.astype(np.int64) % count]
    return picked


def class_rgb(theme: Theme, index: int, *, signed: bool) -> int:
    """The colour of a class, as 0xAARRGGBB."""
    color = signed_color(theme, 2.0 * index - 1.0, 1.0) if signed else class_color(theme, index)
    return color.rgba()


@lru_cache(maxsize=8)
def pale_colors(theme: Theme, outline: Color) -> frozenset[int]:
    """Colours of classes, as 0xAARRGGBB, that hardly stand out from the outline of a point."""
    inks = [class_color(theme, index) for index in range(CLASS_COUNT)]
    return frozenset(ink.rgba() for ink in inks if contrast(ink.name(), outline) < _LEAST_CONTRAST)


def inks_of(theme: Theme, info: DataInfo | None) -> Theme:
    """The theme, its classes in the colours that these data give them."""
    return theme if info is None else in_colors(theme, info.colors)


def class_ink(theme: Theme, index: int, *, signed: bool) -> Color:
    """The same colour as the theme writes it."""
    if signed:
        return theme.positive if index else theme.negative
    return theme.class_palette[index % len(theme.class_palette)]


def target_limit(points: PointSet | None) -> float:
    """The largest size of a number to predict, over all points; 0 where there is none."""
    if points is None:
        return 0.0
    parts = [part for part in (points.training_y, points.validation_y) if part.ndim == 2 and part.size]
    return max((float(np.abs(part[:, 0]).max()) for part in parts), default=0.0)


def reach(points: PointSet | None, column: int) -> tuple[float, float]:
    """What a plot shows of an input, as far as the points know it: else from the lowest to the highest value."""
    if points is None or column >= points.training_x.shape[1]:
        return 0.0, 1.0
    if points.ranges:
        return points.ranges[column]
    values = points.training_x[:, column]
    if not len(values):
        return 0.0, 1.0
    low, high = float(values.min()), float(values.max())
    return (low, high) if high > low else (low - 1.0, low + 1.0)


def shown_ranges(
    surface: Surface | None, points: PointSet | None, x: int, y: int | None
) -> tuple[tuple[float, float], tuple[float, float]]:
    """What a plot of inputs x and y shows of them: the surface's ranges, until it comes those of the points."""
    if surface is not None:
        return surface.x_range, surface.y_range
    return reach(points, x), reach(points, y or 0)
