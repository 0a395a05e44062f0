"""What lies under the cursor: a neuron, else the nearest edge."""

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF

from engine.catalog.arrays import Array
from gui.network_view.chips import Chips
from gui.network_view.layout import BIAS, NetworkLayout
from gui.network_view.scene import EdgeRef, EdgeSet, NetworkScene, NeuronRef, Pointed

REACH = 6.0
"""How far from an edge's curve, in pixels, the cursor still means it."""

_STEPS = 40


def hit(
    layout: NetworkLayout,
    edges: EdgeSet,
    x: float,
    y: float,
    reach: float = REACH,
    chips: Chips | None = None,
) -> Pointed:
    """A neuron by its node or in a picture of weights, else an edge by its chip, else the nearest one in `reach`."""
    for column, place in enumerate(layout.columns):
        if place.image is not None and (pixel := place.image.at(x, y)) is not None:
            return NeuronRef(column - 1, pixel)
        if abs(x - place.x) <= place.size / 2:
            for neuron in place.neurons:
                if layout.node(column, neuron).contains(x, y):
                    return NeuronRef(column - 1, neuron)
        if place.weights is not None and place.weights.contains(x, y):
            share = (x - place.weights.left) / place.weights.width
            return NeuronRef(column - 1, min(int(share * place.total), place.total - 1))
    for index, box in chips.boxes.items() if chips is not None else ():
        if box.contains(x, y):
            return _ref(edges, index)
    return _nearest_edge(layout, edges, x, y, reach, chips)


def folded_at(scene: NetworkScene | None, point: QPointF) -> int | None:
    """The folded column whose neurons, brace or picture of weights stand at this point of the canvas."""
    if scene is not None:
        x, y = (point.x() - scene.dx) / scene.scale, (point.y() - scene.dy) / scene.scale
        for column, place in enumerate(scene.layout.columns):
            if place.fold is None:
                continue
            over = place.x - place.size / 2 <= x <= place.out
            if over or (place.fold.left <= x <= place.fold.right and y >= place.fold.top):
                return column
    return None


def _ref(edges: EdgeSet, index: int) -> EdgeRef:
    return EdgeRef(int(edges.layer[index]), int(edges.source[index]), int(edges.target[index]))


def _nearest_edge(
    layout: NetworkLayout, edges: EdgeSet, x: float, y: float, reach: float, chips: Chips | None
) -> Pointed:
    for layer in range(len(layout.columns) - 1):
        if not layout.columns[layer].x <= x <= layout.columns[layer + 1].x:
            continue
        candidates = np.flatnonzero(edges.layer == layer)
        if not candidates.size:
            return None
        starts, ends = _ends(layout, layer)
        start, end = starts[edges.source[candidates]], ends[edges.target[candidates]]
        if chips is not None and chips.boxes:
            for place, index in enumerate(candidates.tolist()):
                if index in chips.boxes:
                    curve = chips.curve(layout, edges, index)
                    start[place], end[place] = curve.start, curve.end
        distances = _distances(_points(start, end), x, y)
        nearest = int(np.argmin(distances))
        if distances[nearest] <= reach:
            return _ref(edges, int(candidates[nearest]))
    return None


@lru_cache(maxsize=8)
def _ends(layout: NetworkLayout, layer: int) -> tuple[Array, Array]:
    """Starts (inputs + 1, 2), the bias node last, and ends (units, 2) of a layer's edges; NaN where none is shown."""
    below, above = layout.columns[layer], layout.columns[layer + 1]
    starts, ends = np.full((below.total + 1, 2), np.nan), np.full((above.total, 2), np.nan)
    for source in (*(below.neurons if below.image is None else range(below.total)), BIAS):
        starts[source] = layout.port(layer, source)
    for target in above.neurons:
        ends[target] = layout.curve(layer, BIAS, target).end
    return starts, ends


def _points(start: Array, end: Array) -> Array:
    """Points (edges, steps, 2) along the curves between starts and ends (edges, 2)."""
    start, end = start[:, None, :], end[:, None, :]
    t = np.linspace(0.0, 1.0, _STEPS)[None, :]
    u = 1.0 - t
    inner = 3.0 * u * u * t + 3.0 * u * t * t
    x = u**3 * start[..., 0] + inner * (start[..., 0] + end[..., 0]) / 2 + t**3 * end[..., 0]
    y = (u**3 + 3.0 * u * u * t) * start[..., 1] + (3.0 * u * t * t + t**3) * end[..., 1]
    points: Array = np.stack([x, y], axis=-1)
    return points


def _distances(points: Array, x: float, y: float) -> Array:
    """The distance (edges,) from a point to each polyline."""
    a, b = points[:, :-1], points[:, 1:]
    along = b - a
    to = np.array([x, y]) - a
    share = np.clip((to * along).sum(-1) / np.maximum((along * along).sum(-1), 1e-12), 0.0, 1.0)
    rest = to - share[..., None] * along
    nearest: Array = np.sqrt((rest * rest).sum(-1)).min(axis=1)
    return nearest
