"""A surface drawn on the canvas of the boundary plot: a map over two inputs, or curves over one."""

from dataclasses import dataclass

import numpy as np

from engine.diagnostics import Surface
from engine.diagnostics.points import PointSet
from engine.spec import DataInfo, ExperimentSpec
from gui.plots.boundary_canvas import BoundaryCanvas, Range
from gui.plots.curves_over_x import curve_colors, curve_range
from gui.plots.picture import SignedRange, plane_picture
from gui.plots.point_colors import shown_ranges, target_limit
from gui.theme.theme import Theme

_EMPTY: Range = (0.0, 1.0)


@dataclass(frozen=True)
class PlaneLooks:
    """How a map is drawn: its theme, sharp colours or smooth ones, whether it has a border of its own."""

    theme: Theme
    discrete: bool
    border: bool


def draw_plane(
    canvas: BoundaryCanvas,
    surface: Surface | None,
    spec: ExperimentSpec,
    info: DataInfo,
    points: PointSet | None,
    columns: tuple[int, int],
    looks: PlaneLooks,
) -> SignedRange | None:
    """The map, and what its signed colours stand for; until there is a surface, axes that reach over the points."""
    if surface is None:
        canvas.show_plane(None, *shown_ranges(None, points, *columns))
        return None
    limit = target_limit(points)
    key = (surface, spec.network, spec.training.loss, info.task, info.classes, info.outputs, limit, looks)
    picture = canvas.known_picture(key)
    if picture is None:  # else only points have come or gone: with every stroke of a brush
        picture = plane_picture(
            surface, spec, info, looks.theme, limit, discrete=looks.discrete, border=looks.border
        )
        canvas.keep_picture(key, picture)
    canvas.show_plane(picture, surface.x_range, surface.y_range)
    return picture.signed


def draw_curves(
    canvas: BoundaryCanvas,
    surface: Surface | None,
    spec: ExperimentSpec,
    info: DataInfo,
    points: PointSet | None,
    theme: Theme,
) -> None:
    """One curve for each output; until there is a surface, none."""
    if surface is None:
        canvas.show_curves(np.empty(0), np.empty((0, 0)), [], _EMPTY)
        return
    x = np.linspace(*surface.x_range, surface.plot.shape[2])
    colors = curve_colors(surface, info, theme)
    canvas.show_curves(x, surface.plot[:, 0], colors, curve_range(surface, spec, info, points))
