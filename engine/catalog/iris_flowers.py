"""Anderson's and Fisher's 150 iris flowers, read from the copy that scikit-learn brings along."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from engine.catalog.arrays import Array
from engine.catalog.data_source import Draw, Targets
from engine.catalog.packaged_data import packaged_numbers

INPUTS = ("sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)")
CLASSES = ("setosa", "versicolor", "virginica")
PETALS = (2, 3)


def flowers() -> tuple[Array, Targets]:
    """Four measurements in centimetres, float64 (150, 4), and the species 0, 1 or 2, int64 (150,).

    Raises:
        DataProblem: scikit-learn's copy is missing or not what it should be.
    """
    table = packaged_numbers("iris.csv", 150, 5, heading=1)
    return table[:, :4], table[:, 4].astype(np.int64)


def draw_iris(columns: tuple[int, ...], classify: Callable[[Targets], Targets] = lambda y: y) -> Draw:
    """A draw of all flowers with the chosen measurements and the species classified anew."""

    def draw(rng: np.random.Generator, samples: int, noise: float) -> tuple[Array, Targets]:
        x, y = flowers()
        return x[:, columns], classify(y)

    return draw
