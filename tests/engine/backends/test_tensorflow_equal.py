"""Updates by TensorFlow against Keras's fit in single precision and against NumPy: same weights, same batches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import cycle

import numpy as np
import pytest

from engine.backends.tensorflow_parts import ACTIVATIONS, LOSSES
from engine.backends.tensorflow_rules import RULES
from engine.catalog import activations, losses, optimizers
from engine.catalog.backends import NUMPY, TENSORFLOW
from engine.catalog.parameter import defaults
from engine.keras_io.autodiff import precision
from engine.session import Session
from engine.spec import ExperimentSpec, LayerSpec, OptimizerSpec, Parameters, PartSpec
from tests.engine.experiments import experiment
from tests.engine.keras_twin import CHANGES, keras_model, keras_optimizer

pytestmark = [pytest.mark.xdist_group("keras"), pytest.mark.filterwarnings("ignore::DeprecationWarning")]

UPDATES = 200
CLOSE = 1e-4
LEFT_OUT = {"step", "perceptron"}
"""What TensorFlow does not compute here, as docs/conventions.md says."""
DATA = {"values": "iris", "indicators": "circle", "one_hot": "iris", "index": "iris"}
RATES = {"sgd": 0.01, "rmsprop": 0.003, "adagrad": 0.03, "adam": 0.01, "adamw": 0.01, "nadam": 0.01}
HIDDEN = [("sigmoid", "softplus"), ("tanh", "softmax"), ("elu", "linear"), ("gelu", "silu"), ("relu", "selu"),
          ("leaky_relu", "tanh")]  # fmt: skip


@dataclass(frozen=True)
class Case:
    """Hidden activations, an output that fits the loss, an optimizer with its parameters."""

    spec: ExperimentSpec

    def __str__(self) -> str:
        training = self.spec.training
        names = "-".join(layer.activation for layer in self.spec.network.layers)
        return f"{names}-{training.loss.name}-{training.optimizer.name}"

    @property
    def has_kinks(self) -> bool:
        layers = self.spec.network.layers
        bent = any(activations[layer.activation].kinks or layer.l1 for layer in layers)
        return bent or self.spec.training.loss.name == "mean_absolute_error"


def cases() -> Iterator[Case]:
    """Every optimizer with its defaults and with all its parameters changed; the rest takes turns."""
    wanted = [loss for loss in losses if loss.name not in LEFT_OUT]
    chosen, hidden = cycle(wanted), cycle(HIDDEN)
    outputs = {loss.name: cycle(_outputs(loss.name)) for loss in wanted}
    for turn, part in enumerate((*optimizers, *optimizers)):
        given = defaults(part.parameters)
        parameters = {name: CHANGES[name] for name in given} if turn >= len(optimizers) else given
        loss = next(chosen)
        units = 1 if DATA[loss.targets] == "circle" else 3
        first, second = next(hidden)
        layers = (
            LayerSpec(5, first, l2=0.003 * (turn % 3 == 1)),
            LayerSpec(4, second, l1=0.002 * (turn % 5 == 4), use_bias=turn % 4 != 2),
            LayerSpec(units, next(outputs[loss.name])),
        )
        spec = experiment(*layers, data=DATA[loss.targets], loss=loss.name).with_data(standardize=True)
        training = replace(
            spec.training,
            loss=PartSpec(loss.name, Parameters({p.name: 0.4 * p.default for p in loss.parameters})),
            optimizer=OptimizerSpec(part.name, RATES[part.name], Parameters(parameters)),
            class_weight=(0.5, 2.0, 1.3)[: max(units, 2)] if turn % 3 == 0 else (),
            batch_size=16,
        )
        yield Case(replace(spec, training=training, seed=turn))


def _outputs(loss: str) -> list[str]:
    """An output for which the loss is computed from z, if there is one, and one from whose value it is."""
    fits = [name for name in losses[loss].logit_forms if name not in LEFT_OUT]
    return [*fits, "softplus"] if fits else ["tanh", "sigmoid"]


def of_two_classes() -> Iterator[Case]:
    """Two classes with an output each, under every loss that reads such rows or class numbers."""
    for loss in ("sparse_categorical_crossentropy", "categorical_crossentropy", "mean_squared_error"):
        spec = experiment(LayerSpec(4, "tanh"), LayerSpec(2, "softmax"), loss=loss, optimizer="adam")
        yield Case(spec.with_training(class_weight=(0.5, 2.0), batch_size=16))


CASES = [*cases(), *of_two_classes()]


def trained(spec: ExperimentSpec, backend: str, updates: int) -> Session:
    session = Session(spec.with_training(backend=backend))
    session.train(updates=updates)
    assert session.updates == updates
    assert session.updates_by == {backend: updates}
    return session


@pytest.mark.parametrize("case", CASES, ids=str)
def test_weights_equal_those_of_numpy_and_of_keras(keras, monkeypatch: pytest.MonkeyPatch, case: Case) -> None:
    updates = 1 if case.has_kinks else UPDATES
    start = Session(case.spec).get_weights()
    ours, exact = (trained(case.spec, backend, updates) for backend in (TENSORFLOW, NUMPY))
    theirs = fitted(keras, case.spec, start, updates)
    for mine, numpys, kerass in zip(ours.get_weights(), exact.get_weights(), theirs, strict=True):
        assert np.array_equal(mine, mine.astype(np.float32))
        np.testing.assert_allclose(mine, numpys, CLOSE, CLOSE)
        np.testing.assert_allclose(mine, kerass, CLOSE, CLOSE)
    assert not np.allclose(ours.get_weights()[0], start[0], rtol=1e-4)
    np.testing.assert_allclose(ours.curves.view().y, exact.curves.view().y, CLOSE, CLOSE)
    for name, values in exact.history.history.items():
        np.testing.assert_allclose(ours.history.history[name], values, 0.02, CLOSE)


def fitted(keras, spec: ExperimentSpec, start: list[np.ndarray], updates: int) -> list[np.ndarray]:
    """The weights after Keras's own fit, in single precision, over the same batches in one epoch."""
    with precision(keras, "float32"):
        model = keras_model(keras, spec, start)
        loss = losses[spec.training.loss.name]
        settings = {**defaults(loss.parameters), **spec.training.loss.parameters}
        kind = type(keras.losses.get("".join(word.title() for word in loss.name.split("_"))))
        model.compile(keras_optimizer(keras, spec), kind(**settings))
        model.fit(_batches(spec, updates), steps_per_epoch=updates, verbose=0, shuffle=False)
        return list(model.get_weights())


def _batches(spec: ExperimentSpec, updates: int) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """x, targets and weights of the examples, batch after batch."""
    run = Session(spec)._trainer.run
    made = 0
    for epoch in range(updates):
        order = run.order(epoch)
        for seen in range(0, run.count, run.batch_size):
            batch = run.batch(order, epoch, seen)
            weights = np.ones(len(batch.x)) if batch.weights is None else batch.weights
            yield batch.x.astype(np.float32), batch.target, weights.astype(np.float32)
            made += 1
            if made == updates:
                return


def test_everything_has_had_its_turn(tried) -> None:
    used = {layer.activation for case in CASES for layer in case.spec.network.layers}
    assert used == set(ACTIVATIONS) == set(activations.names()) - LEFT_OUT
    assert {case.spec.training.loss.name for case in CASES} == set(LOSSES) == set(losses.names()) - LEFT_OUT
    assert {case.spec.training.optimizer.name for case in CASES} == set(RULES) == set(optimizers.names())
    tried(
        f"{len(CASES)} runs by TensorFlow against Keras's fit and NumPy: {len(used)} activations, "
        f"{len(LOSSES)} losses, {len(RULES)} optimizers"
    )
