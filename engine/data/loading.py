"""Drawing or reading the examples that a DataSpec describes, splitting and scaling them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from engine.catalog.arrays import Array, Rows
from engine.catalog.data_source import DataProblem, DataSource, Targets
from engine.catalog.datasets import datasets
from engine.data.checks import check, check_answers, check_inputs, check_scaling, check_training
from engine.data.dataset import DataSet, Scaling, Split, frozen
from engine.data.dealing import dealt, held_out
from engine.data.measures import fitted, middle_and_spread, plot_ranges
from engine.data.pictures import load_pictures, picture_count, picture_parts, picture_source, preview
from engine.data.remembered import Remembered
from engine.data.taking_over import is_like, taken_over
from engine.data.way import Way, measured, way_of
from engine.pictures import when_forgotten
from engine.spec.data_info import DataInfo
from engine.spec.example_weights import own_weights
from engine.spec.sources import source_of
from engine.spec.specs import DataSpec
from engine.spec.table_source import kept_rows

_PREVIEW_NOISE = 0.05


def _load(spec: DataSpec, known: Sequence[DataSet] = ()) -> DataSet:
    """The examples of a data set, the same arrays for equal specs; all of them read-only.

    known: sets that were loaded before; of one that differs in few columns the rest is taken over, to the bit.
    The examples are drawn from the generator [seed, 0] and shuffled once by [seed, 1]; the last
    `test_share` of them is for the test, the `validation_share` before those for validation, each at least one
    unless its share is 0. A truth table keeps its order and has no such parts; points set by hand stand in the order
    in which they are dealt out. What stands in for empty cells, and the scaling, are taken from the training part.

    Raises:
        UnknownName: no data set has this name.
        DataProblem: the examples, or those of the training part, cannot be learned from.
    """
    source, info = source_of(spec), data_info(spec)
    if source.pictures is not None:
        return load_pictures(spec, source, info)
    columns, y, rows = _examples(spec, source)
    order = dealt(source, spec, len(rows))
    rows, cut, end = rows[order], info.training_count, info.training_count + info.validation_count
    check_training(y[rows[:cut]], source.classes)
    if source.task == "multilabel":
        check_answers(y[rows], cut, source.outputs)
    weights = own_weights(spec, len(columns[0]))
    parts = rows[:cut], rows[cut:end], rows[end:]
    way = way_of(spec, source)
    like = next((each for each in known if is_like(each, spec, source, way, parts)), None)
    if like is not None:
        return taken_over(like, spec, info, source, columns, y, weights)
    way = measured(way, [column[parts[0]] for column in columns], source.inputs)
    scaling, splits = _splits(spec, way, columns, y, parts)
    middle, spread = (frozen(each) for each in _measured(way, columns, parts[0]))
    ranges, numbered = plot_ranges(source, columns), source.numbered
    return DataSet(spec, info, *splits, columns, way, scaling, ranges, middle, spread, numbered, weights)


def _splits(
    spec: DataSpec, way: Way, columns: tuple[Array, ...], y: Targets, parts: tuple[Rows, ...]
) -> tuple[Scaling, tuple[Split, Split, Split]]:
    """The scaling that the training rows ask for, and the parts as the network sees them."""
    x = way.make([column[parts[0]] for column in columns])
    scaling = fitted(x, spec.standardize)
    check_scaling(scaling.mean, scaling.scale, way.names)
    training = _split(x, scaling, y, parts[0], spec.standardize)
    check_inputs(x, way.names)
    made = ((way.make([column[part] for column in columns]), part) for part in parts[1:])
    validation, test = (_split(x, scaling, y, part, spec.standardize) for x, part in made)
    return scaling, (training, validation, test)


load = Remembered(_load)
when_forgotten(load.cache_clear)


def data_info(spec: DataSpec) -> DataInfo:
    """What is known of a data set before it is drawn: cheap even for counts too large to draw.

    Raises:
        UnknownName: no data set has this name.
        DataProblem: the set cannot be read on this machine, or is asked for what it has not.
    """
    source = source_of(spec)
    if source.pictures is not None:
        return _picture_info(spec, picture_source(source))
    count = spec.samples if source.sized else _count(spec, source)
    validation, test = held_out(source, spec, count)
    own_weights(spec, count if source.targets is None else len(source.targets))
    return _info(spec, source, count - validation - test, validation, test)


def _picture_info(spec: DataSpec, source: DataSource) -> DataInfo:
    parts = picture_parts(source, spec)
    own_weights(spec, picture_count(source))
    return _info(spec, source, *parts)


def _info(spec: DataSpec, source: DataSource, training: int, validation: int, test: int) -> DataInfo:
    return DataInfo(
        source.task,
        way_of(spec, source).names,
        source.outputs,
        source.classes,
        training,
        validation,
        source.plotted,
        test,
        source.inputs,
        source.categories,
        source.image,
        source.colors,
        source.one_hot,
    )


def _count(spec: DataSpec, source: DataSource) -> int:
    kept = kept_rows(spec)
    if kept is not None:
        return len(kept)
    columns = source.columns
    return len(columns[0] if columns is not None else source.draw(np.random.default_rng(0), 0, 0.0)[0])


def _examples(spec: DataSpec, source: DataSource) -> tuple[tuple[Array, ...], Targets, Rows]:
    """The source's columns (n,), its targets, and the rows that can be used."""
    if source.columns is None or source.targets is None:
        x, y = source.draw(np.random.default_rng([spec.seed, 0]), spec.samples, spec.noise)
        check(x, y, source.inputs, source.outputs, source.classes)
        x, y = frozen(x.T), y.copy()
        y.flags.writeable = False
        return tuple(x), y, np.arange(len(y))
    kept = kept_rows(spec)
    rows = np.arange(len(source.targets)) if kept is None else kept
    return source.columns, source.targets, rows


def dataset_preview(name: str, n: int = 200) -> tuple[Array, Targets]:
    """About n examples for a thumbnail, in original units: x (n, inputs), y as `DataSource.draw` gives it.

    Raises:
        UnknownName: no data set has this name.
        DataProblem: the set cannot be read on this machine.
    """
    source = datasets[name]
    if source.pictures is not None:
        return preview(source, n)
    x, y = source.draw(np.random.default_rng(0), n, _PREVIEW_NOISE)
    rows = slice(n) if source.sized else slice(None, None, max(1, len(x) // max(n, 1)))
    return x[rows], y[rows]


def dataset_previews() -> Iterator[tuple[str, tuple[Array, Targets]]]:
    """(name, (x, y)) of every data set that can be read here, for thumbnails, in the data's own units."""
    for source in datasets:
        try:
            yield source.name, dataset_preview(source.name)
        except DataProblem:
            continue


def _split(x: Array, scaling: Scaling, y: Targets, rows: Rows, standardize: bool) -> Split:
    """A part from its inputs x (n, inputs), which become what the network sees."""
    if standardize:
        x -= scaling.mean
        x /= scaling.scale
    targets, places = y[rows], rows.copy()
    x.flags.writeable = targets.flags.writeable = places.flags.writeable = False
    return Split(x, targets, places)


def _measured(way: Way, columns: tuple[Array, ...], rows: Rows) -> tuple[Array, Array]:
    """(middle, spread) of each column over the training rows, (columns,) each."""
    found = zip(columns, way.stand_ins.tolist(), way.categories, strict=True)
    pairs = [middle_and_spread(column[rows], stand_in, texts) for column, stand_in, texts in found]
    middle, spread = np.array(pairs).T
    return middle, spread
