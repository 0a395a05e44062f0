"""At the corners of its parameters every catalogue part either works or is refused in words."""

from collections.abc import Callable, Iterator
from itertools import product

import numpy as np
import pytest

from engine.catalog import initializers, losses, optimizers
from engine.catalog.parameter import Parameter
from engine.session import Session, data_info
from engine.spec import ExperimentSpec, LayerSpec, OptimizerSpec, Parameters, PartSpec, problems
from engine.spec.usual_outputs import unit_choices
from tests.engine.experiments import experiment


def corners(parameters: tuple[Parameter, ...]) -> Iterator[Parameters]:
    """Every combination of lowest, default and highest values."""
    choices = [sorted({p.low, p.default, p.high}) for p in parameters]
    for values in product(*choices):
        yield Parameters(dict(zip((p.name for p in parameters), values, strict=True)))


def specs() -> Iterator[ExperimentSpec]:
    base = experiment()
    for initializer in initializers:
        for given in corners(initializer.parameters):
            part = PartSpec(initializer.name, given)
            yield base.with_layer(0, kernel_initializer=part)
            yield base.with_layer(0, bias_initializer=part)
    for optimizer in optimizers:
        for given in corners(optimizer.parameters):
            yield base.with_training(optimizer=OptimizerSpec(optimizer.name, 0.05, given))
    for loss in losses:
        data, activation = ("iris", "softmax") if loss.targets in ("one_hot", "index") else ("circle", "sigmoid")
        layers = LayerSpec(loss_units(data, loss.name), "step" if loss.reads_sums else activation)
        for given in corners(loss.parameters):
            hidden = () if loss.reads_sums else (LayerSpec(3, "tanh"),)
            yield experiment(*hidden, layers, data=data).with_training(loss=PartSpec(loss.name, given))


def loss_units(data: str, loss: str) -> int:
    info = data_info(experiment(data=data).data)
    return unit_choices(losses[loss], info)[0]


def test_every_corner_works_or_is_refused_in_words(tried: Callable[[str], None]) -> None:
    works = refused = 0
    for spec in specs():
        if problems(spec, data_info(spec.data)):
            refused += 1
            continue
        session = Session(spec)
        try:
            session.train(updates=2)
        except Exception as error:
            pytest.fail(f"{spec.network.layers[0]}, {spec.training}: {error!r}")
        assert session.problem or np.isfinite(np.concatenate([w.ravel() for w in session.get_weights()])).all()
        works += 1
    tried(f"{works} corners of parameters that work, {refused} that are refused")
    assert works > 200
    assert 0 < refused < works / 4
