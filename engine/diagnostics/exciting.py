"""Which examples excite a neuron most: those with its largest activations."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from engine.catalog.arrays import Array, Inputs, Rows, sealed
from engine.passes.blocks import row_blocks
from engine.passes.forward import layer_in_pieces, layer_work
from engine.passes.network import Network
from engine.spec.layer_words import layer_word


@dataclass(frozen=True, eq=False)
class Exciting:
    """For weights of that version: the training examples with the largest activations of a neuron, largest first.

    rows: int64 (k,), their numbers; activations: float64 (k,). Equal activations stand in the order of the examples.
    """

    version: int
    layer: int
    unit: int
    rows: Rows
    activations: Array


def most_exciting(
    network: Network, x: Inputs, layer: int, unit: int, count: int, version: int
) -> Generator[None, None, Exciting]:
    """The `count` rows of x (n, inputs) that excite the neuron most, with a breath (None) between pieces.

    layer, unit: from 0. Fewer where x has fewer.

    Raises:
        ValueError: there is no such neuron.
    """
    below = network.layers[: layer + 1]
    if not 0 <= layer < len(network.layers) or not 0 <= unit < network.layers[layer].spec.units:
        raise ValueError(f"There is no neuron {unit + 1} in {layer_word(network.spec.layers, layer)}.")
    found = np.empty(len(x))
    for rows in row_blocks(len(x), sum(layer_work(each) for each in below)):
        a = x[rows]
        for each in below:
            _, a = yield from layer_in_pieces(each, a)
        found[rows] = a[:, unit]
        yield
    order = np.argsort(-found, kind="stable")[:count].astype(np.int64)
    return Exciting(version, layer, unit, sealed(order), sealed(found[order]))
