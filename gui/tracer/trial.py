"""An example of one's own: its first values, its way through the network neuron by neuron; no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.catalog.arrays import Array
from engine.diagnostics import LayerRow
from engine.trace import Address, Kind, Snapshot
from gui.view import Neuron

Row = tuple[float, ...]
"""Input values in the data's own units."""


@dataclass(frozen=True)
class Answer:
    """What the network says to a row, in words, and the output neuron that says it.

    layers: inputs, z and a of each layer; made: the inputs before they are scaled, None: they are the row.
    """

    row: Row
    words: str
    unit: int
    layers: tuple[LayerRow, ...] = field(default=(), compare=False)
    made: Array | None = field(default=None, compare=False)


def first_row(snapshot: Snapshot, exact: bool = False) -> Row:
    """What one begins with: the example that is looked at, `exact` or in the digits a field shows."""
    if snapshot.example is None:
        return (0.0,) * len(snapshot.layers[0].kernel)
    if exact:
        return tuple(snapshot.example.raw.tolist())
    return tuple(float(f"{value:.4g}") for value in snapshot.example.raw.tolist())


def typed_number(kind: Kind, update: int, layer: int, unit: int, number: int) -> Address:
    """A number of the row that was typed as the `number`-th."""
    return Address(kind, update, layer, unit, split="typed", example=number)


def neighbour(sizes: Sequence[int], place: Neuron, by: int) -> Neuron:
    """The neuron so many further on the way through layers of these sizes; from the last it leads to the first."""
    index = (sum(sizes[: place[0]]) + place[1] + by) % sum(sizes)
    layer = 0
    while index >= sizes[layer]:
        index -= sizes[layer]
        layer += 1
    return layer, index


def next_place(sizes: Sequence[int], shown: Address | None, by: int) -> Neuron:
    """The neuron after (by 1) or before (-1) the one whose typed number is shown; else the first or the last."""
    last = (len(sizes) - 1, sizes[-1] - 1)
    if shown is None or shown.kind not in (Kind.SUM, Kind.ACTIVATION):
        return (0, 0) if by > 0 else last
    return neighbour(sizes, (shown.layer, shown.unit), by)
