"""Between the pixels of the plot and the points: where each point stands, and which row a place stands for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.spec import DataInfo, OwnPoints
from gui.plots.boundary_canvas import BoundaryCanvas
from gui.plots.curves_over_x import heights
from gui.plots.hand.geometry import Places
from gui.plots.slices import Slice


@dataclass(frozen=True, eq=False)
class Ground:
    """A plot as it stands while a tool is used. held: (inputs,) what inputs that are not plotted are held at."""

    canvas: BoundaryCanvas
    info: DataInfo
    shown: Slice
    held: NDArray[np.float64]

    @property
    def sets_height(self) -> bool:
        """Whether the upward axis is the number to predict."""
        return self.shown.up is None and self.info.task == "regression"

    def places(self, points: OwnPoints) -> NDArray[np.float64]:
        """Where points stand, (n, 2) in data units."""
        up = heights(points.y, self.info) if self.shown.up is None else points.x[:, self.shown.up]
        return np.column_stack([points.x[:, self.shown.across], up])

    def pixels(self, points: OwnPoints) -> Places:
        """Where points stand, in the plot's pixels."""
        (left, right), (low, high) = self.canvas.view.viewRange()
        area = self.canvas.view.sceneBoundingRect()
        share = (self.places(points) - [left, low]) / [right - left, high - low]
        found: Places = share * [area.width(), -area.height()] + [area.left(), area.bottom()]
        return found

    def data(self, pixels: Places) -> NDArray[np.float64]:
        """Places (n, 2) in data units, kept inside the axes."""
        (left, right), (low, high) = self.canvas.view.viewRange()
        area = self.canvas.view.sceneBoundingRect()
        share = (np.asarray(pixels) - [area.left(), area.bottom()]) / [area.width(), -area.height()]
        found: NDArray[np.float64] = np.clip(share, 0.0, 1.0) * [right - left, high - low] + [left, low]
        return found

    def rows(self, places: NDArray[np.float64]) -> NDArray[np.float64]:
        """Rows (n, inputs) in the data's own units at places (n, 2), the other inputs where they are held."""
        rows = np.repeat(self.held[None, :], len(places), axis=0)
        rows[:, self.shown.across] = places[:, 0]
        if self.shown.up is not None:
            rows[:, self.shown.up] = places[:, 1]
        return rows

    def targets(self, places: NDArray[np.float64], label: int | tuple[float, ...]) -> NDArray[np.float64]:
        """What new points at places (n, 2) are labelled: as chosen, or over one input the height itself."""
        if isinstance(label, int):
            return np.full(len(places), label, dtype=np.float64)
        targets = np.repeat(np.array(label, dtype=np.float64)[None, :], len(places), axis=0)
        if self.sets_height:
            targets[:, 0] = places[:, 1]
        return targets

    def moved(self, points: OwnPoints, rows: list[int], by: NDArray[np.float64]) -> OwnPoints:
        """The points with some of them moved by so much, in data units, inside the axes."""
        ranges = np.array(self.canvas.view.viewRange())
        to = np.clip(self.places(points)[rows] + by, ranges[:, 0], ranges[:, 1])
        x = points.x[rows].copy()
        x[:, self.shown.across] = to[:, 0]
        if self.shown.up is not None:
            x[:, self.shown.up] = to[:, 1]
        changed = points.moved(rows, x)
        if self.sets_height:
            y = points.y[rows].astype(np.float64)
            y[:, 0] = to[:, 1]
            changed = changed.labelled(rows, y)
        return changed
