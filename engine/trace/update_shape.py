"""What an update is made of: its events, the stops of an event (a neuron each), the parts of a stop (a term each)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from engine.catalog import activations
from engine.spec import NetworkSpec
from engine.trace.events import Phase, event_count


class PartKind(StrEnum):
    """What one part shows; the comment says what its `index` counts."""

    PRODUCT = "product"  # the input: input * weight
    SUM = "sum"  # -: the products, and the bias if there is one
    ACTIVATION = "activation"  # -
    OUTPUT_LOSS = "output_loss"  # the output: its share of the example's loss
    BATCH_LOSS = "batch_loss"  # -
    ERROR_PRODUCT = "error_product"  # the neuron of the layer above: weight * its delta
    DELTA = "delta"  # -
    WEIGHT_GRADIENT = "weight_gradient"  # the input
    BIAS_GRADIENT = "bias_gradient"  # -
    WEIGHT = "weight"  # the input: the new weight
    BIAS = "bias"  # -: the new bias


@dataclass(frozen=True)
class Part:
    """One part: what it is, of which neuron of the event's layer, and which of its kind."""

    kind: PartKind
    neuron: int = 0
    index: int = 0


@dataclass(frozen=True)
class LayerShape:
    """Inputs and units of a layer; couples: its activation (softmax) needs all sums first; bias: it has biases."""

    inputs: int
    units: int
    couples: bool = False
    bias: bool = True


@dataclass(frozen=True)
class UpdateShape:
    """The layers of a network, from the first to the output; events, stops and parts count from 0."""

    layers: tuple[LayerShape, ...]

    @property
    def events(self) -> int:
        return event_count(len(self.layers))

    def place(self, event: int) -> tuple[Phase, int]:
        """(phase, layer) of an event.

        Raises:
            IndexError: an update has fewer events.
        """
        count = len(self.layers)
        if not 0 <= event < self.events:
            raise IndexError(f"an update of {count} layers has no event {event}")
        if event < count:
            return Phase.FORWARD, event
        if event == count:
            return Phase.LOSS, count - 1
        if event <= 2 * count:
            return Phase.BACKWARD, 2 * count - event
        return Phase.UPDATE, event - 2 * count - 1

    def stops(self, event: int) -> int:
        """How many stops an event has: one a neuron (where they couple two: sums first); two at the loss."""
        phase, index = self.place(event)
        layer = self.layers[index]
        if phase is Phase.LOSS:
            return 2
        return 2 * layer.units if phase is Phase.FORWARD and layer.couples else layer.units

    def parts(self, event: int, stop: int) -> int:
        """How many parts a stop has."""
        phase, index = self.place(event)
        layer = self.layers[index]
        if phase is Phase.FORWARD:
            if not layer.couples:
                return layer.inputs + 2
            return layer.inputs + 1 if stop < layer.units else 1
        if phase is Phase.LOSS:
            return layer.units if stop == 0 else 1
        if phase is Phase.BACKWARD:
            return self.error_products(index) + 1 + layer.inputs + layer.bias
        return layer.inputs + layer.bias

    def error_products(self, layer: int) -> int:
        """Of how many products the delta of a neuron of that layer is summed; at the output it is given: 0."""
        return self.layers[layer + 1].units if layer + 1 < len(self.layers) else 0

    def part(self, event: int, stop: int, part: int) -> Part:
        """What that part of that stop shows."""
        phase, index = self.place(event)
        layer = self.layers[index]
        if phase is Phase.LOSS:
            return Part(PartKind.BATCH_LOSS) if stop else Part(PartKind.OUTPUT_LOSS, part, part)
        if phase is Phase.FORWARD:
            neuron = stop % layer.units
            if stop >= layer.units or part > layer.inputs:
                return Part(PartKind.ACTIVATION, neuron)
            return Part(PartKind.PRODUCT, neuron, part) if part < layer.inputs else Part(PartKind.SUM, neuron)
        if phase is Phase.UPDATE:
            return Part(PartKind.WEIGHT, stop, part) if part < layer.inputs else Part(PartKind.BIAS, stop)
        products = self.error_products(index)
        if part < products:
            return Part(PartKind.ERROR_PRODUCT, stop, part)
        if part == products:
            return Part(PartKind.DELTA, stop)
        source = part - products - 1
        if source < layer.inputs:
            return Part(PartKind.WEIGHT_GRADIENT, stop, source)
        return Part(PartKind.BIAS_GRADIENT, stop)


def update_shape(network: NetworkSpec, inputs: int) -> UpdateShape:
    """The shape of an update of a network over so many inputs."""
    return UpdateShape(
        tuple(
            LayerShape(rows, columns, activations[layer.activation].couples, layer.use_bias)
            for layer, (rows, columns) in zip(network.layers, network.shapes(inputs), strict=True)
        )
    )
