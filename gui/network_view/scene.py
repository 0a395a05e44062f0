"""Everything that one picture of the network is drawn from, as one frozen record."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

import numpy as np

from engine.catalog.arrays import Array, Rows
from engine.diagnostics import Activity, Surface, inactive
from engine.formula import NumberStyle
from engine.spec import DataInfo, ExperimentSpec
from engine.trace import LayerNumbers, Phase, Snapshot
from gui.network_view.layout import BIAS, NetworkLayout, lay_out
from gui.network_view.paging import strongest_pages
from gui.network_view.pixel_edges import pixel_edges
from gui.view import ViewState

MAX_EDGES, MAX_FOLDED_EDGES = 1000, 600
"""Of so many the strongest are drawn; of fewer where layers are folded, since these are a choice anyway."""

_SHOWN = {"z": "sums_known", "activation": "activations_known", "delta": "errors_known"}

_FEW_EDGES, _SHORT = 12, 3
"""Up to so many edges a step leaves neurons room for more digits than these."""


@dataclass(frozen=True)
class NeuronRef:
    """A neuron: `layer` from 0, or -1 for the inputs."""

    layer: int
    neuron: int


@dataclass(frozen=True)
class EdgeRef:
    """The edge into neuron `target` of layer `layer`; `source` is BIAS for its bias."""

    layer: int
    source: int
    target: int


Pointed = NeuronRef | EdgeRef | None


def neuron_of(pointed: Pointed) -> tuple[int, int] | None:
    """The neuron a pointed thing brings to the big plot; for an edge the one it leads to."""
    match pointed:
        case NeuronRef(layer, neuron):
            return layer, neuron
        case EdgeRef(layer, _, target):
            return layer, target
    return None


@dataclass(frozen=True, eq=False)
class EdgeSet:
    """The edges that are drawn: four arrays of one length; `total` counts all of the network's."""

    layer: Rows
    source: Rows
    target: Rows
    weight: Array
    total: int

    def __len__(self) -> int:
        return len(self.weight)


@dataclass(frozen=True, eq=False)
class NetworkScene:
    """One picture. scale, dx and dy place the layout on the canvas; the legend stays where it is."""

    layout: NetworkLayout
    spec: ExperimentSpec
    info: DataInfo
    view: ViewState
    snapshot: Snapshot | None
    surface: Surface | None
    edges: EdgeSet
    pointed: Pointed = None
    titles: bool = False
    scale: float = 1.0
    dx: float = 0.0
    dy: float = 0.0
    canvas: tuple[float, float] = (0.0, 0.0)
    activity: Activity | None = None

    @property
    def style(self) -> NumberStyle:
        """How numbers are written."""
        return NumberStyle(self.view.digits, self.view.fractions)

    @property
    def word_style(self) -> NumberStyle:
        """How numbers beside neurons are written: short where many edges tell theirs in the same room."""
        numbers = self.numbers(self.active)
        told = numbers is not None and self.phase in (Phase.BACKWARD, Phase.UPDATE)
        if told and numbers is not None and numbers.kernel.size > _FEW_EDGES:
            return NumberStyle(min(self.view.digits, _SHORT), self.view.fractions)
        return self.style

    @property
    def phase(self) -> Phase | None:
        return self.snapshot.phase if self.snapshot else None

    @property
    def place(self) -> tuple[object, ...]:
        """Where its columns stand on the canvas, and which of their neurons."""
        columns = tuple((column.x, column.neurons, column.page, column.fold) for column in self.layout.columns)
        return columns, self.scale, self.dx, self.dy

    @property
    def active(self) -> int:
        """The layer of the step under way, or -1 at rest."""
        return self.snapshot.layer if self.snapshot and self.snapshot.phase else -1

    def column_places(self) -> tuple[list[float], float]:
        """The x of every column's centre on the canvas, and their distance."""
        xs = [self.dx + column.middle * self.scale for column in self.layout.columns]
        return xs, xs[1] - xs[0]

    def numbers(self, layer: int) -> LayerNumbers | None:
        """The numbers of a layer, None for the inputs and before the first snapshot."""
        return self.snapshot.layers[layer] if self.snapshot and layer >= 0 else None

    def known(self, layer: int, name: Literal["z", "activation", "delta"], neuron: int) -> float | None:
        """A number of a neuron for the shown example, None where the pass has not come yet."""
        numbers = self.numbers(layer)
        values: Array | None = getattr(numbers, name, None)
        shown: int | None = getattr(numbers, _SHOWN[name], None)
        if values is None or (shown is not None and neuron >= shown):
            return None
        return float(values[neuron])

    def silence(self, layer: int, neuron: int) -> Literal["", "inactive", "dead"]:
        """Whether a neuron learns nothing from the shown example, or from none of the data any more."""
        numbers, snapshot = self.numbers(layer), self.snapshot
        if numbers is None or snapshot is None:
            return ""
        known = self.activity is not None and self.activity.version == snapshot.version
        if known and self.activity is not None and self.activity.dead(layer, neuron):
            return "dead"
        if numbers.z is None or numbers.activation is None or self.known(layer, "activation", neuron) is None:
            return ""
        one = slice(neuron, neuron + 1)
        name = self.spec.network.layers[layer].activation
        return "inactive" if inactive(name, numbers.z[one], numbers.activation[one])[0] else ""

    def left_out(self, layer: int, neuron: int) -> bool:
        """Whether dropout leaves a neuron's activation out of the update that is stepped through, for its example."""
        numbers = self.numbers(layer)
        factors = None if numbers is None else numbers.dropout
        return factors is not None and factors[neuron] == 0.0 and self.known(layer, "activation", neuron) is not None

    @property
    def reached(self) -> int:
        """Of how many neurons of the active layer, from the first, the step has come to the edges."""
        numbers = self.numbers(self.active)
        if numbers is None or self.snapshot is None:
            return 0
        cursor, units = self.snapshot.cursor, len(numbers.bias)
        return units if cursor is None else min(cursor.stop + 1, units)


def scene_of(
    spec: ExperimentSpec,
    info: DataInfo,
    snapshot: Snapshot | None,
    surface: Surface | None,
    view: ViewState,
    width: float,
    height: float,
    titles: bool = True,
) -> NetworkScene:
    """The whole network on an area of that size, for pictures in files."""
    area = sizes_of(spec, info), width, height - (TITLES if titles else 0.0), biases_of(spec, view)
    layout = lay_out(*area, image=info.image)
    if pages := strongest_pages(layout, snapshot):
        layout = lay_out(*area, pages, image=info.image)
    edges = chosen_edges(layout, spec, snapshot)
    top = TITLES if titles else 0.0
    scale = min(width / layout.width, (height - top) / layout.height, 1.0)
    dx = (width - scale * layout.width) / 2
    return NetworkScene(
        layout, spec, info, view, snapshot, surface, edges, None, titles, scale, dx, top, (width, height)
    )


TITLES = 44.0


def sizes_of(spec: ExperimentSpec, info: DataInfo) -> tuple[int, ...]:
    """Inputs and units per layer."""
    return (len(info.inputs), *(layer.units for layer in spec.network.layers))


def biases_of(spec: ExperimentSpec, view: ViewState) -> tuple[bool, ...]:
    """For each column whether a bias node stands in it, for the layer behind it."""
    return (*(view.bias_nodes and layer.use_bias for layer in spec.network.layers), False)


def fits(snapshot: Snapshot, spec: ExperimentSpec, info: DataInfo) -> bool:
    """Whether the snapshot's arrays belong to a network of these sizes."""
    shapes = tuple(numbers.kernel.shape for numbers in snapshot.layers)
    return shapes == spec.network.shapes(len(info.inputs))


def what_is_drawn(view: ViewState) -> tuple[object, ...]:
    """What a picture takes from the view."""
    return view.bias_nodes, view.selected, view.hovered, view.highlights, view.digits, view.fractions


def same_picture(old: Snapshot | None, new: Snapshot) -> bool:
    """Whether the two show the same numbers of the same moment."""
    if old is None or old.spec.network != new.spec.network or old.version != new.version:
        return False
    if (old.phase, old.layer, old.events_done, old.cursor) != (new.phase, new.layer, new.events_done, new.cursor):
        return False
    return old.example is not None and new.example is not None and old.example.index == new.example.index


def chosen_edges(
    layout: NetworkLayout,
    spec: ExperimentSpec,
    snapshot: Snapshot | None,
    most: int | None = None,
    looked_at: tuple[int, int] | None = None,
) -> EdgeSet:
    """The edges between shown neurons, only the `most` strongest by |w| if there are more.

    looked_at: (layer, neuron) of which all edges are wanted, where those of a picture's pixels are too many.
    """
    total = sum(rows * units for rows, units in spec.network.shapes(layout.columns[0].total))
    if snapshot is None:
        none = np.zeros(0, dtype=np.intp)
        return EdgeSet(none, none, none, np.zeros(0), total)
    if most is None:
        most = MAX_EDGES if all(place.fold is None for place in layout.columns) else MAX_FOLDED_EDGES
    layers, sources, targets = _ends(layout)
    parts: list[Array] = []
    for layer, numbers in enumerate(snapshot.layers):
        begin, end = (_places(layout.columns[layer + side].neurons) for side in (0, 1))
        parts.append(numbers.kernel[begin][:, end].ravel())
        if layout.columns[layer].bias_y is not None:
            total += len(numbers.bias)
            parts.append(numbers.bias[end])
    weights = np.concatenate(parts)
    if len(weights) > most:
        kept = np.sort(np.argpartition(np.abs(weights), len(weights) - most)[-most:])
        layers, sources, targets, weights = layers[kept], sources[kept], targets[kept], weights[kept]
    if layout.columns[0].image is not None:
        kernel, looked = snapshot.layers[0].kernel, looked_at or (-2, 0)
        pixel, neuron = (looked[1] if looked[0] == layer else None for layer in (-1, 0))
        found = pixel_edges(kernel, layout.columns[1].neurons, pixel, neuron)
        layers = np.concatenate([np.zeros(len(found[0]), dtype=np.intp), layers])
        sources, targets, weights = (
            np.concatenate(both) for both in zip(found, (sources, targets, weights), strict=True)
        )
    return EdgeSet(layers, sources, targets, weights, total)


def _places(neurons: tuple[int, ...]) -> slice | list[int]:
    """Neurons as an index of their array, a slice where they follow one another."""
    if not neurons:
        return []
    first, count = neurons[0], len(neurons)
    return slice(first, first + count) if neurons == tuple(range(first, first + count)) else list(neurons)


@lru_cache(maxsize=4)
def _ends(layout: NetworkLayout) -> tuple[Rows, Rows, Rows]:
    """Layer, source and target of all edges between shown neurons, a layer's biases after its kernel."""
    parts: list[tuple[Rows, Rows, Rows]] = []
    for layer, (column, following) in enumerate(pairwise(layout.columns)):
        rows, units = (np.array(place.neurons, dtype=np.intp) for place in (column, following))
        parts.append((np.full(len(rows) * len(units), layer), np.repeat(rows, len(units)), np.tile(units, len(rows))))
        if column.bias_y is not None:
            parts.append((np.full(len(units), layer), np.full(len(units), BIAS), units))
    layers, sources, targets = (np.concatenate(ends) for ends in zip(*parts, strict=True))
    return layers, sources, targets
