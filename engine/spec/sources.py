"""Where the examples of a data spec come from: a set of the catalogue, or a table that the spec holds."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

import numpy as np

from engine.catalog.arrays import Array
from engine.catalog.data_source import DataProblem, DataSource, Targets
from engine.catalog.datasets import datasets
from engine.spec.own_points import OWN_POINTS, OwnPoints
from engine.spec.specs import DataSpec
from engine.spec.table_source import TABLE, table_source

_T = TypeVar("_T")


def source_of(data: DataSpec) -> DataSource:
    """The source of the examples.

    Raises:
        UnknownName: no data set has this name.
        DataProblem: the table is missing, or the set lacks a column that is asked for.
    """
    if data.name == OWN_POINTS:
        return _own_points(replace(data, features=(), sample_weight=None))
    if data.name == TABLE:
        return table_source(data)
    return _narrowed(data.name, data.inputs) if data.inputs else datasets[data.name]


def choosable_columns(data: DataSpec) -> tuple[str, ...]:
    """All columns of which one may choose the inputs: of a table those that are not predicted.

    () where there is nothing to choose: a plane, whose features are chosen, pictures, and points set by hand.

    Raises:
        UnknownName: no data set has this name.
        DataProblem: the table is missing.
    """
    if data.name == TABLE and data.image:
        return ()
    if data.name == TABLE and data.table is not None:
        return tuple(name for name in data.table.table.names if name not in data.targets)
    whole = source_of(data) if data.name in (OWN_POINTS, TABLE) else datasets[data.name]
    return () if data.name == OWN_POINTS or whole.image is not None or len(whole.inputs) < 3 else whole.inputs


def is_known(name: str) -> bool:
    """Whether there is a data set of that name."""
    return name in (OWN_POINTS, TABLE) or name in datasets


@lru_cache(maxsize=8)
def _narrowed(name: str, inputs: tuple[str, ...]) -> DataSource:
    """A set of the catalogue of which the network sees these columns alone, in the set's own order."""
    whole = datasets[name]
    places = sorted({_place(whole, one) for one in inputs})
    if len(places) == len(whole.inputs):
        return whole

    def draw(rng: np.random.Generator, samples: int, noise: float) -> tuple[Array, Targets]:
        x, y = whole.draw(rng, samples, noise)
        return x[:, places], y

    def kept(parts: tuple[_T, ...]) -> tuple[_T, ...]:
        return tuple(parts[place] for place in places) if parts else ()

    plotted = [places.index(place) for place in whole.plotted if place in places]
    first, second = (*plotted, *(place for place in range(len(places)) if place not in plotted), 0)[:2]
    return replace(
        whole, inputs=kept(whole.inputs), draw=draw, plotted=(first, second), spans=kept(whole.spans),
        categories=kept(whole.categories), image=None,
    )  # fmt: skip


def _place(source: DataSource, name: str) -> int:
    """Which column that is, by its name with its unit or without."""
    for names in (source.inputs, [one.partition(" (")[0] for one in source.inputs]):
        if name in names:
            return names.index(name)
    listed = ", ".join(source.inputs[:12]) + (" ..." if len(source.inputs) > 12 else "")
    raise DataProblem(f'{source.label} has no column "{name}". It has: {listed}.')


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
        colors=points.colors,
    )
