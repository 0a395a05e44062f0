"""One update: forward, loss, backward, gradient step, as one stream of events."""

from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from engine.catalog.arrays import Array, Rows, sealed
from engine.passes.blocks import ELEMENT_WORK, WORK_PER_BLOCK, dense_blocks, row_blocks
from engine.passes.dropout import Draw
from engine.passes.forward import forward_pass
from engine.passes.network import DenseLayer, Network
from engine.passes.objective import Objective, add_penalty_slope, penalty_in_pieces
from engine.trace import BackwardLayer, Event, ForwardLayer, LossComputed, WeightsUpdated

JUDGING_WORK = 3 * ELEMENT_WORK  # what the loss and the error cost per output of an example


@dataclass(frozen=True, eq=False)
class Batch:
    """x (batch, inputs), target as the loss wants it, weights (batch,) or None, rows of the training part.

    draw: what dropout is drawn from, None where no layer has any.
    """

    x: Array
    target: Array
    weights: Array | None
    rows: Rows
    draw: Draw | None = None


def update_pass(
    network: Network, objective: Objective, batch: Batch, apply: Callable[[], Iterable[None]]
) -> Iterator[Event | None]:
    """The events of one update; `apply` makes the optimizer's step from network.gradient. None is a breath."""
    network.renew_gradient()
    forwards: list[ForwardLayer] = []
    for forward in forward_pass(network, batch.x, batch.draw):
        if forward is not None:
            forwards.append(forward)
        yield forward
    last = forwards[-1]
    extra = (yield from penalty_in_pieces(network.layers)) if network.is_penalised else 0.0
    if last.z.size * JUDGING_WORK <= WORK_PER_BLOCK:
        losses, delta = _judged(objective, batch.target, last.z, last.output, batch.weights)
    else:
        losses, delta = yield from _judge_in_pieces(objective, batch, last)
    mean = float(losses.sum()) / len(losses) + extra
    yield LossComputed(batch.target, losses, extra, mean, last.layer)
    yield from _backward_pass(network, forwards, delta)
    yield from apply()
    for layer in network.layers:
        yield WeightsUpdated(layer.index, layer.kernel, layer.bias)


def _judge_in_pieces(
    objective: Objective, batch: Batch, last: ForwardLayer
) -> Generator[None, None, tuple[Array, Array]]:
    """`_judged` with breaths."""
    size, units = last.z.shape
    parts = []
    for rows in row_blocks(size, JUDGING_WORK * units):
        weights = None if batch.weights is None else batch.weights[rows]
        parts.append(_judged(objective, batch.target[rows], last.z[rows], last.output[rows], weights))
        if rows.stop < size:
            yield
    return np.concatenate([losses for losses, _ in parts]), np.concatenate([delta for _, delta in parts])


def _judged(
    objective: Objective, target: Array, z: Array, a: Array, weights: Array | None
) -> tuple[Array, Array]:
    """Weighted loss of each example (batch,), and its derivative by z (batch, units)."""
    losses, delta = objective.example_losses(target, z, a), objective.delta(target, z, a)
    return (losses, delta) if weights is None else (losses * weights, delta * weights[:, None])


def _backward_pass(
    network: Network, forwards: list[ForwardLayer], delta: Array
) -> Iterator[BackwardLayer | None]:
    """From the error at the output back to the first layer: δ_below = (δ Wᵀ) · dropout · φ'(z)."""
    for layer, forward in zip(reversed(network.layers), reversed(forwards), strict=True):
        size = len(delta)
        small = size <= layer.rows_at_once
        if small:
            np.matmul(forward.inputs.T, delta, out=layer.kernel_gradient)
            np.divide(layer.kernel_gradient, size, out=layer.kernel_gradient)
            np.divide(delta.sum(axis=0), size, out=layer.bias_gradient)
        else:
            yield from _gradients_in_pieces(layer, forward.inputs, delta)
        if not layer.spec.use_bias:
            layer.bias_gradient.fill(0.0)
        if layer.penalties:
            yield from add_penalty_slope(layer)
        yield BackwardLayer(layer.index, delta, *network.shown_gradients(layer))
        if layer.index:
            below, before = network.layers[layer.index - 1], forwards[layer.index - 1]
            if small:
                upstream = delta @ layer.kernel.T
                if before.dropout is not None:
                    upstream *= before.dropout
                delta = below.activation.backward(before.z, before.output, upstream)
            else:
                delta = yield from _delta_in_pieces(layer, below, before, delta)


def _gradients_in_pieces(layer: DenseLayer, inputs: Array, delta: Array) -> Iterator[None]:
    kernel, bias, size = layer.kernel_gradient, layer.bias_gradient, len(delta)
    for rows, feed, part in dense_blocks(size, *kernel.shape):
        _add_mean(kernel[feed, part], inputs[rows, feed].T @ delta[rows, part], rows, size)
        if feed.start == 0:
            _add_mean(bias[part], delta[rows, part].sum(axis=0), rows, size)
        yield None


def _add_mean(out: Array, sums: Array, rows: slice, size: int) -> None:
    """Add what these rows of `size` contribute to a mean, begun by the first and finished by the last."""
    if rows.start == 0:
        out[...] = sums
    else:
        out += sums
    if rows.stop >= size:
        out /= size


def _delta_in_pieces(
    layer: DenseLayer, below: DenseLayer, before: ForwardLayer, delta: Array
) -> Generator[None, None, Array]:
    """δ below: what comes back through dropout, then the slope; whole rows where units influence one another."""
    couples = below.activation.couples
    result = np.empty_like(before.z)
    inputs, units = layer.kernel.shape
    for rows, feed, part in dense_blocks(len(delta), units, inputs):
        upstream = delta[rows, feed] @ layer.kernel[part, feed].T
        if feed.start:
            upstream += result[rows, part]
        if feed.stop >= units and before.dropout is not None:
            upstream *= before.dropout[rows, part]
        if feed.stop >= units and not couples:
            upstream = below.activation.backward(before.z[rows, part], before.output[rows, part], upstream)
        result[rows, part] = upstream
        yield None
    for rows in row_blocks(len(delta), ELEMENT_WORK * inputs) if couples else ():
        result[rows] = below.activation.backward(before.z[rows], before.output[rows], result[rows])
        yield None
    return sealed(result)
