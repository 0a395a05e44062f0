"""The forward pass: z = x W + b, a = activation(z), layer by layer."""

from collections.abc import Generator, Iterator

import numpy as np

from engine.catalog.arrays import Array
from engine.passes.blocks import fits_one_block, row_blocks
from engine.passes.network import DenseLayer, Network
from engine.trace import ForwardLayer

ELEMENT_WORK = 20  # an activation's value costs about as much as this many multiply-adds


def layer_forward(layer: DenseLayer, x: Array) -> tuple[Array, Array]:
    """(z, a) of a layer for rows x (batch, inputs)."""
    z = x @ layer.kernel
    z += layer.bias
    return z, layer.activation.value(z)


def layer_work(layer: DenseLayer) -> int:
    """Multiply-adds a row costs in this layer."""
    return (len(layer.kernel) + ELEMENT_WORK) * layer.spec.units


def forward_pass(network: Network, x: Array) -> Iterator[ForwardLayer | None]:
    """One event per layer for rows x (batch, inputs); None is a breath between row blocks."""
    for layer in network.layers:
        if fits_one_block(len(x), layer_work(layer)):
            z, a = layer_forward(layer, x)
        else:
            z, a = yield from _in_blocks(layer, x)
        yield ForwardLayer(layer.index, x, z, a)
        x = a


def _in_blocks(layer: DenseLayer, x: Array) -> Generator[None, None, tuple[Array, Array]]:
    z = np.empty((len(x), layer.kernel.shape[1]), x.dtype)
    a = np.empty_like(z)
    for rows in row_blocks(len(x), layer_work(layer)):
        z[rows], a[rows] = layer_forward(layer, x[rows])
        yield None
    return z, a


def predict(network: Network, x: Array) -> Iterator[tuple[slice, Array, Array]]:
    """(rows, z, a) of the output layer for rows x (n, inputs), block by block."""
    work = sum(layer_work(layer) for layer in network.layers)
    for rows in row_blocks(len(x), work):
        a = x[rows]
        z = a
        for layer in network.layers:
            z, a = layer_forward(layer, a)
        yield rows, z, a
