"""The forward pass: z = x W + b, a = activation(z), layer by layer."""

from collections.abc import Generator, Iterator

import numpy as np

from engine.catalog.arrays import Array, Inputs, sealed
from engine.passes.blocks import ELEMENT_WORK, ROWS_TOGETHER, dense_blocks, dense_work, row_blocks
from engine.passes.dropout import Draw, dropout_factors, dropped
from engine.passes.network import DenseLayer, Network
from engine.trace import ForwardLayer

_LEAST_ROWS, _FETCHES = 4, 8


def layer_forward(layer: DenseLayer, x: Array) -> tuple[Array, Array]:
    """(z, a) of a layer for rows x (batch, inputs)."""
    z = x @ layer.kernel
    z += layer.bias
    return z, layer.activation.value(z)


def layer_in_pieces(layer: DenseLayer, x: Array) -> Generator[None, None, tuple[Array, Array]]:
    """(z, a) of a layer for rows x (batch, inputs), with a breath between the pieces of a large one."""
    inputs, units = layer.kernel.shape
    if len(x) <= layer.rows_at_once:
        return layer_forward(layer, x)
    couples, value = layer.activation.couples, layer.activation.value
    z = np.empty((len(x), units), x.dtype)
    a = np.empty_like(z)
    for rows, feed, part in dense_blocks(len(x), inputs, units):
        if feed.start == 0:
            z[rows, part] = layer.bias[part]
        z[rows, part] += x[rows, feed] @ layer.kernel[feed, part]
        if feed.stop >= inputs and not couples:
            a[rows, part] = value(z[rows, part])
        yield
    if couples:
        for rows in row_blocks(len(x), ELEMENT_WORK * units):
            a[rows] = value(z[rows])
            yield
    return sealed(z), sealed(a)


def layer_work(layer: DenseLayer) -> int:
    """What a row costs in this layer."""
    return dense_work(*layer.kernel.shape)


def forward_pass(network: Network, x: Array, draw: Draw | None = None) -> Iterator[ForwardLayer | None]:
    """One event per layer for rows x (batch, inputs); None is a breath between pieces of a large layer.

    draw: what dropout is drawn from, None for a pass without it, as all but training is.
    """
    for layer in network.layers:
        small = len(x) <= layer.rows_at_once
        z, a = layer_forward(layer, x) if small else (yield from layer_in_pieces(layer, x))
        factors = None
        if draw is not None and layer.spec.dropout and layer.index < len(network.layers) - 1:
            factors = yield from dropout_factors(layer.spec.dropout, draw, layer.index, a.shape)
        yield ForwardLayer(layer.index, x, z, a, factors)
        x = a if factors is None else (yield from dropped(a, factors))


def network_blocks(network: Network, rows: int, finer: int = 1) -> Iterator[slice]:
    """Blocks of rows for which the whole network is computed; `finer`: so many times smaller than need be."""
    work = sum(layer_work(layer) for layer in network.layers)
    fetched = _FETCHES * network.weights.size // work  # rows that cost a fraction of fetching the weights for them
    return row_blocks(rows, finer * work, max(_LEAST_ROWS, min(ROWS_TOGETHER, fetched)))


def answers(network: Network, x: Inputs) -> Iterator[tuple[slice, Array, Array] | None]:
    """(rows, z, a) of the output layer for rows x (n, inputs), block by block; None is a breath."""
    for rows in network_blocks(network, len(x)):
        a = x[rows]
        z = a
        for layer in network.layers:
            z, a = yield from layer_in_pieces(layer, a)
        yield rows, z, a


def predict(network: Network, x: Inputs) -> Iterator[tuple[slice, Array, Array]]:
    """`answers` for those who need no breath."""
    return (found for found in answers(network, x) if found is not None)
