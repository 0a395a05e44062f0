"""The numbers of one neuron, as a table; no Qt."""

from __future__ import annotations

from dataclasses import dataclass

from engine.catalog import activations
from engine.diagnostics import Activity, inactive
from engine.formula import Role
from engine.spec import DataInfo
from engine.spec.layer_words import layer_word
from engine.trace import BIAS, Address, Explanation, Kind, LayerNumbers, Snapshot
from gui.own_numbers import OwnNumbers
from gui.tracer.asking import at_moment, known, weight_number

MOST_WEIGHTS = 30
_LONGEST_FORMULA = 12


@dataclass(frozen=True)
class Figure:
    """A number of the table, in the colour of its role, and where it can be asked for."""

    value: float
    role: Role
    address: Address | None


@dataclass(frozen=True)
class CardRow:
    """A name, its number, and the loss's derivative by it where the pass has computed that."""

    name: str
    value: Figure | None = None
    slope: Figure | None = None


@dataclass(frozen=True)
class Card:
    """A title, rows with the weights last, and how many weights are left out; `remark` is on the neuron itself."""

    title: str
    rows: tuple[CardRow, ...] = ()
    left: int = 0
    remark: str = ""


def neuron_card(
    snapshot: Snapshot,
    layer: int,
    unit: int,
    info: DataInfo,
    remark: str = "",
    typed: Explanation | None = None,
    own: OwnNumbers | None = None,
) -> Card:
    """The card of a neuron, both numbers from 0; of its weights only the first MOST_WEIGHTS.

    typed: a number of an example that somebody typed; then z and a are that example's, as far as it speaks of them.
    own: whose example's numbers the snapshot holds, if it is none of the training part.
    """
    return _Table(snapshot, layer, unit, typed, own).card(info, "" if typed is not None else remark)


def silence_of(snapshot: Snapshot, layer: int, unit: int, activity: Activity | None) -> str:
    """That a neuron learns nothing, or nothing of its own, in words: from this example or any; "" if it does."""
    if activity is not None and activity.version == snapshot.version and activity.dead(layer, unit):
        return "Dead over the whole data set: its slope is 0 for every training example."
    if activity is not None and (others := activity.twins_of(layer, unit, snapshot.version)):
        return _twin_words(others)
    numbers = snapshot.layers[layer]
    if numbers.z is None or numbers.activation is None or not known(numbers, Kind.ACTIVATION, unit):
        return ""
    one = slice(unit, unit + 1)
    name = snapshot.spec.network.layers[layer].activation
    if inactive(name, numbers.z[one], numbers.activation[one])[0]:
        return "Inactive for this example: its slope is 0 here."
    return ""


def _twin_words(others: tuple[int, ...]) -> str:
    named = ", ".join(str(other + 1) for other in others[:3]) + (", …" if len(others) > 3 else "")
    which = f"neuron {named}" if len(others) == 1 else f"neurons {named}"
    return f"Identical to {which} for ever: equal weights before and behind, equal gradients. Draw them at random."


def source_name(layer: int, index: int, info: DataInfo) -> str:
    """What feeds a neuron of `layer`: an input by its name, or a neuron of the layer below."""
    return info.short_inputs[index] if layer == 0 else f"neuron {index + 1}"


class _Table:
    def __init__(
        self, snapshot: Snapshot, layer: int, unit: int, typed: Explanation | None, own: OwnNumbers | None
    ) -> None:
        self._snapshot, self._layer, self._unit, self._typed, self._own = snapshot, layer, unit, typed, own
        self._numbers: LayerNumbers = snapshot.layers[layer]

    def card(self, info: DataInfo, remark: str) -> Card:
        numbers, unit = self._numbers, self._unit
        part = activations[self._snapshot.spec.network.layers[self._layer].activation]
        formula = part.formula if len(part.formula) <= _LONGEST_FORMULA else "φ(z)"
        rows = [
            CardRow("z", self._of_example(Kind.SUM, "signed"), self._of_example(Kind.DELTA, "gradient")),
            CardRow(f"a = {formula}", self._of_example(Kind.ACTIVATION, "signed")),
        ]
        if self._typed is None and numbers.dropout is not None and known(numbers, Kind.ACTIVATION, unit):
            place = self._asked(Address(Kind.DROPOUT, layer=self._layer, unit=unit))
            rows.append(CardRow("dropout d", Figure(float(numbers.dropout[unit]), "plain", place)))
        if self._snapshot.spec.network.layers[self._layer].use_bias:
            rows.append(CardRow("bias b", self._weight(BIAS, float(numbers.bias[unit])), self._gradient(BIAS)))
        for source, weight in enumerate(numbers.kernel[:MOST_WEIGHTS, unit].tolist()):
            name = f"w from {source_name(self._layer, source, info)}"
            rows.append(CardRow(name, self._weight(source, weight), self._gradient(source)))
        title = f"Neuron {unit + 1} of {layer_word(self._snapshot.spec.network.layers, self._layer)}"
        if self._typed is not None:
            title += ", your example"
        elif self._own is not None:
            title += f", {self._own.short_name}"
        return Card(title, tuple(rows), max(len(numbers.kernel) - MOST_WEIGHTS, 0), remark)

    def _of_example(self, kind: Kind, role: Role) -> Figure | None:
        if self._typed is not None:
            return _spoken_of(self._typed, kind, self._layer, self._unit, role)
        if not known(self._numbers, kind, self._unit):
            return None
        arrays = {Kind.SUM: "z", Kind.ACTIVATION: "activation", Kind.DELTA: "delta"}
        value = float(getattr(self._numbers, arrays[kind])[self._unit])
        return Figure(value, role, self._asked(Address(kind, layer=self._layer, unit=self._unit)))

    def _weight(self, source: int, value: float) -> Figure:
        return Figure(value, "signed", self._asked(weight_number(self._layer, source, self._unit)))

    def _gradient(self, source: int) -> Figure | None:
        numbers, unit = self._numbers, self._unit
        if (
            self._typed is not None
            or numbers.kernel_gradient is None
            or numbers.bias_gradient is None
            or not known(numbers, Kind.GRADIENT, unit)
        ):
            return None
        value = float(numbers.bias_gradient[unit] if source == BIAS else numbers.kernel_gradient[source, unit])
        place = Address(Kind.GRADIENT, layer=self._layer, unit=unit, source=source)
        return Figure(value, "gradient", self._asked(place))

    def _asked(self, place: Address) -> Address | None:
        address = at_moment(self._snapshot, place)
        return address if address is None or self._own is None else self._own.asked(address)


def _spoken_of(explanation: Explanation, kind: Kind, layer: int, unit: int, role: Role) -> Figure | None:
    """A neuron's number as an explanation has it, None if it does not speak of it."""
    quantities = (*(step.result for step in explanation.steps), *explanation.operands)
    for quantity in quantities:
        place = quantity.address
        if isinstance(place, Address) and (place.kind, place.layer, place.unit) == (kind, layer, unit):
            return Figure(quantity.value, role, place)
    return None
