"""Points and tables of one's own among the data sets: the last of each stays within reach."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.catalog.data_source import DataSource
from engine.spec import DataSpec
from gui.editors.dataset_grid import OWN, DatasetGrid
from gui.editors.dataset_tile import Points

_MOST = 200


class OwnSets:
    """Shows them in the grid, and knows what data they are."""

    def __init__(self, grid: DatasetGrid) -> None:
        self._grid = grid
        self._last: dict[str, DataSpec] = {}
        self._shown: dict[str, object] = {}

    def show_spec(self, data: DataSpec, source: DataSource) -> None:
        """The data of the experiment: kept, if it is one's own."""
        if data.name not in OWN:
            return
        self._last[data.name] = data
        key = data.table, data.inputs, data.targets
        if self._shown.get(data.name) != key:
            self._shown[data.name] = key
            self._grid.show_own(source, some_points(source))

    def data(self, name: str, old: DataSpec) -> DataSpec | None:
        """The set of one's own of that name, dealt out as `old` is; None: it is none of these."""
        last = self._last.get(name)
        if last is None:
            return None
        return replace(last, validation_share=old.validation_share, test_share=old.test_share, features=())


def some_points(source: DataSource) -> Points:
    """About so many rows at even distances: x (n, columns) with NaN for an empty cell, and their targets."""
    if source.columns is not None and source.targets is not None:
        rows = slice(None, None, max(1, -(-len(source.targets) // _MOST)))
        return np.column_stack([column[rows] for column in source.columns]), source.targets[rows]
    x, y = source.draw(np.random.default_rng(0), 0, 0.0)
    step = max(1, -(-len(x) // _MOST))
    return x[::step], y[::step]
