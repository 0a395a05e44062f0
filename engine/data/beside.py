"""Loading many examples beside the thread that waits for them, so that it can be called away."""

from collections.abc import Generator

from engine.breaths import beside
from engine.catalog.datasets import datasets
from engine.data.dataset import DataSet
from engine.data.loading import load
from engine.spec.specs import DataSpec

QUICKLY_DRAWN = 50_000  # examples, in some ten milliseconds
QUICKLY_COPIED = 500_000  # cells of a table


def loading(spec: DataSpec) -> Generator[None, None, DataSet]:
    """`load` with breaths; given up, it ends by itself and is known the next time.

    Raises:
        UnknownName, DataProblem: as `load`.
    """
    if _takes_time(spec):
        yield from beside(lambda: load(spec), "chainrule-loading")
    return load(spec)  # remembered: the same arrays for everybody


def _takes_time(spec: DataSpec) -> bool:
    if spec.table is not None:
        table = spec.table.table
        return table.rows * len(table.columns) > QUICKLY_COPIED
    if spec.name in datasets and datasets[spec.name].pictures is not None:
        return True
    return spec.samples > QUICKLY_DRAWN

