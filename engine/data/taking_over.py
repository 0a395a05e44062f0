"""A data set of which a few columns were edited: all that the edit left alone is taken over, to the bit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from engine.catalog.arrays import Array, Rows
from engine.catalog.data_source import DataSource, Targets
from engine.data.checks import check_inputs, check_scaling
from engine.data.dataset import DataSet, Scaling, Split, frozen
from engine.data.measures import fitted, middle_and_spread, plot_range
from engine.data.way import OfPlane, Way, stand_in
from engine.spec.data_info import DataInfo
from engine.spec.specs import DataSpec
from engine.spec.table_source import TABLE

WORTH_IT = 0.5  # of the columns may have changed
Parts = tuple[Rows, Rows, Rows]


def is_like(known: DataSet, spec: DataSpec, source: DataSource, way: Way, parts: Parts) -> bool:
    """Whether a loaded table is the one of `spec` but for some cells, answers and weights, dealt out alike.

    way: as the spec asks for it, not measured yet. parts: the rows for training, validation and test.
    """
    return (
        spec.name == known.spec.name == TABLE
        and _but_cells(known.spec) == _but_cells(spec)
        and (known.way.inputs, known.way.categories) == (way.inputs, way.categories)
        and not any(isinstance(made, OfPlane) for made in way.inputs)
        and all(np.array_equal(each.rows, rows) for each, rows in zip(known.parts, parts, strict=True))
        and len(_changed(known, source)) <= WORTH_IT * len(known.columns)
    )


def taken_over(
    known: DataSet,
    spec: DataSpec,
    info: DataInfo,
    source: DataSource,
    columns: tuple[Array, ...],
    y: Targets,
    weights: Array | None,
) -> DataSet:
    """The set of `spec`, made of a known one that it `is_like`; arrays that are equal are shared.

    Raises:
        DataProblem: an edited column is empty in all training rows, or too large a number.
    """
    changed = _changed(known, source)
    rows = known.training.rows
    way, ranges, middle, spread = known.way, list(known.ranges), known.middle.copy(), known.spread.copy()
    if changed:
        stand_ins = way.stand_ins.copy()
        for place in changed:
            trained = columns[place][rows]
            stand_ins[place] = stand_in(trained, way.categories[place], source.inputs[place])
            measured = middle_and_spread(trained, float(stand_ins[place]), way.categories[place])
            middle[place], spread[place] = measured
            ranges[place] = plot_range(source, place, columns[place])
        way = way.with_stand_ins(stand_ins)
    inputs = [at for at, made in enumerate(way.inputs) if not isinstance(made, OfPlane) and made.column in changed]
    made = [_made(way, inputs, columns, part.rows) for part in known.parts]
    scaling = _scaling(known, inputs, made[0])
    check_scaling(scaling.mean, scaling.scale, way.names)
    check_inputs(made[0], [way.names[at] for at in inputs])
    training, validation, test = (
        _split(part, inputs, fresh, scaling, y, spec.standardize)
        for part, fresh in zip(known.parts, made, strict=True)
    )
    found = tuple(ranges), frozen(middle), frozen(spread), source.numbered, weights
    return DataSet(spec, info, training, validation, test, columns, way, scaling, *found)


def _but_cells(spec: DataSpec) -> DataSpec:
    return replace(spec, table=None, sample_weight=None, class_colors=())


def _changed(known: DataSet, source: DataSource) -> list[int]:
    """Which columns are others: an edited table shares the arrays of those that it leaves as they are."""
    assert source.columns is not None
    return [place for place, column in enumerate(source.columns) if column is not known.columns[place]]


def _made(way: Way, inputs: Sequence[int], columns: Sequence[Array], rows: Rows) -> Array:
    """Those inputs of those rows, (n, len(inputs)), before they are scaled."""
    made = np.empty((len(rows), len(inputs)))
    for place, at in enumerate(inputs):
        maker = way.inputs[at]
        assert not isinstance(maker, OfPlane)
        only = {maker.column: columns[maker.column][rows]}
        made[:, place] = maker.make(only, way.stand_ins)
    return made


def _scaling(known: DataSet, inputs: Sequence[int], made: Array) -> Scaling:
    """The known scaling with that of the edited inputs, which are summed up in the order in which all are."""
    if not (inputs and known.spec.standardize):
        return known.scaling
    mean, scale = known.scaling.mean.copy(), known.scaling.scale.copy()
    alone = made.shape[1] == 1 < len(mean)  # NumPy sums up a single column in another order than several
    found = fitted(np.repeat(made, 2, axis=1) if alone else made, True)
    mean[list(inputs)], scale[list(inputs)] = found.mean[: len(inputs)], found.scale[: len(inputs)]
    return Scaling(frozen(mean), frozen(scale))


def _split(
    part: Split, inputs: Sequence[int], made: Array, scaling: Scaling, y: Targets, standardize: bool
) -> Split:
    """A part with its edited inputs and its answers."""
    x = part.x
    if inputs:
        fresh = np.array(x)
        for place, at in enumerate(inputs):
            column = made[:, place]
            fresh[:, at] = (column - scaling.mean[at]) / scaling.scale[at] if standardize else column
        fresh.flags.writeable = False
        x = fresh
    targets = y[part.rows]
    targets.flags.writeable = False
    return Split(x, targets, part.rows)
