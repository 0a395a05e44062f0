"""Weights and biases that somebody gives other values: blocks of a layer's matrix, or a new draw of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.catalog.arrays import Array, Rows


@dataclass(frozen=True, eq=False)
class WeightBlock:
    """values (sources, neurons) of a layer: a rectangle of its matrix, whose rows are sources, BIAS among them."""

    layer: int
    sources: Rows
    neurons: Rows
    values: Array

    @property
    def bytes(self) -> int:
        return self.values.nbytes


@dataclass(frozen=True)
class WeightScope:
    """Which weights are meant: of all layers or of one, there of all sources or of some, for all neurons or some."""

    layer: int | None = None
    sources: tuple[int, ...] | None = None
    neurons: tuple[int, ...] | None = None


@dataclass(frozen=True)
class NewDraw:
    """These weights drawn anew from their layers' initializers; the seed and `number` decide which draw it is."""

    scopes: tuple[WeightScope, ...] = (WeightScope(),)
    number: int = 1


@dataclass(frozen=True)
class Nought:
    """These weights set to 0."""

    scopes: tuple[WeightScope, ...] = (WeightScope(),)


WeightChange = tuple[WeightBlock, ...] | NewDraw | Nought


def one_weight(layer: int, source: int, neuron: int, value: float) -> WeightBlock:
    """A block of one; source BIAS is the neuron's bias."""
    return WeightBlock(layer, np.array([source]), np.array([neuron]), np.array([[float(value)]]))


def blocks_bytes(blocks: Sequence[WeightBlock]) -> int:
    """What blocks take in memory."""
    return sum(block.bytes for block in blocks)
