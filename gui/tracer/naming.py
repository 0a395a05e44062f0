"""What a number is, in plain words, counted from 1 as on the screen; no Qt."""

from __future__ import annotations

from collections.abc import Callable

from engine.catalog import losses, metrics, optimizers, schedules
from engine.spec import DataInfo
from engine.spec.figure_words import AGAIN, VALIDATION, plain_name
from engine.trace import BIAS, Address, Kind

_Words = Callable[[Address, DataInfo], str]


def words_of(address: Address, info: DataInfo) -> str:
    """ "weight from x₂ to neuron 1 of layer 1, after 3 updates"."""
    return _WORDS[address.kind](address, info)


def _neuron(address: Address) -> str:
    return f"neuron {address.unit + 1} of layer {address.layer + 1}"


def _example(address: Address) -> str:
    if address.split == "typed":
        return "the example you typed"
    return f"{address.split} example {address.example + 1:,}"


def _weight(address: Address, info: DataInfo) -> str:
    if address.kind is Kind.BIAS or address.source == BIAS:
        return f"bias of {_neuron(address)}"
    source = f"neuron {address.source + 1}"
    if address.layer == 0 and address.source < len(info.short_inputs):
        source = info.short_inputs[address.source]
    return f"weight from {source} to {_neuron(address)}"


def _after(address: Address) -> str:
    if address.update == 0:
        return "before the first update"
    return f"after {address.update:,} update{'s' if address.update > 1 else ''}"


def _input(address: Address, info: DataInfo) -> str:
    return info.inputs[address.unit] if address.unit < len(info.inputs) else f"input {address.unit + 1}"


def _figure(address: Address) -> str:
    name = plain_name(address.name)
    return "loss" if name == "loss" else metrics[name].label.lower()


def _setting(address: Address, _: DataInfo) -> str:
    if address.name == "learning_rate":
        return "learning rate"
    if address.name in ("l1", "l2"):
        return f"{address.name.upper()} strength of layer {address.layer + 1}"
    if address.name == "dropout":
        return f"dropout of layer {address.layer + 1}"
    entries = [*optimizers, *losses] if "." not in address.name else [*schedules]
    parts = [part for entry in entries for part in entry.parameters]
    name = address.name.removeprefix("schedule.")
    return next((part.label.lower() for part in parts if part.name == name), name)


def _column(address: Address, info: DataInfo) -> str:
    return info.columns[address.unit] if address.unit < len(info.columns) else f"column {address.unit + 1}"


def _raw(address: Address, info: DataInfo) -> str:
    if address.split == "typed":
        return f"{_column(address, info)}, as you typed it"
    return f"{_column(address, info)} of {_example(address)}, as the data have it"


def _slot(address: Address, info: DataInfo) -> str:
    return f"{address.name.replace('_', ' ')} of the {_weight(address, info)}, {_after(address)}"


def _epoch_figure(address: Address, _: DataInfo) -> str:
    parts = ((VALIDATION, "validation "), (AGAIN, "training "))
    part = next((words for start, words in parts if address.name.startswith(start)), "")
    when = f"of epoch {address.update + 1:,}" if address.update >= 0 else "before the first epoch"
    again = " at the end" if address.name.startswith(AGAIN) and address.update >= 0 else ""
    return f"{part}{_figure(address)}{again} {when}"


_WORDS: dict[Kind, _Words] = {
    Kind.RAW: _raw,
    Kind.STAND_IN: lambda a, info: f"what stands in for the empty cells of {_column(a, info)}",
    Kind.MADE: lambda a, info: f"{_input(a, info)} of {_example(a)}, before it is scaled",
    Kind.MEAN: lambda a, info: f"mean of {_input(a, info)} over the training part",
    Kind.DEVIATION: lambda a, info: f"standard deviation of {_input(a, info)} over the training part",
    Kind.INPUT: lambda a, info: f"{_input(a, info)} of {_example(a)}",
    Kind.TARGET: lambda a, _: f"target of output {a.unit + 1}, {_example(a)}",
    Kind.EXAMPLE_WEIGHT: lambda a, _: f"how much {_example(a)} counts",
    Kind.SETTING: _setting,
    Kind.SEED: lambda _, __: "seed of the first weights and of the order of the batches",
    Kind.RATE: lambda a, _: f"learning rate of update {a.update + 1:,}",
    Kind.WEIGHT: lambda a, info: f"{_weight(a, info)}, {_after(a)}",
    Kind.BIAS: lambda a, info: f"{_weight(a, info)}, {_after(a)}",
    Kind.SLOT: _slot,
    Kind.MERGED_WEIGHT: lambda a, info: f"{_weight(a, info)}, its linear layers as one, {_after(a)}",
    Kind.MERGED_SUM: lambda a, _: f"weighted sum z of {_neuron(a)} by one layer, {_example(a)}",
    Kind.SUM: lambda a, _: f"weighted sum z of {_neuron(a)}, {_example(a)}",
    Kind.ACTIVATION: lambda a, _: f"activation a of {_neuron(a)}, {_example(a)}",
    Kind.EXAMPLE_LOSS: lambda a, _: f"loss of {_example(a)}",
    Kind.PENALTY: lambda a, _: f"penalty on the weights, update {a.update + 1:,}",
    Kind.BATCH_LOSS: lambda a, _: f"loss of the batch, update {a.update + 1:,}",
    Kind.DROPOUT: lambda a, _: f"factor of the dropout of {_neuron(a)}, {_example(a)}",
    Kind.SENT: lambda a, _: f"what {_neuron(a)} sends on, {_example(a)}",
    Kind.UPSTREAM: lambda a, _: f"what comes back to {_neuron(a)}, {_example(a)}",
    Kind.DELTA: lambda a, _: f"error δ of {_neuron(a)}, {_example(a)}",
    Kind.SHARE: lambda a, info: f"share of {_example(a)} in the gradient of the {_weight(a, info)}",
    Kind.GRADIENT: lambda a, info: f"gradient of the {_weight(a, info)}, update {a.update + 1:,}",
    Kind.EXAMPLE_FIGURE: lambda a, _: f"{_figure(a)} of {_example(a)}",
    Kind.BATCH_FIGURE: lambda a, _: f"{_figure(a)} of the batch, update {a.update + 1:,}",
    Kind.EPOCH_FIGURE: _epoch_figure,
    Kind.RUNNING_FIGURE: lambda a, _: f"{_figure(a)} of the epoch so far, {_after(a)}",
}
