"""Anderson's and Fisher's 150 iris flowers, read from the copy that scikit-learn brings along."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from engine.catalog.arrays import Array
from engine.catalog.data_source import DataProblem, Draw, Targets

INPUTS = ("sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)")
CLASSES = ("setosa", "versicolor", "virginica")
PETALS = (2, 3)


def _iris_file() -> Path:
    """Where the measurements lie; scikit-learn is found, not imported: that would take a second."""
    package = find_spec("sklearn")
    for folder in (package.submodule_search_locations if package else None) or ():
        path = Path(folder) / "datasets" / "data" / "iris.csv"
        if path.is_file():
            return path
    raise DataProblem(
        "The iris measurements come with scikit-learn, which is not installed here. "
        "Install it (pip install scikit-learn) or choose another data set."
    )


@lru_cache(maxsize=1)
def flowers() -> tuple[Array, Targets]:
    """Four measurements in centimetres, float64 (150, 4), and the species 0, 1 or 2, int64 (150,).

    Both read-only. Raises DataProblem where scikit-learn's copy is missing or not what it should be.
    """
    path = _iris_file()
    try:
        rows = [line.split(",") for line in path.read_text(encoding="utf-8").split()[1:]]
        table = np.array(rows, dtype=np.float64)
    except (OSError, ValueError) as error:
        raise DataProblem(f"{path} cannot be read: {error}. Install scikit-learn anew.") from None
    if table.shape != (150, 5):
        raise DataProblem(f"{path} should hold 150 flowers with 5 entries each. Install scikit-learn anew.")
    x, y = table[:, :4].copy(), table[:, 4].astype(np.int64)
    x.flags.writeable = y.flags.writeable = False
    return x, y


def draw_iris(columns: tuple[int, ...], classify: Callable[[Targets], Targets] = lambda y: y) -> Draw:
    """A draw of all flowers with the chosen measurements and the species classified anew."""

    def draw(rng: np.random.Generator, samples: int, noise: float) -> tuple[Array, Targets]:
        x, y = flowers()
        return x[:, columns], classify(y)

    return draw
