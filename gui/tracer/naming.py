"""What a number is, in plain words, counted from 1 as on the screen; no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from engine.catalog import losses, metrics, optimizers, schedules
from engine.spec import DataInfo, LayerSpec
from engine.spec.figure_words import AGAIN, VALIDATION, plain_name
from engine.spec.layer_words import layer_word
from engine.trace import BIAS, Address, Kind


@dataclass(frozen=True)
class _Shown:
    """Whose numbers they are: the data, and the layers as far as they are known."""

    info: DataInfo
    layers: Sequence[LayerSpec]


_Words = Callable[[Address, _Shown], str]


def words_of(address: Address, info: DataInfo, layers: Sequence[LayerSpec] = ()) -> str:
    """ "weight from x₂ to neuron 1 of layer 1, after 3 updates"; layers: those whose names are to be told."""
    return _WORDS[address.kind](address, _Shown(info, layers))


def _neuron(address: Address, shown: _Shown) -> str:
    return f"neuron {address.unit + 1} of {layer_word(shown.layers, address.layer)}"


def _example(address: Address) -> str:
    if address.split == "typed":
        return "your own example"
    return f"{address.split} example {address.example + 1:,}"


def _weight(address: Address, shown: _Shown) -> str:
    if address.kind is Kind.BIAS or address.source == BIAS:
        return f"bias of {_neuron(address, shown)}"
    source = f"neuron {address.source + 1}"
    if address.layer == 0 and address.source < len(shown.info.short_inputs):
        source = shown.info.short_inputs[address.source]
    return f"weight from {source} to {_neuron(address, shown)}"


def _after(address: Address) -> str:
    if address.update == 0:
        return "before the first update"
    return f"after {address.update:,} update{'s' if address.update > 1 else ''}"


def _input(address: Address, shown: _Shown) -> str:
    return shown.info.inputs[address.unit] if address.unit < len(shown.info.inputs) else f"input {address.unit + 1}"


def _figure(address: Address) -> str:
    name = plain_name(address.name)
    return "loss" if name == "loss" else metrics[name].label.lower()


def _setting(address: Address, shown: _Shown) -> str:
    if address.name == "learning_rate":
        return "learning rate"
    if address.name in ("l1", "l2"):
        return f"{address.name.upper()} strength of {layer_word(shown.layers, address.layer)}"
    if address.name == "dropout":
        return f"dropout of {layer_word(shown.layers, address.layer)}"
    entries = [*optimizers, *losses] if "." not in address.name else [*schedules]
    parts = [part for entry in entries for part in entry.parameters]
    name = address.name.removeprefix("schedule.")
    return next((part.label.lower() for part in parts if part.name == name), name)


def _column(address: Address, shown: _Shown) -> str:
    columns = shown.info.columns
    return columns[address.unit] if address.unit < len(columns) else f"column {address.unit + 1}"


def _raw(address: Address, shown: _Shown) -> str:
    if address.split == "typed":
        return f"{_column(address, shown)}, as you gave it"
    return f"{_column(address, shown)} of {_example(address)}, as the data have it"


def _slot(address: Address, shown: _Shown) -> str:
    return f"{address.name.replace('_', ' ')} of the {_weight(address, shown)}, {_after(address)}"


def _epoch_figure(address: Address, _: _Shown) -> str:
    parts = ((VALIDATION, "validation "), (AGAIN, "training "))
    part = next((words for start, words in parts if address.name.startswith(start)), "")
    when = f"of epoch {address.update + 1:,}" if address.update >= 0 else "before the first epoch"
    again = " at the end" if address.name.startswith(AGAIN) and address.update >= 0 else ""
    return f"{part}{_figure(address)}{again} {when}"


_WORDS: dict[Kind, _Words] = {
    Kind.RAW: _raw,
    Kind.STAND_IN: lambda a, shown: f"what stands in for the empty cells of {_column(a, shown)}",
    Kind.MADE: lambda a, shown: f"{_input(a, shown)} of {_example(a)}, before it is scaled",
    Kind.MEAN: lambda a, shown: f"mean of {_input(a, shown)} over the training part",
    Kind.DEVIATION: lambda a, shown: f"standard deviation of {_input(a, shown)} over the training part",
    Kind.INPUT: lambda a, shown: f"{_input(a, shown)} of {_example(a)}",
    Kind.TARGET: lambda a, _: f"target of output {a.unit + 1}, {_example(a)}",
    Kind.EXAMPLE_WEIGHT: lambda a, _: f"how much {_example(a)} counts",
    Kind.SETTING: _setting,
    Kind.SEED: lambda _, __: "seed of the first weights and of the order of the batches",
    Kind.RATE: lambda a, _: f"learning rate of update {a.update + 1:,}",
    Kind.WEIGHT: lambda a, shown: f"{_weight(a, shown)}, {_after(a)}",
    Kind.BIAS: lambda a, shown: f"{_weight(a, shown)}, {_after(a)}",
    Kind.SLOT: _slot,
    Kind.MERGED_WEIGHT: lambda a, shown: f"{_weight(a, shown)}, its linear layers as one, {_after(a)}",
    Kind.MERGED_SUM: lambda a, shown: f"weighted sum z of {_neuron(a, shown)} by one layer, {_example(a)}",
    Kind.SUM: lambda a, shown: f"weighted sum z of {_neuron(a, shown)}, {_example(a)}",
    Kind.ACTIVATION: lambda a, shown: f"activation a of {_neuron(a, shown)}, {_example(a)}",
    Kind.EXAMPLE_LOSS: lambda a, _: f"loss of {_example(a)}",
    Kind.PENALTY: lambda a, _: f"penalty on the weights, update {a.update + 1:,}",
    Kind.BATCH_LOSS: lambda a, _: f"loss of the batch, update {a.update + 1:,}",
    Kind.DROPOUT: lambda a, shown: f"factor of the dropout of {_neuron(a, shown)}, {_example(a)}",
    Kind.SENT: lambda a, shown: f"what {_neuron(a, shown)} sends on, {_example(a)}",
    Kind.UPSTREAM: lambda a, shown: f"what comes back to {_neuron(a, shown)}, {_example(a)}",
    Kind.DELTA: lambda a, shown: f"error δ of {_neuron(a, shown)}, {_example(a)}",
    Kind.SHARE: lambda a, shown: f"share of {_example(a)} in the gradient of the {_weight(a, shown)}",
    Kind.GRADIENT: lambda a, shown: f"gradient of the {_weight(a, shown)}, update {a.update + 1:,}",
    Kind.EXAMPLE_FIGURE: lambda a, _: f"{_figure(a)} of {_example(a)}",
    Kind.BATCH_FIGURE: lambda a, _: f"{_figure(a)} of the batch, update {a.update + 1:,}",
    Kind.EPOCH_FIGURE: _epoch_figure,
    Kind.RUNNING_FIGURE: lambda a, _: f"{_figure(a)} of the epoch so far, {_after(a)}",
}
