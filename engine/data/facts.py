"""From loaded examples to the few facts about their numbers that advice needs."""

from collections.abc import Generator

import numpy as np

from engine.breaths import result_of
from engine.catalog.arrays import Array, Inputs
from engine.data.dataset import DataSet
from engine.spec.data_facts import DataFacts, Range

MOST_INPUTS = 100
MOST_ROWS = 20_000
CELLS_TOGETHER = 200_000


def data_facts(data: DataSet) -> DataFacts:
    """The facts of the training part; of very many examples the curvature is that of the first ones."""
    return result_of(facts_in_pieces(data))


def facts_in_pieces(data: DataSet) -> Generator[None, None, DataFacts]:
    """The same with breaths, each piece a matter of milliseconds."""
    x, y = data.training.x, data.training.y
    if not len(x):
        return DataFacts()
    inputs = yield from _ranges(x)
    curvature = yield from _curvature(x[:MOST_ROWS])
    if data.info.task != "regression":
        return DataFacts(inputs, curvature=curvature)
    numbers = np.asarray(y, dtype=np.float64)
    targets = yield from _ranges(numbers)
    return DataFacts(inputs, targets, tuple(numbers.mean(axis=0).tolist()), curvature)


def _ranges(table: Inputs) -> Generator[None, None, tuple[Range, ...]]:
    low, high = table[0].copy(), table[0].copy()
    step = max(1, CELLS_TOGETHER // max(1, table.shape[1]))
    for start in range(0, len(table), step):
        part = table[start : start + step]
        np.minimum(low, part.min(axis=0), out=low)
        np.maximum(high, part.max(axis=0), out=high)
        yield
    return tuple(zip(low.tolist(), high.tolist(), strict=True))


def _curvature(x: Array) -> Generator[None, None, float | None]:
    inputs = x.shape[1]
    if inputs > MOST_INPUTS:
        return None
    products = np.zeros((inputs + 1, inputs + 1))
    step = max(1, CELLS_TOGETHER // (inputs + 1))
    for start in range(0, len(x), step):
        part = np.column_stack([x[start : start + step], np.ones(len(x[start : start + step]))])
        with np.errstate(all="ignore"):
            products += part.T @ part
        yield
    products /= len(x)
    return float(np.linalg.eigvalsh(products)[-1]) if np.isfinite(products).all() else None
