"""Looking up the numbers of a run by their addresses, as quantities with the symbols they are shown by."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.catalog.arrays import Array
from engine.explain.moments import Moments
from engine.formula import Quantity, Ref, Role, Symbol
from engine.passes.forward import forward_pass
from engine.passes.network import DenseLayer, Network
from engine.passes.objective import Objective
from engine.run.batches import RunData
from engine.spec import ExperimentSpec, LayerSpec
from engine.spec.layer_words import layer_word
from engine.trace import BIAS, Address, ForwardLayer, Kind, Split, UpdateRecord, index_pair

Rows3 = tuple[Array, Array, Array]


class Book:
    """Numbers of one run. Rows of a pass are the batch computation's own where the example was in its batch."""

    def __init__(self, moments: Moments) -> None:
        self.moments = moments
        self._networks: dict[int, Network] = {}
        self._alone: dict[tuple[int, Split, int], list[ForwardLayer]] = {}
        self.typed: Array | None = None

    def spec(self, update: int) -> ExperimentSpec:
        return self.moments.spec(update)

    def run(self, update: int) -> RunData:
        return self.moments.run(update)

    def record(self, update: int) -> UpdateRecord:
        """All events of an update.

        Raises:
            ValueError: it was never completed.
        """
        record = self.moments.record(update)
        if record is None:
            raise ValueError(f"Update {update + 1:,} was not completed. Go back to one before it.")
        return record

    def network(self, update: int) -> Network:
        """The network with the weights after so many updates."""
        if update not in self._networks:
            network = Network(self.spec(update).network, len(self.run(update).data.info.inputs))
            network.adopt(self.moments.state(update).weights)
            self._networks[update] = network
        return self._networks[update]

    def dense(self, update: int, layer: int) -> DenseLayer:
        return self.network(update).layers[layer]

    def objective(self, update: int) -> Objective:
        return Objective(self.spec(update).training.loss, self.network(update).layers[-1].activation)

    def layer_specs(self, update: int) -> tuple[LayerSpec, ...]:
        return self.spec(update).network.layers

    def layer_word(self, update: int, layer: int) -> str:
        return layer_word(self.layer_specs(update), layer)

    def layers(self, update: int) -> int:
        return len(self.spec(update).network.layers)

    # Examples

    def row(self, update: int, split: Split, example: int) -> Array:
        """An example in the data's own columns, (columns,), NaN for an empty cell."""
        data = self.run(update).data
        if split == "typed":
            assert self.typed is not None
            return self.typed
        row: Array = data.cells(data.part(split), [example])[0]
        return row

    def inputs(self, update: int, split: Split, example: int) -> Array:
        """What the network sees of an example, (inputs,)."""
        data = self.run(update).data
        if split == "typed":
            assert self.typed is not None
            typed: Array = data.see(self.typed[None, :])[0]
            return typed
        row: Array = data.part(split).x[example]
        return row

    def target(self, update: int, split: Split, example: int) -> Array:
        """The target of an example as the loss reads it, one-hot where that is a class number, (units,)."""
        run = self.run(update)
        encoded = run.target if split == "training" else run.targets(run.data.part(split))
        if run.encoding != "index":
            row: Array = encoded[example]
            return row
        one_hot = np.zeros(self.spec(update).network.layers[-1].units)
        one_hot[int(encoded[example, 0])] = 1.0
        return one_hot

    def batch_row(self, update: int, split: Split, example: int) -> int | None:
        """The row of the example in the batch of that update, None if it was not in it."""
        if split != "training":
            return None
        record = self.moments.record(update)
        found = np.flatnonzero(record.events.rows == example) if record is not None else np.zeros(0)
        return int(found[0]) if len(found) else None

    def rows(self, update: int, layer: int, split: Split, example: int) -> Rows3:
        """(inputs, z, a) of a layer for one example: of the batch, else of a pass of this example alone."""
        row = self.batch_row(update, split, example)
        if row is not None:
            event = self.record(update).events.forward[layer]
        else:
            event, row = self._pass_alone(update, split, example)[layer], 0
        return event.inputs[row], event.z[row], event.output[row]

    def dropout(self, update: int, layer: int, split: Split, example: int) -> Array | None:
        """What the outputs of a layer (units,) were multiplied by for an example of the batch; None: by nothing."""
        row = self.batch_row(update, split, example)
        factors = None if row is None else self.record(update).events.forward[layer].dropout
        return None if factors is None else factors[row]

    def _pass_alone(self, update: int, split: Split, example: int) -> list[ForwardLayer]:
        key = (update, split, example)
        if key not in self._alone:
            x = self.inputs(update, split, example)[None, :]
            with np.errstate(all="ignore"):
                events = [e for e in forward_pass(self.network(update), x) if e is not None]
            self._alone[key] = events
        return self._alone[key]

    # Quantities

    def incoming(
        self, update: int, layer: int, source: int, split: Split, example: int, value: float
    ) -> tuple[Ref, ...]:
        """What a neuron of `layer` reads from `source`, as factors: an input, or dropout · activation from below."""
        if layer == 0:
            address = Address(Kind.INPUT, update, unit=source, split=split, example=example)
            return (Ref(Quantity(Symbol("x", str(source + 1)), value, address, "signed")),)
        below = layer - 1
        factors = self.dropout(update, below, split, example)
        if factors is None:
            return (Ref(self.unit(Kind.ACTIVATION, update, below, source, split, example, value)),)
        sent = float(self.rows(update, below, split, example)[2][source])
        factor = self.unit(Kind.DROPOUT, update, below, source, split, example, float(factors[source]))
        return Ref(factor), Ref(self.unit(Kind.ACTIVATION, update, below, source, split, example, sent))

    def unit(
        self, kind: Kind, update: int, layer: int, unit: int, split: Split, example: int, value: float
    ) -> Quantity:
        """z, a, d, d · a, ∂ℓ/∂a or δ of a neuron for one example."""
        letters: dict[Kind, tuple[str, Role]] = {
            Kind.SUM: ("z", "signed"),
            Kind.DROPOUT: ("d", "plain"),
            Kind.SENT: ("(da)", "signed"),
            Kind.ACTIVATION: ("a", "signed"),
            Kind.DELTA: ("δ", "gradient"),
            Kind.UPSTREAM: ("∂ℓ/∂a", "gradient"),
        }
        letter, role = letters[kind]
        address = Address(kind, update, layer=layer, unit=unit, split=split, example=example)
        return Quantity(Symbol(letter, str(unit + 1), f"({layer + 1})"), value, address, role)

    def weight(self, update: int, layer: int, source: int, unit: int, value: float | None = None) -> Quantity:
        """A weight, or with source BIAS a bias, after so many updates."""
        if value is None:
            dense = self.dense(update, layer)
            value = float(dense.bias[unit] if source == BIAS else dense.kernel[source, unit])
        if source == BIAS:
            address = Address(Kind.BIAS, update, layer=layer, unit=unit)
            return Quantity(Symbol("b", str(unit + 1), f"({layer + 1})"), value, address, "signed")
        address = Address(Kind.WEIGHT, update, layer=layer, unit=unit, source=source)
        return Quantity(Symbol("w", index_pair(source, unit), f"({layer + 1})"), value, address, "signed")

    def setting(self, update: int, name: str, symbol: Symbol, value: float, layer: int = 0) -> Quantity:
        """A number somebody chose."""
        return Quantity(symbol, value, Address(Kind.SETTING, update, layer=layer, name=name))


def general(symbol: Symbol, role: Role = "plain") -> Quantity:
    """A letter with an index that runs; it has no value of its own."""
    return Quantity(symbol, 0.0, None, role)


def renamed(quantity: Quantity, base: str, sub: str = "", sup: str = "") -> Quantity:
    """The same number under another symbol."""
    return replace(quantity, symbol=Symbol(base, sub, sup))
