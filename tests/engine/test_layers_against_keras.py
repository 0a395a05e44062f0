"""Dropout, layers without biases and what is frozen, against Keras with every optimizer, in float64."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle
from typing import Any

import numpy as np
import pytest

from engine.catalog import losses, optimizers
from engine.catalog.optimizers import Optimizer
from engine.passes.freezing import frozen_mask
from engine.passes.network import Network
from engine.passes.update import Batch
from engine.session import Session
from engine.spec import ExperimentSpec, LayerSpec, OptimizerSpec, Parameters
from tests.engine.experiments import experiment
from tests.engine.keras_twin import PAIRS, changed_parameters, keras_optimizer, shared_dropout, trained_twin
from tests.engine.test_training_against_keras import ATOL, RATES, RTOL, UPDATES, batches

__all__ = ["batches"]
FEW_UPDATES = 30  # without a graph Keras takes its time
pytestmark = [pytest.mark.xdist_group("keras"), pytest.mark.filterwarnings("ignore::DeprecationWarning")]


def trained_by(optimizer: Optimizer, *layers: LayerSpec) -> ExperimentSpec:
    """Iris under an optimizer with its parameters at their most involved."""
    known = {parameter.name for parameter in optimizer.parameters}
    given = changed_parameters(optimizer)[-1 if any(set(pair) <= known for pair in PAIRS) else 0]
    spec = experiment(*layers, data="iris", loss="sparse_categorical_crossentropy").with_data(standardize=True)
    return spec.with_training(optimizer=OptimizerSpec(optimizer.name, RATES[optimizer.name], Parameters(given)))


@pytest.mark.parametrize(
    ("optimizer", "frozen"),
    list(zip(optimizers, cycle((0, 1, None)), strict=False)),
    ids=lambda part: getattr(part, "name", str(part)),
)
def test_layers_without_biases_with_dropout_and_not_trainable(
    keras, exact_floats, batches: list[Batch], optimizer: Optimizer, frozen: int | None
) -> None:
    """A layer that is not trainable keeps its weights and pays no penalty, as in Keras."""
    spec = trained_by(
        optimizer,
        LayerSpec(5, "tanh", l1=0.002, l2=0.006, use_bias=False, dropout=0.2),
        LayerSpec(4, "sigmoid", l2=0.03, dropout=0.5, trainable=frozen != 1),
        LayerSpec(3, "softmax", use_bias=frozen is None),
    )
    if frozen == 0:
        spec = spec.with_layer(0, trainable=False)
    session = Session(spec)
    start = session.get_weights()
    assert len(start) == (5 if frozen is None else 4)
    session.train(updates=UPDATES)
    session.gradient_case()  # takes the batch after the last, as the twin does
    weights, _ = trained_twin(keras, spec, start, batches)
    for ours, theirs, before in zip(session.get_weights(), weights, start, strict=True):
        np.testing.assert_allclose(ours, theirs, RTOL, ATOL)
        assert (ours == before).all() == any(before is part for part in _of_layer(start, frozen))


def _of_layer(weights: Sequence[np.ndarray], layer: int | None) -> Sequence[np.ndarray]:
    return {0: weights[:1], 1: weights[1:3], None: ()}[layer]


@pytest.mark.parametrize("optimizer", optimizers, ids=lambda part: part.name)
def test_frozen_weights_are_no_variables_of_the_optimizer(
    keras, exact_floats, batches: list[Batch], optimizer: Optimizer
) -> None:
    """Keras gets the free weights alone as variables, so that its memory of them knows of no other."""
    spec = trained_by(
        optimizer,
        LayerSpec(5, "tanh", l1=0.002, l2=0.006, frozen_neurons=(1, 4), frozen_weights=((0, 0), (-1, 2))),
        LayerSpec(4, "sigmoid", l2=0.03, dropout=0.3, frozen_weights=((-1, 0), (4, 3))),
        LayerSpec(3, "softmax", frozen_neurons=(2,)),
    )
    session = Session(spec)
    start = session.get_weights()
    session.train(updates=FEW_UPDATES)
    weights = free_twin(keras, spec, start, batches)
    mask = frozen_mask(spec.network, 4)
    assert mask is not None
    masks = [part for _, part in Network(spec.network, 4).parts(mask)]
    assert [int(part.sum()) for part in masks] == [9, 3, 1, 1, 4, 1]
    for ours, theirs, before, held in zip(session.get_weights(), weights, start, masks, strict=True):
        np.testing.assert_allclose(ours, theirs, RTOL, ATOL)
        assert (ours[held] == before[held]).all()
        assert (ours[~held] != before[~held]).all()
    for slot in session.state().slots.values():
        if slot.size == mask.size:
            untouched = spec.training.optimizer.parameters.get("initial_accumulator_value", 0.0)
            assert (slot[mask] == untouched).all()


def free_twin(
    keras: Any, spec: ExperimentSpec, start: Sequence[np.ndarray], batches: Sequence[Batch]
) -> list[np.ndarray]:
    """The weights after an update with each batch, of which Keras's optimizer has only the free ones."""
    import tensorflow as tf

    layers, mask = spec.network.layers, frozen_mask(spec.network, 4)
    masks = [part for _, part in Network(spec.network, 4).parts(mask)]
    places = [np.argwhere(~held) for held in masks]
    variables = [keras.Variable(array[~held]) for array, held in zip(start, masks, strict=True)]
    optimizer = keras_optimizer(keras, spec)
    optimizer.build(variables)
    ends = np.cumsum([0, *(len(batch.x) for batch in batches)])
    kept = shared_dropout(spec, batches)

    def whole() -> list[Any]:
        parts = zip(start, places, variables, strict=True)
        return [tf.tensor_scatter_nd_update(tf.constant(array), at, free.value) for array, at, free in parts]

    def loss(number: int) -> Any:
        output, penalty, parts = tf.constant(batches[number].x), [], whole()
        for index, layer in enumerate(layers):
            kernel, bias = parts[2 * index : 2 * index + 2]
            output = keras.activations.get(layer.activation)(output @ kernel + bias)
            penalty.append(layer.l1 * tf.reduce_sum(tf.abs(kernel)) + layer.l2 * tf.reduce_sum(kernel**2))
            if kept[index] is not None:
                output = output * kept[index][ends[number] : ends[number + 1]]
        function = keras.losses.get(losses[spec.training.loss.name].name)
        return tf.reduce_mean(function(batches[number].target, output)) + tf.add_n(penalty)

    for number in range(len(batches)):
        with tf.GradientTape() as tape:
            total = loss(number)
        optimizer.apply(tape.gradient(total, [free.value for free in variables]))
    return [part.numpy() for part in whole()]
