"""One update: forward, loss, backward, gradient step, as one stream of events."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass

import numpy as np

from engine.catalog.arrays import Array, Rows
from engine.passes.blocks import fits_one_block, row_blocks
from engine.passes.forward import forward_pass, layer_work
from engine.passes.network import DenseLayer, Network
from engine.passes.objective import Objective, add_penalty_slope, penalty
from engine.trace import BackwardLayer, Event, ForwardLayer, LossComputed, WeightsUpdated


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """x (batch, inputs), target as the loss wants it, weights (batch,) or None, rows of the training part."""

    x: Array
    target: Array
    weights: Array | None
    rows: Rows


def update_pass(
    network: Network, objective: Objective, batch: Batch, apply: Callable[[], None]
) -> Iterator[Event | None]:
    """The events of one update; `apply` makes the optimizer's step from network.gradient. None is a breath."""
    forwards: list[ForwardLayer] = []
    for forward in forward_pass(network, batch.x):
        if forward is not None:
            forwards.append(forward)
        yield forward
    last = forwards[-1]
    losses = objective.example_losses(batch.target, last.z, last.output)
    if batch.weights is not None:
        losses = losses * batch.weights
    extra = penalty(network.layers)
    mean = float(losses.sum()) / len(losses) + extra
    yield LossComputed(batch.target, losses, extra, mean, last.layer)
    delta = objective.delta(batch.target, last.z, last.output)
    if batch.weights is not None:
        delta = delta * batch.weights[:, None]
    yield from _backward_pass(network, forwards, delta)
    apply()
    for layer in network.layers:
        yield WeightsUpdated(layer.index, layer.kernel, layer.bias)


def _backward_pass(
    network: Network, forwards: list[ForwardLayer], delta: Array
) -> Iterator[BackwardLayer | None]:
    """From the error at the output back to the first layer: δ_below = (δ Wᵀ) · φ'(z)."""
    for layer, forward in zip(reversed(network.layers), reversed(forwards), strict=True):
        size = len(delta)
        small = fits_one_block(size, layer_work(layer))
        if small:
            np.matmul(forward.inputs.T, delta, out=layer.kernel_gradient)
            np.divide(layer.kernel_gradient, size, out=layer.kernel_gradient)
        else:
            yield from _kernel_gradient_in_blocks(layer, forward.inputs, delta)
        np.divide(delta.sum(axis=0), size, out=layer.bias_gradient)
        add_penalty_slope(layer)
        yield BackwardLayer(layer.index, delta, layer.kernel_gradient, layer.bias_gradient)
        if layer.index:
            below, before = network.layers[layer.index - 1], forwards[layer.index - 1]
            if small:
                delta = below.activation.backward(before.z, before.output, delta @ layer.kernel.T)
            else:
                delta = yield from _delta_in_blocks(layer, below, before, delta)


def _kernel_gradient_in_blocks(layer: DenseLayer, inputs: Array, delta: Array) -> Iterator[None]:
    gradient = layer.kernel_gradient
    gradient[...] = 0.0
    for rows in row_blocks(len(delta), layer_work(layer)):
        gradient += inputs[rows].T @ delta[rows]
        yield None
    gradient /= len(delta)


def _delta_in_blocks(
    layer: DenseLayer, below: DenseLayer, before: ForwardLayer, delta: Array
) -> Generator[None, None, Array]:
    result = np.empty_like(before.z)
    for rows in row_blocks(len(delta), layer_work(layer)):
        upstream = delta[rows] @ layer.kernel.T
        result[rows] = below.activation.backward(before.z[rows], before.output[rows], upstream)
        yield None
    return result
