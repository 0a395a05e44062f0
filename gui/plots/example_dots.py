"""The examples as dots of the boundary plot: where they stand and in which colours."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from engine.diagnostics.points import PointSet
from engine.spec import DataInfo
from gui.plots.curves_over_x import heights
from gui.plots.items import Dots
from gui.plots.point_colors import pale_colors, point_colors, target_limit
from gui.plots.slices import Slice, strengths
from gui.theme.theme import Theme

NO_PLACES = np.empty((0, 2))


@dataclass(frozen=True, eq=False)
class ExampleDots:
    """The parts to draw, and the places (n, 2) of the training examples in data units."""

    dots: tuple[Dots, ...] = ()
    places: NDArray[np.float64] = field(default_factory=lambda: NO_PLACES)


def example_dots(
    points: PointSet | None,
    info: DataInfo,
    shown: Slice,
    theme: Theme,
    *,
    validation: bool,
    signed: bool,
    answer: int = 0,
    limit: float | None = None,
) -> ExampleDots:
    """The examples over the plotted inputs, validation below, faint where far from a chosen slice; the rest as
    point_colors. limit: of numbers to predict, if not that of these points."""
    x, y = shown.columns
    if points is None or not points.training_x.shape[1] == len(info.columns) > max(x, y or 0):
        return ExampleDots()
    # A number near 0 has the neutral colour, which needs an outline to be seen on a neutral map.
    faint = info.task == "regression" and y is not None
    outline = theme.muted_text if faint else theme.point_outline
    parts = [(points.training_x, points.training_y, False)]
    if validation:
        parts.insert(0, (points.validation_x, points.validation_y, True))
    dots, places = [], NO_PLACES
    limit = target_limit(points) if limit is None else limit
    for raw, targets, hollow in parts:
        if y is None and info.task == "regression":
            colors = np.full(len(raw), QColor(theme.muted_text).rgba(), np.uint32)
        else:
            colors = point_colors(targets, info, theme, limit, signed=signed, answer=answer)
        if shown.held:
            opaque = np.rint(255 * strengths(points, raw, shown, info)).astype(np.uint32)
            colors = np.bitwise_or(colors & np.uint32(0xFFFFFF), opaque << np.uint32(24))
        up = heights(targets, info) if y is None else raw[:, y]
        places = np.stack([raw[:, x], up], axis=1)
        dots.append(Dots(places, colors, outline, hollow, fine=faint, pale=pale_colors(theme, outline)))
    return ExampleDots(tuple(dots), places)
