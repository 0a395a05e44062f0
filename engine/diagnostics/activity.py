"""Which neurons learn nothing: from the example that is shown, or from any example of the data."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from engine.catalog import activations
from engine.catalog.arrays import Array, Inputs, sealed
from engine.diagnostics.twins import Group, Twins
from engine.passes.blocks import row_blocks
from engine.passes.forward import layer_in_pieces, layer_work
from engine.passes.network import Network

Mask = NDArray[np.bool_]

_PROBES = np.linspace(-3.0, 3.0, 13)


@dataclass(frozen=True, eq=False)
class Activity:
    """For weights of that version, per layer (units,): for which share of the examples a neuron is active.

    A neuron is active where its slope is not exactly 0: only then do its weights learn from the example. None: a
    layer whose activation is not told by this (softmax, whose units share one slope; step, whose slope is always 0).
    twins: which neurons are identical, where that has been looked for. lasting: they are told of later versions
    too, as training never parts them.
    """

    version: int
    shares: tuple[Array | None, ...]
    twins: Twins | None = None
    lasting: bool = False

    def twins_of(self, layer: int, unit: int, version: int) -> Group:
        """The neurons of the layer that at that version are identical to this one and learn the same for ever."""
        told = self.twins is not None and (self.lasting or version == self.version)
        return self.twins.others(layer, unit) if told and self.twins is not None else ()

    def dead(self, layer: int, unit: int) -> bool:
        """Whether a neuron is active for no example at all: no example can teach it any more."""
        share = self.shares[layer] if layer < len(self.shares) else None
        return share is not None and unit < len(share) and share[unit] == 0.0


def compute_activity(network: Network, x: Inputs, version: int) -> Generator[None, None, Activity]:
    """The activity over rows x (n, inputs) as the network sees them, with a breath (None) between pieces."""
    counts = [np.zeros(layer.spec.units) for layer in network.layers]
    for rows in row_blocks(len(x), sum(layer_work(layer) for layer in network.layers)):
        a = x[rows]
        for layer, count in zip(network.layers, counts, strict=True):
            z, a = yield from layer_in_pieces(layer, a)
            if can_be_inactive(layer.spec.activation):
                count += np.count_nonzero(layer.activation.slope(z, a), axis=0)
        yield
    shares = (
        sealed(count / max(len(x), 1)) if can_be_inactive(layer.spec.activation) else None
        for layer, count in zip(network.layers, counts, strict=True)
    )
    return Activity(version, tuple(shares))


def inactive(activation: str, z: Array, a: Array) -> Mask:
    """Which units (units,) have a slope of exactly 0 for the example with these sums and activations."""
    if not can_be_inactive(activation):
        return np.zeros(len(z), dtype=np.bool_)
    found: Mask = activations[activation].slope(z, a) == 0.0
    return found


@cache
def can_be_inactive(activation: str) -> bool:
    """Whether a slope of 0 says something about a neuron of this activation, and not about the activation alone."""
    part = activations[activation]
    return not part.couples and bool(part.slope(_PROBES, part.value(_PROBES)).any())
