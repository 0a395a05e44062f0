"""From loaded examples to the few facts about their numbers that advice needs."""

import numpy as np

from engine.catalog.arrays import Array
from engine.data.dataset import DataSet
from engine.spec.data_facts import DataFacts, Range

MOST_INPUTS = 100
MOST_ROWS = 20_000


def data_facts(data: DataSet) -> DataFacts:
    """The facts of the training part; of very many examples the curvature is that of the first ones."""
    x, y = data.training.x, np.asarray(data.training.y, dtype=np.float64)
    if not len(x):
        return DataFacts()
    numbers = data.info.task == "regression"
    means = tuple(y.mean(axis=0).tolist()) if numbers else ()
    return DataFacts(_ranges(x), _ranges(y) if numbers else (), means, _curvature(x[:MOST_ROWS]))


def _ranges(table: Array) -> tuple[Range, ...]:
    return tuple(zip(table.min(axis=0).tolist(), table.max(axis=0).tolist(), strict=True))


def _curvature(x: Array) -> float | None:
    if x.shape[1] > MOST_INPUTS:
        return None
    whole = np.column_stack([x, np.ones(len(x))])
    with np.errstate(all="ignore"):
        products = whole.T @ whole / len(x)
    return float(np.linalg.eigvalsh(products)[-1]) if np.isfinite(products).all() else None
