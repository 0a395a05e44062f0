"""An experiment built and trained a second time with Keras's own parts, in float64 and in one TensorFlow graph."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

import numpy as np

from engine.catalog import losses, optimizers, schedules
from engine.catalog.optimizers import Optimizer
from engine.catalog.parameter import defaults
from engine.passes.dropout import factors_at_once
from engine.passes.update import Batch
from engine.spec import ExperimentSpec, LayerSpec, OptimizerSpec

CHANGES = {
    "momentum": 0.9, "nesterov": 1.0, "rho": 0.7, "epsilon": 1e-3, "centered": 1.0, "amsgrad": 1.0,
    "initial_accumulator_value": 0.4, "beta_1": 0.6, "beta_2": 0.8, "weight_decay": 0.1,
}  # fmt: skip
PAIRS = (("momentum", "nesterov"), ("momentum", "centered"), ("amsgrad", "beta_2"))
"""Parameters that have a rule of their own together."""


def changed_parameters(optimizer: Optimizer) -> list[dict[str, float]]:
    """Defaults, each parameter changed alone, and the combinations that have a rule of their own."""
    given = defaults(optimizer.parameters)
    sets = [given, *({**given, name: CHANGES[name]} for name in given)]
    together = [pair for pair in PAIRS if set(pair) <= set(given)]
    return sets + [{**given, **{name: CHANGES[name] for name in pair}} for pair in together]


def as_keras(optimizer: Optimizer, params: dict[str, float]) -> dict[str, float | bool]:
    """The same parameters with switches as booleans."""
    kinds = {parameter.name: parameter.kind for parameter in optimizer.parameters}
    return {name: bool(value) if kinds[name] == "switch" else value for name, value in params.items()}


def keras_optimizer(keras: ModuleType, spec: ExperimentSpec) -> Any:
    """Keras's optimizer with all parameters of the experiment's."""
    given = spec.training.optimizer
    part = optimizers[given.name]
    parameters = {**defaults(part.parameters), **given.parameters}
    kind = type(keras.optimizers.get(given.name))
    return kind(learning_rate=keras_rate(keras, given), **as_keras(part, parameters))


def keras_rate(keras: ModuleType, given: OptimizerSpec) -> Any:
    """The learning rate as Keras takes it: a number, or a schedule with all its parameters."""
    schedule = schedules[given.schedule.name]
    if not schedule.keras_name:
        return given.learning_rate
    exact = keras.ops.convert_to_tensor(given.learning_rate, "float64")  # a plain number it would take as float32
    parameters = {**defaults(schedule.parameters), **given.schedule.parameters, **schedule.keras_settings}
    return getattr(keras.optimizers.schedules, schedule.keras_name)(exact, **parameters)


def keras_model(keras: ModuleType, spec: ExperimentSpec, weights: Sequence[np.ndarray]) -> Any:
    """A Sequential of Dense layers that starts at these weights, [W1, b1, W2, b2, ...]."""

    def dense(layer: LayerSpec) -> Any:
        penalty = keras.regularizers.L1L2(layer.l1, layer.l2) if layer.l1 or layer.l2 else None
        dense = keras.layers.Dense(
            layer.units, layer.activation, use_bias=layer.use_bias, kernel_regularizer=penalty
        )
        dense.trainable = layer.trainable
        return dense

    inputs = keras.layers.Input((weights[0].shape[0],))
    model = keras.Sequential([inputs, *map(dense, spec.network.layers)])
    model.set_weights(list(weights))
    return model


def trained_twin(
    keras: ModuleType, spec: ExperimentSpec, weights: Sequence[np.ndarray], batches: Sequence[Batch]
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """(weights, gradients) after an update with each batch but the last; the gradients are those of the last.

    Gradients of what is trainable. Where a layer has dropout, Keras leaves out what the batches' own updates do.
    """
    import tensorflow as tf

    model, optimizer = keras_model(keras, spec, weights), keras_optimizer(keras, spec)
    variables = model.trainable_variables
    optimizer.build(variables)
    loss = losses[spec.training.loss.name]
    function, settings = keras.losses.get(loss.name), {**defaults(loss.parameters), **spec.training.loss.parameters}
    # By a note that Keras leaves on sigmoid outputs its categorical losses would take their z for a softmax's.
    read = (lambda z: z) if spec.network.layers[-1].activation in loss.logit_forms else tf.identity
    ends = tf.constant(np.cumsum([0, *(len(batch.x) for batch in batches)]))
    answer = answering(model, np.concatenate([batch.x for batch in batches]), shared_dropout(spec, batches))
    target = tf.constant(np.concatenate([batch.target for batch in batches]))
    weighed = [np.ones(len(b.x)) if b.weights is None else b.weights for b in batches]
    importance = tf.constant(np.concatenate(weighed))

    def gradients(number: Any) -> list[Any]:
        rows = slice(ends[number], ends[number + 1])
        with tf.GradientTape() as tape:
            each = function(target[rows], read(answer(rows)), **settings)
            total = tf.add_n([tf.reduce_mean(each * importance[rows]), *model.losses])
        return tape.gradient(total, variables)

    def update(number: Any) -> Any:
        optimizer.apply(gradients(number))
        return number + 1

    @tf.function(autograph=False)
    def train() -> None:
        tf.while_loop(lambda number: number < len(batches) - 1, update, [0], parallel_iterations=1)

    train()
    slopes = [slope.numpy() for slope in gradients(len(batches) - 1)]
    return model.get_weights(), slopes


def answering(model: Any, x: np.ndarray, kept: Sequence[np.ndarray | None]) -> Callable[[Any], Any]:
    """The model's outputs for some rows of x; `kept`: the factors of each layer's dropout for all of them."""
    import tensorflow as tf

    given = tf.constant(x)
    factors_of = [None if factors is None else tf.constant(factors) for factors in kept]

    def answer(rows: Any) -> Any:
        output = given[rows]
        for layer, factors in zip(model.layers, factors_of, strict=True):
            output = layer(output) if factors is None else layer(output) * factors[rows]
        return output

    return answer


def shared_dropout(spec: ExperimentSpec, batches: Sequence[Batch]) -> list[np.ndarray | None]:
    """Of each layer the factors of all batches, one under the other (examples, units); None without dropout."""
    return [
        np.concatenate([factors_at_once(layer.dropout, b.draw, index, (len(b.x), layer.units)) for b in batches])
        if layer.dropout
        else None
        for index, layer in enumerate(spec.network.layers)
    ]
