"""Width and strength of an edge from its number: soft, saturating, monotone in the size."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.catalog.arrays import Array, Rows
from engine.trace import Phase
from gui.network_view.emphasis import lit
from gui.network_view.layout import BIAS
from gui.network_view.scene import EdgeRef, NetworkScene, NeuronRef
from gui.network_view.stepping import Tone, edge_tone

Mask = NDArray[np.bool_]

THINNEST, THICKEST = 0.6, 6.0
SOFT = 2.5
"""The |w| whose width has reached three quarters of its range."""

_FAINTEST, _STRONGEST = 0.28, 0.95
_DIMMED = 0.16
_TONE_ALPHA = {Tone.REST: 1.0, Tone.DONE: 0.6, Tone.ACTIVE: 1.0, Tone.WAITING: 0.3}
_CROWD, _WIDE = 80, 24
"""Beyond so many edges all get thinner, and only the strongest keep more than a hairline."""

_LEAST_ACTIVE = 1.5
_OFF = 0.35
"""How much is left of the edges of a neuron that dropout leaves out."""

_SLIM = 0.45
"""While an error flows back, widths give way to the halo that tells the gradient."""


@dataclass(frozen=True, eq=False)
class EdgeStyle:
    """Per drawn edge: width in pixels, opacity 0..1, the number shown; the edges the step is at.

    flow: how much of the step goes through an active edge, as a share of the most: forward |a * w|, backward
    |dL/dw|, in an update the change of the weight. chosen: the edges that are pointed at.
    """

    width: Array
    alpha: Array
    value: Array
    active: Rows
    flow: Array
    chosen: Rows


def edge_width(size: Array) -> Array:
    """Pixels for |w|, from THINNEST at 0 towards THICKEST; NaN is drawn thickest."""
    share = np.nan_to_num(np.tanh(np.abs(size) / SOFT), nan=1.0)
    width: Array = THINNEST + (THICKEST - THINNEST) * share
    return width


def styled(scene: NetworkScene) -> EdgeStyle:
    """The style of every edge of the scene, the step under way and what is pointed at included."""
    edges, layers = scene.edges, len(scene.spec.network.layers)
    tones = [edge_tone(scene.phase, scene.active, layer) for layer in range(layers)]
    value = edges.weight.astype(np.float64)
    active = np.zeros(len(value), dtype=bool)
    if scene.phase not in (None, Phase.LOSS):
        active = (edges.layer == scene.active) & (edges.target < scene.reached)
    width = edge_width(value)
    share = (width - THINNEST) / (THICKEST - THINNEST)
    alpha = _FAINTEST + (_STRONGEST - _FAINTEST) * np.sqrt(share)
    alpha *= np.array([_TONE_ALPHA[tone] for tone in tones])[edges.layer]
    flow = np.zeros(len(value))
    if active.any():
        sizes = _flowing(scene, active)
        flow[active] = np.nan_to_num(sizes / (np.nanmax(sizes, initial=0.0) or 1.0), nan=1.0, posinf=1.0)
        alpha[active] = np.maximum(alpha[active], 0.7)
        width[active] = np.maximum(width[active], _LEAST_ACTIVE)
        if scene.phase is Phase.BACKWARD:
            value[active] = _gradients(scene, active)
            width[active] = THINNEST + _SLIM * (width[active] - THINNEST)
            alpha[active] = 0.35 + 0.6 * np.sqrt(flow[active])
    if len(value) > _CROWD:
        width = _thinned(width)
        alpha *= 0.5 + 0.5 * (_CROWD / len(value)) ** 0.5
    alpha[_left_out(scene)] *= _OFF
    chosen = _pointed_at(scene)
    if chosen.any():
        alpha = np.where(chosen, np.maximum(alpha, 0.85), alpha * _DIMMED / _FAINTEST * 0.6)
    else:
        width, alpha = lit(scene, width, alpha)
    return EdgeStyle(width, alpha, value, np.flatnonzero(active), flow, np.flatnonzero(chosen))


def _thinned(width: Array) -> Array:
    """Widths for a crowd of edges, in the same order; a hairline is painted many times faster than a band."""
    width = np.maximum(width * max((_CROWD / len(width)) ** 0.5, 0.3), 0.5)
    hairlines = np.argsort(width, kind="stable")[:-_WIDE]
    width[hairlines] = np.minimum(width[hairlines], 1.0)
    return width


def _flowing(scene: NetworkScene, active: Mask) -> Array:
    """How much flows through each active edge, in the edges' order."""
    weight, source, target = scene.edges.weight[active], scene.edges.source[active], scene.edges.target[active]
    if scene.phase is Phase.BACKWARD:
        return np.abs(_gradients(scene, active))
    numbers = scene.numbers(scene.active)
    if scene.phase is Phase.UPDATE:
        if numbers is None or numbers.kernel_before is None or numbers.bias_before is None:
            return np.zeros(len(weight))
        before = np.where(source == BIAS, numbers.bias_before[target], numbers.kernel_before[source, target])
        return np.abs(weight - before)
    arriving = _inputs(scene)
    sent = np.ones(len(weight)) if arriving is None else np.where(source == BIAS, 1.0, arriving[source])
    return np.abs(weight * sent)


def _inputs(scene: NetworkScene) -> Array | None:
    """What the active layer receives of the shown example."""
    below = scene.numbers(scene.active - 1)
    if below is not None and below.activation is not None:
        return below.activation if below.dropout is None else below.activation * below.dropout
    return scene.snapshot.example.inputs if scene.snapshot and scene.snapshot.example else None


def _left_out(scene: NetworkScene) -> Mask:
    """The edges whose neuron below is left out of the update that is stepped through."""
    edges, found = scene.edges, np.zeros(len(scene.edges), dtype=np.bool_)
    for layer in range(1, len(scene.spec.network.layers)):
        below = scene.numbers(layer - 1)
        if below is not None and below.dropout is not None:
            mine = np.flatnonzero((edges.layer == layer) & (edges.source != BIAS))
            found[mine] = below.dropout[edges.source[mine]] == 0.0
    return found


def _gradients(scene: NetworkScene, active: Mask) -> Array:
    """Gradients of the active edges, in the edges' order."""
    numbers = scene.numbers(scene.active)
    count = int(np.count_nonzero(active))
    if numbers is None or numbers.kernel_gradient is None or numbers.bias_gradient is None:
        return np.zeros(count)
    source, target = scene.edges.source[active], scene.edges.target[active]
    kernel = numbers.kernel_gradient[np.maximum(source, 0), target]
    gradients: Array = np.where(source == BIAS, numbers.bias_gradient[target], kernel)
    return gradients if numbers.errors_known is None else np.where(target < numbers.errors_known, gradients, 0.0)


def _pointed_at(scene: NetworkScene) -> Mask:
    """Which edges are hovered: one edge, or all of a neuron."""
    edges, found = scene.edges, np.zeros(len(scene.edges), dtype=np.bool_)
    match scene.pointed:
        case EdgeRef(layer, source, target):
            found = (edges.layer == layer) & (edges.source == source) & (edges.target == target)
        case NeuronRef(layer, neuron):
            inwards = (edges.layer == layer) & (edges.target == neuron)
            found = inwards | ((edges.layer == layer + 1) & (edges.source == neuron))
    return found
