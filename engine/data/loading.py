"""Drawing or reading the examples that a DataSpec describes, splitting and scaling them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from engine.catalog.arrays import Array, Rows
from engine.catalog.data_source import DataProblem, DataSource, Targets
from engine.catalog.datasets import datasets
from engine.data.checks import check, check_answers, check_training
from engine.data.dataset import DataSet, Scaling, Split, frozen
from engine.spec.data_info import DataInfo
from engine.spec.own_points import dealt_places
from engine.spec.sources import source_of
from engine.spec.specs import DataSpec

_PADDING = 0.08
_PREVIEW_NOISE = 0.05
Range = tuple[float, float]


@lru_cache(maxsize=8)
def load(spec: DataSpec) -> DataSet:
    """The examples of a data set, the same arrays for equal specs; all of them read-only.

    The examples are drawn from the generator [seed, 0] and shuffled once by [seed, 1]; the last
    `test_share` of them is for the test, the `validation_share` before those for validation, each at least one
    unless its share is 0. A truth table keeps its order and has no such parts; points set by hand stand in the order
    in which they are dealt out. Scaling is fitted on the training part only.

    Raises:
        UnknownName: no data set has this name.
        DataProblem: the examples, or those of the training part, cannot be learned from.
    """
    source, info = source_of(spec), data_info(spec)
    x, y = source.draw(np.random.default_rng([spec.seed, 0]), spec.samples, spec.noise)
    check(x, y, source.inputs, source.outputs, source.classes)
    ranges = _plot_ranges(source, x)
    order = dealt(source, spec, len(x))
    x, y = x[order], y[order]
    cut, end = info.training_count, info.training_count + info.validation_count
    check_training(y[:cut], source.classes)
    if source.task == "multilabel":
        check_answers(y, cut, source.outputs)
    scaling = _fitted(x[:cut], spec.standardize)
    seen = scaling.apply(x) if spec.standardize else x
    slices = slice(cut), slice(cut, end), slice(end, None)
    training, validation, test = (_split(seen[part], y[part], order[part]) for part in slices)
    return DataSet(spec, info, training, validation, test, scaling, ranges)


def data_info(spec: DataSpec) -> DataInfo:
    """What is known of a data set before it is drawn: cheap even for counts too large to draw.

    Raises:
        UnknownName: no data set has this name.
        DataProblem: the set cannot be read on this machine.
    """
    source = source_of(spec)
    count = spec.samples if source.sized else len(source.draw(np.random.default_rng(0), 0, 0.0)[0])
    validation, test = (0, 0) if source.complete else _held_out(source, spec, count)
    names = source.inputs, source.outputs, source.classes
    return DataInfo(source.task, *names, count - validation - test, validation, source.plotted, test)


def dealt(source: DataSource, spec: DataSpec, count: int) -> Rows:
    """The rows of the source in the order in which they are dealt out (count,): training, validation, test."""
    if source.complete:
        return np.arange(count)
    if source.order is not None:
        return np.argsort(dealt_places(source.order, spec.seed), kind="stable")
    return np.random.default_rng([spec.seed, 1]).permutation(count)


def _held_out(source: DataSource, spec: DataSpec, count: int) -> tuple[int, int]:
    """How many examples are for validation and for the test; one is left for training."""
    if source.order is None:
        test = _share_of(count, spec.test_share)
        return min(_share_of(count, spec.validation_share), max(count - test - 1, 0)), test
    places = dealt_places(source.order, spec.seed)
    test = _beyond(places, spec.test_share)
    held_out = _beyond(places, spec.test_share + spec.validation_share)
    return max(held_out - test, 0), test


def _beyond(places: Array, share: float) -> int:
    """How many points stand in the last share: at least one if it is not 0, and never all."""
    if not share > 0.0:
        return 0
    return min(max(int((places >= 1.0 - share).sum()), 1), max(len(places) - 1, 0))


def dataset_preview(name: str, n: int = 200) -> tuple[Array, Targets]:
    """About n examples for a thumbnail, in original units: x (n, inputs), y as `DataSource.draw` gives it.

    Raises:
        UnknownName: no data set has this name.
        DataProblem: the set cannot be read on this machine.
    """
    source = datasets[name]
    x, y = source.draw(np.random.default_rng(0), n, _PREVIEW_NOISE)
    return x[:n] if source.sized else x, y[:n] if source.sized else y


def dataset_previews() -> Iterator[tuple[str, tuple[Array, Targets]]]:
    """(name, (x, y)) of every data set that can be read here, for thumbnails, in the data's own units."""
    for source in datasets:
        try:
            yield source.name, dataset_preview(source.name)
        except DataProblem:
            continue


def _share_of(count: int, share: float) -> int:
    """At least one if the share is not 0, and never all."""
    if not share > 0.0:
        return 0
    return min(max(round(count * min(share, 1.0)), 1), max(count - 1, 0))


def _fitted(x: Array, standardize: bool) -> Scaling:
    """Mean and population standard deviation per input; a constant input keeps scale 1."""
    columns = x.shape[1]
    if not standardize:
        return Scaling(frozen(np.zeros(columns)), frozen(np.ones(columns)))
    mean = x.mean(axis=0)
    constant = np.all(x == x[:1], axis=0)
    deviation = np.where(constant, 1.0, x.std(axis=0))
    return Scaling(frozen(np.where(constant, x[0], mean)), frozen(deviation))


def _split(x: Array, y: Targets, rows: Rows) -> Split:
    targets, places = y.copy(), rows.copy()
    targets.flags.writeable = places.flags.writeable = False
    return Split(frozen(x), targets, places)


def _plot_ranges(source: DataSource, x: Array) -> tuple[tuple[float, float], ...]:
    if source.span is not None:
        return (source.span,) * len(source.inputs)
    low, high = x.min(axis=0), x.max(axis=0)
    margin = np.where(high > low, _PADDING * (high - low), 1.0)
    found = zip((low - margin).tolist(), (high + margin).tolist(), strict=True)
    spans = source.spans or (None,) * len(source.inputs)
    pairs = zip(found, spans, low.tolist(), high.tolist(), strict=True)
    return tuple(_around(own, span, least, most) for own, span, least, most in pairs)


def _around(own: tuple[float, float], span: tuple[float, float] | None, least: float, most: float) -> Range:
    """The span, widened where points lie beyond it."""
    if span is None:
        return own
    return span[0] if least >= span[0] else own[0], span[1] if most <= span[1] else own[1]
