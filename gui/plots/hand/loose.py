"""The points that a gesture holds, drawn over the others: each change costs no more than what has changed."""

from __future__ import annotations

import numpy as np

from engine.diagnostics.points import PointSet
from engine.spec import OwnPoints
from gui.plots.boundary import BoundaryPlot
from gui.plots.items import Dots, DotsItem


class LooseDots(DotsItem):
    """Looks as the plot's own dots do."""

    _plot: BoundaryPlot | None = None
    _among = 0

    def begin(self, plot: BoundaryPlot) -> None:
        """A gesture begins on this plot: until it ends, points are as large as now."""
        points = plot.points
        self._plot, self._hollow = plot, frozenset[int]()
        self._size = 1 if points is None else len(points.training_x) + len(points.validation_x)
        if points is not None and points.validation_source is not None:
            self._hollow = frozenset(points.validation_source.tolist())
        self.show_dots((), self._size)

    def show(self, points: OwnPoints, rows: list[int]) -> None:
        """Draw these rows, and no others."""
        self.show_dots(self._dots_of(points, rows), self._size)

    def add(self, points: OwnPoints, rows: list[int]) -> None:
        """Draw these rows too."""
        self.add_dots(self._dots_of(points, rows))

    def end(self) -> None:
        """The gesture is over."""
        self.show_dots(())

    def _dots_of(self, points: OwnPoints, rows: list[int]) -> tuple[Dots, ...]:
        if self._plot is None or not rows:
            return ()
        held_out = [row for row in rows if row in self._hollow]
        used = [row for row in rows if row not in self._hollow]
        x, y = points.x, points.y
        numbers = np.array(used, dtype=np.int64)
        found = PointSet(x[used], y[used], x[held_out], y[held_out], numbers, len(used), len(held_out))
        return self._plot.dots_of(found)
