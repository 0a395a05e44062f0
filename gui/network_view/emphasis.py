"""What the formula on screen speaks of, in the network: its neurons and edges stand out, the rest steps back."""

from __future__ import annotations

from enum import Enum

import numpy as np

from engine.catalog.arrays import Array
from gui.network_view.layout import BIAS
from gui.network_view.scene import EdgeSet, NetworkScene

_LEAST_WIDTH, _LEAST_ALPHA, _MORE = 1.6, 0.8, 1.8
_EDGES_BACK = 0.45
NODES_BACK = 0.6
"""How much of their strength the other neurons keep."""


class Light(Enum):
    """How a neuron stands in the light of the formula."""

    NONE = "none"  # no formula lights anything
    BACK = "back"  # the formula speaks of others
    OPERAND = "operand"
    STRONGEST = "strongest"  # the number itself, or the operand that is pointed at


def light_of(scene: NetworkScene, layer: int, neuron: int) -> Light:
    """How a neuron (layer -1: an input) is lit; where biases are not drawn a bias lights its neuron."""
    lights = scene.view.highlights
    if not lights:
        return Light.NONE
    bias = (layer, BIAS, neuron)
    places = {(layer, neuron)} if scene.view.bias_nodes else {(layer, neuron), bias}
    if lights.strongest & places:
        return Light.STRONGEST
    return Light.OPERAND if (lights.neurons | lights.edges) & places else Light.BACK


def lit(scene: NetworkScene, width: Array, alpha: Array) -> tuple[Array, Array]:
    """Widths and opacities (edges,) in the light of the formula, if there is one."""
    lights, edges = scene.view.highlights, scene.edges
    if not lights or not len(edges):
        return width, alpha
    some = np.array([key in lights.edges for key in _keys(edges)])
    strongest = np.array([key in lights.strongest for key in _keys(edges)])
    width = np.where(some, np.maximum(width, _LEAST_WIDTH), width) + _MORE * strongest
    alpha = np.where(some, np.maximum(alpha, _LEAST_ALPHA), alpha * _EDGES_BACK)
    return width, np.where(strongest, 1.0, alpha)


def _keys(edges: EdgeSet) -> list[tuple[int, int, int]]:
    return list(zip(edges.layer.tolist(), edges.source.tolist(), edges.target.tolist(), strict=True))
