"""What every neuron computes over two chosen inputs (or one): the boundary plot and the pictures in the nodes."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from engine.catalog.arrays import Array, Rows
from engine.data import DataSet
from engine.passes.blocks import row_blocks
from engine.passes.forward import layer_forward, layer_work
from engine.passes.network import Network

PICTURED_UNITS = 64
CURVE_POINTS = 400
INPUTS = -1  # the focus layer that stands for the inputs


@dataclass(frozen=True, slots=True)
class SurfaceRequest:
    """What to compute: the plotted input columns (y_column None for a curve over one input), the
    resolution of the big plot, how many of its steps make one step of a node's picture, and the
    neuron in the big plot as (layer from 0 or INPUTS, neuron) or None for the whole output layer."""

    x_column: int = 0
    y_column: int | None = 1
    resolution: int = 200
    stride: int = 4
    focus: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """Activations over a grid in the data's own units; float32, read-only.

    plot: (neurons, rows, columns) of the focus, row 0 at the lowest y; rows is 1 for a curve.
    pictures: per layer, the inputs first, (up to PICTURED_UNITS neurons, rows, columns).
    """

    request: SurfaceRequest
    version: int
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    plot: Array
    pictures: tuple[Array, ...]


def compute_surface(
    network: Network, data: DataSet, request: SurfaceRequest, version: int
) -> Generator[None, None, Surface]:
    """The surface of a network, with a breath (None) between row blocks.

    Inputs that are not plotted are held at their training mean.
    """
    grid, columns = _grid(data, request)
    single = _single_precision(network)
    layer_index = len(single.layers) - 1 if request.focus is None else request.focus[0]
    plot: list[Array] = []
    pictures: list[list[Array]] = [[] for _ in range(len(single.layers) + 1)]
    work = columns * sum(layer_work(layer) for layer in single.layers)
    lines = len(grid) // columns
    step = 1 if lines == 1 else request.stride
    for block in row_blocks(lines, work):
        a = grid[block.start * columns : block.stop * columns]
        picked = _picture_rows(block, columns, step, request.stride)
        pictures[0].append(a[picked])
        if request.focus is not None and layer_index == INPUTS:
            plot.append(a[:, request.focus[1] : request.focus[1] + 1])
        for layer in single.layers:
            _, a = layer_forward(layer, a)
            pictures[layer.index + 1].append(a[picked, :PICTURED_UNITS])
            if layer.index == layer_index:
                plot.append(a if request.focus is None else a[:, request.focus[1] : request.focus[1] + 1])
        yield None
    small = -(-columns // request.stride)
    return Surface(
        request,
        version,
        data.range(request.x_column),
        (0.0, 1.0) if request.y_column is None else data.range(request.y_column),
        _stacked(plot, columns),
        tuple(_stacked(part, small) for part in pictures),
    )


def _grid(data: DataSet, request: SurfaceRequest) -> tuple[Array, int]:
    """Scaled inputs (lines * columns, inputs) in float32, lines of growing y; and the columns of a line."""
    mean = data.raw(data.training.x.mean(axis=0, keepdims=True))
    columns = CURVE_POINTS if request.y_column is None else request.resolution
    lines = 1 if request.y_column is None else request.resolution
    grid = np.repeat(mean, lines * columns, axis=0)
    x = np.linspace(*data.range(request.x_column), columns)
    grid[:, request.x_column] = np.tile(x, lines)
    if request.y_column is not None:
        y = np.linspace(*data.range(request.y_column), lines)
        grid[:, request.y_column] = np.repeat(y, columns)
    return data.scaling.apply(grid).astype(np.float32), columns


def _picture_rows(block: slice, columns: int, line_step: int, stride: int) -> Rows:
    """Positions within the block's rows that the pictures keep."""
    first = -block.start % line_step
    lines = np.arange(first, block.stop - block.start, line_step)
    return (lines[:, None] * columns + np.arange(0, columns, stride)[None, :]).ravel()


def _single_precision(network: Network) -> Network:
    single = Network(network.spec, network.inputs, np.float32)
    single.weights[...] = network.weights
    return single


def _stacked(parts: list[Array], columns: int) -> Array:
    values = np.concatenate(parts) if len(parts) > 1 else parts[0]
    image = np.ascontiguousarray(values.T).reshape(values.shape[1], -1, columns)
    image.flags.writeable = False
    return image
