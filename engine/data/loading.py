"""Drawing or reading the examples that a DataSpec describes, splitting and scaling them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from engine.catalog.arrays import Array
from engine.catalog.data_source import DataProblem, DataSource, Targets
from engine.catalog.datasets import datasets
from engine.data.checks import check, check_answers, check_training
from engine.data.dataset import DataSet, Scaling, Split, frozen
from engine.spec.data_info import DataInfo
from engine.spec.specs import DataSpec

_PADDING = 0.08
_PREVIEW_NOISE = 0.05


@lru_cache(maxsize=8)
def load(spec: DataSpec) -> DataSet:
    """The examples of a data set, the same arrays for equal specs; all of them read-only.

    The examples are drawn from the generator [seed, 0] and shuffled once by [seed, 1]; the last
    `validation_share` of them, at least one unless the share is 0, is for validation. A truth table
    keeps its order and has no validation part. Scaling is fitted on the training part only.

    Raises:
        UnknownName: no data set has this name.
        DataProblem: the examples, or those of the training part, cannot be learned from.
    """
    source, info = datasets[spec.name], data_info(spec)
    x, y = source.draw(np.random.default_rng([spec.seed, 0]), spec.samples, spec.noise)
    check(x, y, source.inputs, source.outputs, source.classes)
    ranges = _plot_ranges(source, x)
    if not source.complete:
        order = np.random.default_rng([spec.seed, 1]).permutation(len(x))
        x, y = x[order], y[order]
    cut = info.training_count
    check_training(y[:cut], source.classes)
    if source.task == "multilabel":
        check_answers(y, cut, source.outputs)
    scaling = _fitted(x[:cut], spec.standardize)
    seen = scaling.apply(x) if spec.standardize else x
    return DataSet(spec, info, _split(seen[:cut], y[:cut]), _split(seen[cut:], y[cut:]), scaling, ranges)


def data_info(spec: DataSpec) -> DataInfo:
    """What is known of a data set before it is drawn: cheap even for counts too large to draw.

    Raises:
        UnknownName: no data set has this name.
        DataProblem: the set cannot be read on this machine.
    """
    source = datasets[spec.name]
    count = spec.samples if source.sized else len(source.draw(np.random.default_rng(0), 0, 0.0)[0])
    held_out = 0 if source.complete else _validation_count(count, spec.validation_share)
    names = source.inputs, source.outputs, source.classes
    return DataInfo(source.task, *names, count - held_out, held_out, source.plotted)


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


def _validation_count(count: int, share: float) -> int:
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


def _split(x: Array, y: Targets) -> Split:
    targets: Targets = y.copy()
    targets.flags.writeable = False
    return Split(frozen(x), targets)


def _plot_ranges(source: DataSource, x: Array) -> tuple[tuple[float, float], ...]:
    if source.span is not None:
        return (source.span,) * len(source.inputs)
    low, high = x.min(axis=0), x.max(axis=0)
    margin = np.where(high > low, _PADDING * (high - low), 1.0)
    return tuple(zip((low - margin).tolist(), (high + margin).tolist(), strict=True))
