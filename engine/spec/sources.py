"""Where the examples of a data spec come from: a set of the catalogue, or a table that the spec holds."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np

from engine.catalog.arrays import Array
from engine.catalog.data_source import DataSource, Targets
from engine.catalog.datasets import datasets
from engine.spec.own_points import OWN_POINTS, OwnPoints
from engine.spec.specs import DataSpec
from engine.spec.table_source import TABLE, table_source


def source_of(data: DataSpec) -> DataSource:
    """The source of the examples.

    Raises:
        UnknownName: no data set has this name.
        DataProblem: the table is missing, or lacks a column that is asked for.
    """
    if data.name == OWN_POINTS:
        return _own_points(replace(data, features=(), sample_weight=None))
    if data.name == TABLE:
        return table_source(data)
    return datasets[data.name]


def is_known(name: str) -> bool:
    """Whether there is a data set of that name."""
    return name in (OWN_POINTS, TABLE) or name in datasets


@lru_cache(maxsize=4)
def _own_points(data: DataSpec) -> DataSource:
    points = OwnPoints.of(data)

    def draw(rng: np.random.Generator, samples: int, noise: float) -> tuple[Array, Targets]:
        return points.x, points.y

    return DataSource(
        name=OWN_POINTS,
        label="Own points",
        task=points.task,
        inputs=points.inputs,
        outputs=points.outputs,
        classes=points.classes,
        draw=draw,
        sized=False,
        noisy=False,
        sentence="Examples set by hand: add, move and remove them where they are drawn.",
        spans=points.spans,
        order=points.order,
    )
