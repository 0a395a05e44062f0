"""How far one gradient agrees with another: by layer and in all, the largest difference and where it is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.catalog.arrays import Array, Rows
from engine.trace import BIAS

Mask = NDArray[np.bool_]
Shapes = Sequence[tuple[int, int]]
"""(inputs, units) of each layer."""


@dataclass(frozen=True)
class Tolerance:
    """Two numbers agree if |own - reference| <= relative * max(|own|, |reference|) + absolute."""

    relative: float
    absolute: float

    def difference(self, own: Array, reference: Array) -> Array:
        """|own - reference| / (max(|own|, |reference|) + absolute / relative), element by element.

        At most `relative` exactly where the two agree, so that one number says how far and whether.
        """
        size = np.maximum(np.abs(own), np.abs(reference)) + self.absolute / self.relative
        found: Array = np.abs(own - reference) / size
        return found


@dataclass(frozen=True)
class Difference:
    """Where two gradients differ: the weight from `source` (BIAS: none) to `unit` of a layer, all from 0."""

    relative: float
    layer: int
    source: int
    unit: int
    own: float
    reference: float


@dataclass(frozen=True)
class LayerAgreement:
    """Of so many parameters, how many were compared, set aside at a kink, and found to differ too much."""

    parameters: int
    compared: int
    set_aside: int
    failing: int
    largest: Difference | None


@dataclass(frozen=True)
class Agreement:
    """One comparison of the program's gradient with a reference, named "finite_differences" or "tensorflow"."""

    reference: str
    tolerance: Tolerance
    layers: tuple[LayerAgreement, ...]
    total: LayerAgreement
    notes: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether no parameter that was compared differs too much."""
        return self.total.failing == 0

    @property
    def sampled(self) -> bool:
        """Whether some parameters were neither compared nor set aside."""
        return self.total.compared + self.total.set_aside < self.total.parameters


def compare(
    reference: str,
    tolerance: Tolerance,
    shapes: Shapes,
    own: Array,
    chosen: Rows,
    other: Array,
    aside: Mask | None = None,
    notes: tuple[str, ...] = (),
    without_bias: Collection[int] = (),
) -> Agreement:
    """Compare a gradient (parameters,), laid out as W1, b1, W2, b2 ..., with a reference at some of its places.

    chosen: the places looked at (k,), in order; other: the reference there (k,); aside: which of them have no
    derivative (k,). without_bias: the layers whose biases are no parameters and not among the places.
    """
    apart = np.zeros(len(chosen), bool) if aside is None else aside
    layers, start, first = [], 0, 0
    for layer, (inputs, units) in enumerate(shapes):
        size = (inputs + 1) * units
        last = first + int(np.searchsorted(chosen[first:], start + size))
        kept = np.arange(first, last)[~apart[first:last]]
        pair = own[chosen[kept]], other[kept]
        with np.errstate(all="ignore"):
            relative = np.nan_to_num(tolerance.difference(*pair), nan=np.inf, posinf=np.inf)
        largest = None
        if len(kept):
            worst = int(np.argmax(relative))
            source, unit = divmod(int(chosen[kept[worst]]) - start, units)
            relative_here, own_here, other_here = (float(part[worst]) for part in (relative, *pair))
            where = layer, source if source < inputs else BIAS, unit
            largest = Difference(relative_here, *where, own_here, other_here)
        failing = int((relative > tolerance.relative).sum())
        parameters = size - units * (layer in without_bias)
        layers.append(LayerAgreement(parameters, len(kept), last - first - len(kept), failing, largest))
        start, first = start + size, last
    return Agreement(reference, tolerance, tuple(layers), _total(layers), notes)


def _total(layers: Sequence[LayerAgreement]) -> LayerAgreement:
    found = [layer.largest for layer in layers if layer.largest is not None]
    return LayerAgreement(
        sum(layer.parameters for layer in layers),
        sum(layer.compared for layer in layers),
        sum(layer.set_aside for layer in layers),
        sum(layer.failing for layer in layers),
        max(found, key=lambda difference: difference.relative, default=None),
    )
