"""Names and places of numbers in plain words, counted from 1 as on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from engine.spec import DataInfo, LayerSpec
from engine.spec.layer_words import layer_word
from engine.trace import BIAS, Address

Layers = Sequence[LayerSpec]


def source_name(layer: int, source: int, info: DataInfo) -> str:
    """What feeds a neuron of `layer`: the bias, an input by its name, or a neuron of the layer below."""
    if source == BIAS:
        return "the bias"
    return info.short_inputs[source] if layer == 0 else f"neuron {source + 1}"


def neuron_name(address: Address, layers: Layers) -> str:
    """ "neuron 2 of layer 1", the last layer being the output."""
    output = ", the output" if address.layer == len(layers) - 1 else ""
    return f"neuron {address.unit + 1} of {layer_word(layers, address.layer)}{output}"


def weight_name(address: Address, info: DataInfo, layers: Layers) -> str:
    """ "weight from x₁ to neuron 2 of layer 1" or "bias of neuron 2 of layer 1"."""
    to = f"neuron {address.unit + 1} of {layer_word(layers, address.layer)}"
    if address.source == BIAS:
        return f"bias of {to}"
    return f"weight from {source_name(address.layer, address.source, info)} to {to}"


def example_name(address: Address) -> str:
    """Which example."""
    if address.split == "typed":
        return "your own example"
    return f"{address.split} example {address.example + 1:,}"


def in_update(address: Address) -> str:
    """During which update."""
    return f"update {address.update + 1:,}"


def after(update: int) -> str:
    """After how many updates."""
    if update == 0:
        return "before the first update"
    return f"after {update:,} update{'s' if update > 1 else ''}"
