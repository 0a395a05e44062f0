"""Small experiments that the engine's tests share."""

from collections.abc import Generator
from dataclasses import replace
from typing import TypeVar

import numpy as np
import pytest

from engine.catalog import regularizers
from engine.spec import (
    DataSpec,
    ExperimentSpec,
    LayerSpec,
    NetworkSpec,
    OptimizerSpec,
    PartSpec,
    TrainingSpec,
)

T = TypeVar("T")


def finish(work: Generator[object, None, T]) -> T:
    """The result of work that breathes."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: T = end.value
            return result


def forget_penalties(patch: pytest.MonkeyPatch) -> None:
    """Plant a mistake: penalties raise the loss, and the gradient does not know of it."""
    for part in regularizers:
        wrong = replace(part, slope=lambda weights, _: np.zeros_like(weights))
        patch.setitem(regularizers._parts, part.name, wrong)


def experiment(
    *layers: LayerSpec, data: str = "circle", loss: str = "binary_crossentropy", optimizer: str = "sgd"
) -> ExperimentSpec:
    """A small experiment on 60 points; 2-3-1 unless layers are given."""
    return ExperimentSpec(
        data=DataSpec(name=data, samples=60),
        network=NetworkSpec(layers or (LayerSpec(3, "tanh"), LayerSpec(1, "sigmoid"))),
        training=TrainingSpec(
            loss=PartSpec(loss), optimizer=OptimizerSpec(optimizer, 0.05), batch_size=7
        ),
        seed=3,
    )
