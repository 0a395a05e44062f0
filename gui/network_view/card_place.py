"""Where the hover card stands: near what it explains, over neither that nor its edges, and off other neurons."""

import numpy as np

from engine.catalog.arrays import Array
from gui.network_view.geometry import Rect, centred
from gui.network_view.scene import EdgeRef, NetworkScene, NeuronRef
from gui.network_view.texts import Advance, words_at

_GAP = 10.0
_STEP, _CELL = 8.0, 2.0
_ASKED, _TOLD, _LINE, _ITS_LINE, _OTHER = 1000.0, 60.0, 500.0, 0.06, 0.12
"""What it costs to cover a pixel of the neurons asked about, of their words, of the edge, of a neuron's edges, of
anything else."""

_HIDDEN = 2.0
"""Under the foot of a folded layer, which stands over it, a card would not be seen."""

_FAR, _LEFT = 4.0, 12.0
"""What a pixel of distance costs, and standing on the left."""

Weighed = tuple[Rect, float]


class CardPlace:
    """Remembers where a card stands while it is about the same thing on the same network: numbers may change."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._place = Rect(0.0, 0.0, 0.0, 0.0)

    def find(self, scene: NetworkScene, width: float, height: float, advance: Advance) -> Rect:
        """The place of a card of that size."""
        # A card may grow or shrink by a digit without going elsewhere.
        rough = (round(width / 24), round(height / 24))
        key = (scene.pointed, scene.layout, scene.place, scene.canvas, scene.phase, scene.active, rough)
        if key != self._key:
            self._key, self._place = key, card_place(scene, width, height, advance)
        return Rect(self._place.left, self._place.top, width, height)


def card_place(scene: NetworkScene, width: float, height: float, advance: Advance) -> Rect:
    """The best place on the canvas for a card of that size about what is pointed at."""
    bounds = Rect(4.0, 4.0, scene.canvas[0] - 8.0, scene.canvas[1] - 8.0)
    obstacles = [(_on_canvas(scene, rect), cost) for rect, cost in _obstacles(scene, advance)]
    anchor = _on_canvas(scene, _anchor(scene)).centre
    xs = np.arange(bounds.left, max(bounds.right - width, bounds.left) + 1.0, _STEP)
    ys = np.arange(bounds.top, max(bounds.bottom - height, bounds.top) + 1.0, _STEP)
    left, top = (side.ravel() for side in np.meshgrid(xs, ys))
    cost = _covered(left, top, width, height, obstacles, scene.canvas)
    across = np.abs(left + width / 2 - anchor[0]) - width / 2
    down = np.abs(top + height / 2 - anchor[1]) - height / 2
    cost += _FAR * np.hypot(np.maximum(across, 0.0), np.maximum(down, 0.0)) + 0.1 * np.abs(down + height / 2)
    cost += _LEFT * (left + width / 2 < anchor[0])
    best = int(np.argmin(cost))
    return Rect(float(left[best]), float(top[best]), width, height)


def _covered(
    left: Array, top: Array, width: float, height: float, obstacles: list[Weighed], canvas: tuple[float, float]
) -> Array:
    """What it costs to cover the obstacles with a card at each place (places,), in small cells of the canvas."""
    columns, rows = (int(side / _CELL) + 2 for side in canvas)
    sums = np.zeros((rows + 1, columns + 1))
    edges = np.array([(rect.top, rect.bottom, rect.left, rect.right) for rect, _ in obstacles]).reshape(-1, 4) / _CELL
    limits = np.array([rows, rows, columns, columns])
    above, below, begin, end = np.clip(np.rint(edges), 0, limits).astype(np.intp).T
    weights = np.array([weight for _, weight in obstacles]) * _CELL * _CELL
    for row, column, sign in ((above, begin, 1), (above, end, -1), (below, begin, -1), (below, end, 1)):
        np.add.at(sums, (row, column), sign * weights)
    sums = sums.cumsum(axis=0).cumsum(axis=1)  # the cost of each cell
    sums = np.pad(sums.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))  # the cost above and left of each corner
    x, y = (np.floor(side / _CELL).astype(np.intp) for side in (left, top))
    right, bottom = (np.ceil(side / _CELL).astype(np.intp) for side in (left + width, top + height))
    right, bottom = np.minimum(right, columns), np.minimum(bottom, rows)
    total: Array = sums[bottom, right] - sums[y, right] - sums[bottom, x] + sums[y, x]
    return total


def _on_canvas(scene: NetworkScene, rect: Rect) -> Rect:
    left, top = scene.dx + rect.left * scene.scale, scene.dy + rect.top * scene.scale
    return Rect(left, top, rect.width * scene.scale, rect.height * scene.scale)


def _anchor(scene: NetworkScene) -> Rect:
    match scene.pointed:
        case EdgeRef(layer, source, target):
            return centred(*scene.layout.curve(layer, source, target).at(0.5), 1.0, 1.0)
        case NeuronRef(layer, neuron):
            return scene.layout.spot(layer + 1, neuron)
    return Rect(0.0, 0.0, 0.0, 0.0)


def _obstacles(scene: NetworkScene, advance: Advance) -> list[Weighed]:
    """Every node and its words, those asked about the dearest; the edges asked about in small pieces."""
    asked, edges = _asked(scene)
    found: list[Weighed] = []
    for column, place in enumerate(scene.layout.columns):
        if place.image is not None:
            found += [(place.image.rect, _OTHER), (place.image.strip, _OTHER)]
        found += [(part, _HIDDEN) for part in (place.fold, place.weights) if part is not None]
        for neuron in place.neurons:
            mine = (column, neuron) in asked
            node = scene.layout.node(column, neuron)
            gap = _GAP if mine else 0.0
            wider = Rect(node.left - gap, node.top - gap, node.width + 2 * gap, node.height + 2 * gap)
            found.append((wider, _ASKED if mine else _OTHER))
            words = words_at(scene, column, neuron, advance)
            found += [(word.box, _TOLD if mine else _OTHER) for word in words]
    cost = _ITS_LINE if isinstance(scene.pointed, NeuronRef) else _LINE
    pieces = 1 if len(edges) < _MANY else 4
    for edge in edges:
        curve = scene.layout.curve(edge.layer, edge.source, edge.target)
        found += [(centred(*curve.at(t), 12.0, 12.0), cost * pieces) for t in _ALONG[::pieces]]
    return found


_ALONG = tuple(place / 48 for place in range(49))
_MANY, _MOST_EDGES = 12, 40
"""So many edges are weighed coarsely, and no more than so many at all."""


def _asked(scene: NetworkScene) -> tuple[set[tuple[int, int]], list[EdgeRef]]:
    """The (column, neuron)s and the edges that the card is about."""
    match scene.pointed:
        case EdgeRef(layer, source, target):
            return {(layer, source), (layer + 1, target)}, [scene.pointed]
        case NeuronRef(layer, neuron):
            columns = scene.layout.columns
            if not scene.layout.shows(layer + 1, neuron):
                return set(), []
            into = [EdgeRef(layer, source, neuron) for source in columns[layer].neurons] if layer >= 0 else []
            following = columns[layer + 2].neurons if layer + 2 < len(columns) else ()
            return {(layer + 1, neuron)}, (into + [EdgeRef(layer + 1, neuron, t) for t in following])[:_MOST_EDGES]
    return set(), []
