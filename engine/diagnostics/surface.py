"""What every neuron computes over two chosen inputs (or one): the boundary plot and the pictures in the nodes."""

import math
from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.catalog.arrays import Array, sealed
from engine.data import DataSet
from engine.diagnostics.held import Held, held_row
from engine.passes.blocks import COPY_WORK, row_blocks
from engine.passes.forward import layer_in_pieces, layer_work, network_blocks
from engine.passes.network import Network

PICTURED_UNITS = 64
CURVE_POINTS = 400
MOST_WORK = 5_000_000_000  # about a second
LEAST_COLUMNS = 8
_CACHED = 4  # blocks so many times smaller than need be stay in the processor's cache
INPUTS = -1  # the focus layer that stands for the inputs


@dataclass(frozen=True)
class SurfaceRequest:
    """What to compute: the plotted columns of the data (y_column None for a curve over one input), the
    resolution of the big plot, how many of its steps make one step of a node's picture, and the
    neuron in the big plot as (layer from 0 or INPUTS, neuron) or None for the whole output layer.

    pictured: (layer from 0 or INPUTS, neurons) of which neurons pictures are wanted, where not of the first
    PICTURED_UNITS; those that a layer has not are passed over. held: what inputs that are not plotted are held at,
    where not at their training mean; example: the training row whose values are meant there."""

    x_column: int = 0
    y_column: int | None = 1
    resolution: int = 200
    stride: int = 4
    focus: tuple[int, int] | None = None
    pictured: tuple[tuple[int, tuple[int, ...]], ...] = ()
    held: Held = ()
    example: int = 0


@dataclass(frozen=True, eq=False)
class Surface:
    """Activations over a grid in the data's own units; read-only, float32, or float64 where that is too narrow.

    plot: (neurons, rows, columns) of the focus, row 0 at the lowest y; rows is 1 for a curve, and rows and columns
    are fewer than requested for a network so wide that it would take too long.
    pictures: per layer, the inputs first, (neurons, rows, columns) of the first PICTURED_UNITS or those asked for.
    sums: z like plot, where the whole output is steps: what is left of it says neither where the line runs
    nor which of several neurons that fire, or do not, is the surest.
    """

    request: SurfaceRequest
    version: int
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    plot: Array
    pictures: tuple[Array, ...]
    sums: Array | None = None


def compute_surface(
    network: Network, data: DataSet, request: SurfaceRequest, version: int
) -> Generator[None, None, Surface]:
    """The surface of a network, with a breath (None) between pieces.

    Inputs that are not plotted are held where the request says, at their training mean unless it does. A network
    so wide that the picture would take longer than about a second gets a coarser one. Numbers are computed in
    float32, which is fine enough for colours; where one of them does not fit in there, all of them in float64.
    """
    found = yield from _computed(network, data, request, version, np.float32)
    if not all(np.isfinite(part).all() for part in (found.plot, *found.pictures)):
        found = yield from _computed(network, data, request, version, np.float64)
    return found


def _computed(
    network: Network, data: DataSet, request: SurfaceRequest, version: int, precision: type
) -> Generator[None, None, Surface]:
    copied = yield from _copied(network, precision)
    work = sum(layer_work(layer) for layer in copied.layers)
    lines, columns, stride = _fineness(request, work)
    grid = _Grid(data, request, lines, columns)
    kept = _pictured(lines, columns, stride)
    layer_index = len(copied.layers) - 1 if request.focus is None else request.focus[0]
    stepped = request.focus is None and copied.layers[-1].activation.name == "step"
    plot: list[Array] = []
    sums: list[Array] = []
    pictures: list[list[Array]] = [[] for _ in range(len(copied.layers) + 1)]
    wanted = _pictured_units(request, [network.inputs, *(len(layer.bias) for layer in copied.layers)])
    for block in network_blocks(copied, lines * columns, _CACHED):
        a: Array = grid.seen(block).astype(precision)
        picked = kept[block]
        pictures[0].append(a[:, wanted[0]][picked])
        if request.focus is not None and layer_index == INPUTS:
            plot.append(a[:, request.focus[1] : request.focus[1] + 1])
        for layer in copied.layers:
            z, a = yield from layer_in_pieces(layer, a)
            pictures[layer.index + 1].append(a[:, wanted[layer.index + 1]][picked])
            if layer.index == layer_index:
                plot.append(a if request.focus is None else a[:, request.focus[1] : request.focus[1] + 1].copy())
                sums += [z] if stepped else []
        yield
    return Surface(
        request,
        version,
        data.range(request.x_column),
        (0.0, 1.0) if request.y_column is None else data.range(request.y_column),
        _stacked(plot, columns),
        tuple(_stacked(part, -(-columns // stride)) for part in pictures),
        _stacked(sums, columns) if stepped else None,
    )


def _fineness(request: SurfaceRequest, work: int) -> tuple[int, int, int]:
    """(lines, columns, stride): as requested, or as fine as MOST_WORK allows at this much a point."""
    points = MOST_WORK // max(work, 1)
    if request.y_column is None:
        return 1, max(LEAST_COLUMNS, min(CURVE_POINTS, points)), request.stride
    columns = min(request.resolution, max(LEAST_COLUMNS, math.isqrt(points)))
    pictured = -(-request.resolution // request.stride)
    return columns, columns, request.stride if columns == request.resolution else max(1, columns // pictured)


class _Grid:
    """The points of the picture, lines of growing y, made block by block: with many inputs they are many numbers."""

    def __init__(self, data: DataSet, request: SurfaceRequest, lines: int, columns: int) -> None:
        self._data, self._request = data, request
        self._held = held_row(data, request.held, request.example)
        self._x = np.linspace(*data.range(request.x_column), columns)
        self._y = None if request.y_column is None else np.linspace(*data.range(request.y_column), lines)

    def seen(self, block: slice) -> Array:
        """Its points (k, inputs) in that block as the network sees them."""
        points = np.arange(block.start, block.stop)
        rows = np.repeat(self._held, len(points), axis=0)
        rows[:, self._request.x_column] = self._x[points % len(self._x)]
        if self._y is not None:
            rows[:, self._request.y_column] = self._y[points // len(self._x)]
        return self._data.see(rows)


def _pictured(lines: int, columns: int, stride: int) -> NDArray[np.bool_]:
    """Which points of the grid (lines * columns,) the pictures in the nodes keep."""
    kept = np.zeros((lines, columns), dtype=bool)
    kept[::stride, ::stride] = True
    return kept.ravel()


def _pictured_units(request: SurfaceRequest, sizes: list[int]) -> list[slice | list[int]]:
    """Which neurons of each layer, the inputs first, get a picture."""
    chosen, first = dict(request.pictured), slice(PICTURED_UNITS)
    return [
        [unit for unit in chosen[column - 1] if unit < size] if column - 1 in chosen else first
        for column, size in enumerate(sizes)
    ]


def _copied(network: Network, precision: type) -> Generator[None, None, Network]:
    """The network as it is now, in this precision."""
    now, copied = network.weights, Network(network.spec, network.inputs, precision)
    weights = np.empty_like(copied.weights)
    for part in row_blocks(len(weights), COPY_WORK):
        weights[part] = now[part]
        if part.stop < len(weights):
            yield
    copied.adopt(weights)
    return copied


def _stacked(parts: list[Array], columns: int) -> Array:
    values = np.concatenate(parts) if len(parts) > 1 else parts[0]
    return sealed(np.ascontiguousarray(values.T).reshape(values.shape[1], -1, columns))
