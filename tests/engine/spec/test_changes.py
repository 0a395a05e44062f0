"""A change in words: short, of what changed alone, for every field of an experiment."""

from dataclasses import fields, replace

import numpy as np
import pytest

from engine.spec import (
    Column,
    DataSpec,
    ExperimentSpec,
    LayerSpec,
    OptimizerSpec,
    Parameters,
    PartSpec,
    StopSpec,
    Table,
    TableRef,
    TrainingSpec,
)
from engine.spec.changes import IDENTITY, change_text

SPEC = ExperimentSpec()


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (SPEC, ""),
        (SPEC.with_layer(0, units=5, activation="relu"), "layer 1 units 5, layer 1 activation relu"),
        (SPEC.with_layer(1, l2=0.01), "layer 2 L2 0.01"),
        (SPEC.with_optimizer(learning_rate=0.1), "learning rate 0.1"),
        (SPEC.with_optimizer(name="adam"), "optimizer adam"),
        (SPEC.with_optimizer(parameters=Parameters(momentum=0.9)), "momentum 0.9"),
        (SPEC.with_training(loss=PartSpec("mean_squared_error")), "loss mean squared error"),
        (SPEC.with_training(shuffle=False, batch_size=1000), "batch size 1,000, shuffle off"),
        (SPEC.with_data(name="xor", noise=0.25), "data set xor, noise 0.25"),
        (SPEC.with_layer(0, kernel_initializer=PartSpec("zeros")), "layer 1 initial weights zeros"),
        (replace(SPEC, network=SPEC.network.with_layer_added(0, LayerSpec())), "layer 1 added"),
        (replace(SPEC, seed=7), "seed 7"),
        (SPEC.with_layer(0, name="first", use_bias=False), "layer 1 name first, layer 1 bias off"),
        (SPEC.with_layer(0, dropout=0.5, trainable=False), "layer 1 dropout 0.5, layer 1 trainable off"),
        (SPEC.with_layer(0, frozen_neurons=(0, 2)), "layer 1 frozen neurons 1 3"),
        (SPEC.with_layer(0, frozen_weights=((-1, 0), (1, 3))), "layer 1 frozen weights bias→1 2→4"),
    ],
)
def test_a_change_in_words(new: ExperimentSpec, said: str) -> None:
    assert change_text(SPEC, new) == said


def test_a_parameter_taken_back_to_its_default_is_said() -> None:
    with_momentum = SPEC.with_optimizer(parameters=Parameters(momentum=0.9))
    assert change_text(with_momentum, SPEC) == "momentum as usual"


def test_many_changes_are_counted() -> None:
    many = SPEC.with_data(name="xor", noise=0.25, samples=100, seed=2).with_training(batch_size=3)
    assert change_text(SPEC, many) == "data set xor, points 100, noise 0.25, 2 more"


FROZEN = {"frozen_neurons": (0,), "frozen_weights": ((-1, 0),)}


def other(name: str, value: object) -> object:
    """Another value of the same kind."""
    if name in FROZEN:
        return FROZEN[name]
    if isinstance(value, bool):
        return not value
    if isinstance(value, PartSpec):
        return PartSpec("other")
    if isinstance(value, Parameters):
        return Parameters(x=1.0)
    if value is None:
        return TableRef(Table([Column("weight", np.ones(3))]))
    if isinstance(value, tuple):
        return (1.0, 2.0)
    return value + "x" if isinstance(value, str) else value + 1  # type: ignore[operator]


@pytest.mark.parametrize("part", [DataSpec, LayerSpec, OptimizerSpec, TrainingSpec, StopSpec])
def test_no_field_changes_in_silence(part: type) -> None:
    for field in fields(part):
        if field.name in ("optimizer", "stop", *IDENTITY):
            continue
        changes = {field.name: other(field.name, getattr(part(), field.name))}
        edits = {
            DataSpec: SPEC.with_data,
            LayerSpec: lambda **c: SPEC.with_layer(0, **c),
            OptimizerSpec: SPEC.with_optimizer,
            TrainingSpec: SPEC.with_training,
            StopSpec: lambda **c: SPEC.with_training(stop=StopSpec(**c)),
        }
        assert change_text(SPEC, edits[part](**changes)), field.name
