"""The loss of a network's output and its error at the last layer, from logits where the activation allows."""

from collections.abc import Generator, Iterator, Sequence

import numpy as np

from engine.breaths import result_of
from engine.catalog import losses, regularizers
from engine.catalog.activations import Activation
from engine.catalog.arrays import Array, Rows
from engine.catalog.parameter import defaults
from engine.passes.blocks import ELEMENT_WORK, row_blocks
from engine.passes.network import DenseLayer
from engine.spec import PartSpec


class Objective:
    """A loss with its parameters, bound to the activation of the output layer."""

    def __init__(self, loss: PartSpec, activation: Activation) -> None:
        self.loss = losses[loss.name]
        self.activation = activation
        self.parameters = defaults(self.loss.parameters) | dict(loss.parameters)
        self.logit_form = self.loss.logit_forms.get(activation.name)

    def example_losses(self, target: Array, z: Array, a: Array) -> Array:
        """Loss of each example (batch,): mean over outputs."""
        if self.logit_form:
            return self.logit_form.value(target, z)
        return self.loss.value(target, a, **self.parameters)

    def delta(self, target: Array, z: Array, a: Array) -> Array:
        """Derivative of each example's loss by z (batch, units)."""
        if self.logit_form:
            return self.logit_form.slope(target, z)
        return self.activation.backward(z, a, self.loss.slope(target, a, **self.parameters))


def penalty(layers: Sequence[DenseLayer]) -> float:
    """l1 * sum |w| + l2 * sum w² over the kernels."""
    return result_of(penalty_in_pieces(layers))


def penalty_in_pieces(layers: Sequence[DenseLayer]) -> Generator[None, None, float]:
    """`penalty` with a breath between the pieces of a large kernel."""
    total = 0.0
    for layer in layers:
        for name, strength in layer.penalties:
            flat = layer.kernel.reshape(-1)
            for part in row_blocks(len(flat), ELEMENT_WORK):
                total += regularizers[name].penalty(flat[part], strength)
                if part.stop < len(flat):
                    yield
    return total


def add_penalty_slope(layer: DenseLayer) -> Iterator[None]:
    """Add the penalty's slope to the layer's kernel gradient, in place; a breath between pieces of a large one."""
    for name, strength in layer.penalties:
        flat, gradient = layer.kernel.reshape(-1), layer.kernel_gradient.reshape(-1)
        for part in row_blocks(len(flat), ELEMENT_WORK):
            gradient[part] += regularizers[name].slope(flat[part], strength)
            if part.stop < len(flat):
                yield


def example_weights(class_weight: Sequence[float], classes: Array | Rows, weights: Array | None) -> Array | None:
    """Weight of each example (n,): its own if given (they supersede class weights), else its class's."""
    if weights is not None or not class_weight:
        return weights
    chosen: Array = np.asarray(class_weight, dtype=np.float64).take(classes.astype(np.int64))
    return chosen
