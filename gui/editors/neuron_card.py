"""The numbers of one neuron, as a table."""

from dataclasses import dataclass

from engine.catalog import activations
from engine.catalog.arrays import Array
from engine.spec import DataInfo
from engine.trace import LayerNumbers, Snapshot
from gui.editors.segments import Segment, gradient, number, signed
from gui.editors.step_caption import source_name

MOST_WEIGHTS = 30


@dataclass(frozen=True, slots=True)
class CardRow:
    """A name, its number, and the loss's derivative by it where the pass has computed that."""

    name: str
    value: Segment | None
    slope: Segment | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A title and rows, the weights last; `count` is how many rows there would be with all weights."""

    title: str
    rows: tuple[CardRow, ...]
    count: int


def neuron_card(snapshot: Snapshot, layer: int, neuron: int, info: DataInfo) -> Card:
    """The card of a neuron, both numbers from 0; of its weights only the first few."""
    numbers = snapshot.layers[layer]
    part = activations[snapshot.spec.network.layers[layer].activation]
    formula = part.formula if len(part.formula) <= 12 else "φ(z)"
    rows = [
        CardRow("z", _plain(numbers.z, neuron), _error(numbers, neuron)),
        CardRow(f"a = {formula}", _plain(numbers.activation, neuron)),
        CardRow("bias b", signed(float(numbers.bias[neuron])), _bias_slope(numbers, neuron)),
    ]
    count = len(rows) + len(numbers.kernel)
    for source, weight in enumerate(numbers.kernel[:MOST_WEIGHTS, neuron]):
        found = numbers.kernel_gradient
        slope = None if found is None else gradient(float(found[source, neuron]))
        rows.append(CardRow(f"w from {source_name(layer, source, info)}", signed(float(weight)), slope))
    return Card(f"Neuron {neuron + 1} of layer {layer + 1}", tuple(rows), count)


def cut(card: Card, most: int) -> tuple[CardRow, ...]:
    """At most so many rows; the last then says how many weights are left out."""
    if card.count <= min(most, len(card.rows)):
        return card.rows
    kept = max(min(most - 1, len(card.rows)), 0)
    left = card.count - kept
    return (*card.rows[:kept], CardRow(f"… {left:,} more", None))


def _plain(values: Array | None, neuron: int) -> Segment | None:
    return None if values is None else Segment(number(float(values[neuron])))


def _error(numbers: LayerNumbers, neuron: int) -> Segment | None:
    return None if numbers.delta is None else gradient(float(numbers.delta[neuron]))


def _bias_slope(numbers: LayerNumbers, neuron: int) -> Segment | None:
    found = numbers.bias_gradient
    return None if found is None else gradient(float(found[neuron]))
