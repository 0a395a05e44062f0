"""Loading many examples beside the thread that waits for them, so that it can be called away."""

import threading
from collections.abc import Generator

from engine.catalog.datasets import datasets
from engine.data.dataset import DataSet
from engine.data.loading import load
from engine.spec.specs import DataSpec

QUICKLY_DRAWN = 50_000  # examples, in some ten milliseconds
QUICKLY_COPIED = 500_000  # cells of a table
_LOOK_SECONDS = 0.003


def loading(spec: DataSpec) -> Generator[None, None, DataSet]:
    """`load` with breaths; given up, it ends by itself and is known the next time.

    Raises:
        UnknownName, DataProblem: as `load`.
    """
    if _takes_time(spec):
        errors: list[Exception] = []
        thread = threading.Thread(target=_load, args=(spec, errors), name="chainrule-loading", daemon=True)
        thread.start()
        while thread.is_alive():
            thread.join(_LOOK_SECONDS)
            yield
        if errors:
            raise errors[0]
    return load(spec)  # remembered: the same arrays for everybody


def _takes_time(spec: DataSpec) -> bool:
    if spec.table is not None:
        table = spec.table.table
        return table.rows * len(table.columns) > QUICKLY_COPIED
    if spec.name in datasets and datasets[spec.name].pictures is not None:
        return True
    return spec.samples > QUICKLY_DRAWN


def _load(spec: DataSpec, errors: list[Exception]) -> None:
    try:
        load(spec)
    except Exception as error:
        errors.append(error)
