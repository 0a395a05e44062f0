"""What lies under the cursor: a neuron, else the nearest edge; pure geometry."""

from functools import lru_cache

import numpy as np

from engine.catalog.arrays import Array, Rows
from gui.network_view.layout import BIAS, NetworkLayout
from gui.network_view.scene import EdgeRef, EdgeSet, NeuronRef, Pointed

REACH = 6.0
"""How far from an edge's curve, in pixels, the cursor still means it."""

_STEPS = 40


def hit(layout: NetworkLayout, edges: EdgeSet, x: float, y: float, reach: float = REACH) -> Pointed:
    """The neuron whose node holds the point, else the nearest edge within `reach`, else None."""
    for column, place in enumerate(layout.columns):
        if abs(x - place.x) <= place.size / 2:
            for neuron in range(place.shown):
                if layout.node(column, neuron).contains(x, y):
                    return NeuronRef(column - 1, neuron)
    return _nearest_edge(layout, edges, x, y, reach)


def _nearest_edge(layout: NetworkLayout, edges: EdgeSet, x: float, y: float, reach: float) -> Pointed:
    for layer in range(len(layout.columns) - 1):
        if not layout.columns[layer].x <= x <= layout.columns[layer + 1].x:
            continue
        candidates = np.flatnonzero(edges.layer == layer)
        if not candidates.size:
            return None
        points = _points(layout, layer, edges.source[candidates], edges.target[candidates])
        distances = _distances(points, x, y)
        nearest = int(np.argmin(distances))
        if distances[nearest] <= reach:
            index = candidates[nearest]
            return EdgeRef(layer, int(edges.source[index]), int(edges.target[index]))
    return None


@lru_cache(maxsize=8)
def _ends(layout: NetworkLayout, layer: int) -> tuple[Array, Array]:
    """Starts (sources + 1, 2), the bias node last, and ends (targets, 2) of a layer's edges."""
    sources = [layout.curve(layer, source, 0).start for source in range(layout.columns[layer].shown)]
    bias = layout.curve(layer, BIAS, 0).start
    targets = [layout.curve(layer, 0, target).end for target in range(layout.columns[layer + 1].shown)]
    return np.array([*sources, bias]), np.array(targets)


def _points(layout: NetworkLayout, layer: int, source: Rows, target: Rows) -> Array:
    """Points (edges, steps, 2) along the curves; a source of BIAS picks the last start."""
    starts, ends = _ends(layout, layer)
    start, end = starts[source][:, None, :], ends[target][:, None, :]
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
