"""The examples as points of a plot: in original units, few enough to draw."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np

from engine.catalog.arrays import Array, Rows
from engine.catalog.data_source import DataProblem, Targets
from engine.data import DataSet, Scaling, Split, data_info, load
from engine.data.dealing import dealt
from engine.spec import DataSpec, OwnPoints, source_of

MOST_POINTS = 2000
_Sealed = TypeVar("_Sealed", bound=np.ndarray[Any, Any])


@dataclass(frozen=True, eq=False)
class PointSet:
    """Examples in original units; all arrays are read-only.

    training_x, validation_x: float64 (n, columns); training_y, validation_y: int64 (n,) class numbers or
    float64 (n, outputs). training_rows: int64 (n,), each point's row in the training part. training_source,
    validation_source: int64 (n,), its row in the source: of points set by hand, in their table.
    training_count, validation_count: how many examples there are, of which n are here. scaling: how the
    network sees them, None for as they are. means, deviations: (inputs,) over the whole training part; ranges: what
    a plot shows of each input.
    """

    training_x: Array
    training_y: Targets
    validation_x: Array
    validation_y: Targets
    training_rows: Rows
    training_count: int
    validation_count: int
    scaling: Scaling | None = None
    training_source: Rows | None = None
    validation_source: Rows | None = None
    means: Array | None = None
    deviations: Array | None = None
    ranges: tuple[tuple[float, float], ...] = ()


def point_set(data: DataSet) -> PointSet:
    """The examples of both parts, at most MOST_POINTS of each, taken at even distances."""
    training, validation = _even_rows(len(data.training)), _even_rows(len(data.validation))
    return PointSet(
        _raw(data, data.training, training),
        _sealed(data.training.y[training]),
        _raw(data, data.validation, validation),
        _sealed(data.validation.y[validation]),
        _sealed(training),
        len(data.training),
        len(data.validation),
        data.scaling,
        _sealed(data.training.rows[training]),
        _sealed(data.validation.rows[validation]),
        data.middle,
        _sealed(data.spread),
        data.ranges,
    )


def own_point_set(spec: DataSpec) -> PointSet:
    """Points set by hand, in their parts, also where they are too few to be learned from: then only what is drawn."""
    try:
        return point_set(load(spec))
    except DataProblem:
        points, info = OwnPoints.of(spec), data_info(spec)
        order = dealt(source_of(spec), spec, len(points))
        cut, end = info.training_count, info.training_count + info.validation_count
        training, validation = order[:cut], order[cut:end]
        return PointSet(
            _sealed(points.x[training]),
            _sealed(points.y[training]),
            _sealed(points.x[validation]),
            _sealed(points.y[validation]),
            _sealed(np.arange(cut, dtype=np.int64)),
            cut,
            end - cut,
            None,
            _sealed(training),
            _sealed(validation),
        )


def without_rows(points: PointSet, hidden: Sequence[int]) -> PointSet:
    """The points without those that stand in these rows of the source."""
    if not len(hidden) or points.training_source is None or points.validation_source is None:
        return points
    kept = ~np.isin(points.training_source, hidden)
    held_out = ~np.isin(points.validation_source, hidden)
    return replace(
        points,
        training_x=points.training_x[kept],
        training_y=points.training_y[kept],
        training_rows=points.training_rows[kept],
        training_source=points.training_source[kept],
        validation_x=points.validation_x[held_out],
        validation_y=points.validation_y[held_out],
        validation_source=points.validation_source[held_out],
    )


def _even_rows(count: int) -> Rows:
    shown = min(count, MOST_POINTS)
    return np.arange(shown, dtype=np.int64) * count // max(shown, 1)


def _raw(data: DataSet, part: Split, rows: Rows) -> Array:
    return _sealed(data.raw(part, rows))


def _sealed(array: _Sealed) -> _Sealed:
    array.flags.writeable = False
    return array
