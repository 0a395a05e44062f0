"""What is wrong with an experiment, in plain words: the place, the reason, the cure."""

import math
from collections.abc import Iterator, Mapping

from engine.catalog import activations, backends, initializers, losses, optimizers, schedules
from engine.catalog.parameter import Parameter, defaults
from engine.formula import counted
from engine.registry import Registry, UnknownName
from engine.spec.data_info import DataInfo
from engine.spec.data_problems import data_problems, example_count
from engine.spec.fields import field_infos
from engine.spec.layer_problems import dropout_problems, frozen_problems, key_problems, name_problems
from engine.spec.layer_words import layer_place
from engine.spec.problem import Problem
from engine.spec.specs import ExperimentSpec, PartSpec
from engine.spec.training_problems import metric_problems, watching_problems
from engine.spec.usual_outputs import unit_choices

MAX_BYTES = 2 * 2**30
BYTES_PER_PARAMETER = 8 * 14  # weights, gradient, up to three optimizer slots, room to make the next, a checkpoint
BLOCK_BYTES = 16 * 2**20  # rows that evaluation and pictures hold at once


def estimated_bytes(spec: ExperimentSpec, inputs: int) -> int:
    """Memory that training takes at most, about: network, batch, examples, one block of rows."""
    return _network_bytes(spec, inputs) + _batch_bytes(spec) + _example_bytes(spec, inputs) + BLOCK_BYTES


def _example_bytes(spec: ExperimentSpec, inputs: int) -> int:
    """The examples as they are drawn, split and encoded."""
    return 8 * example_count(spec.data) * (3 * inputs + 2 * spec.network.layers[-1].units)


def _network_bytes(spec: ExperimentSpec, inputs: int) -> int:
    return spec.network.vector_size(inputs) * BYTES_PER_PARAMETER


def _batch_bytes(spec: ExperimentSpec) -> int:
    """Sums, outputs and deltas of all neurons, and what dropout makes of outputs."""
    rows = min(spec.training.batch_size, example_count(spec.data))
    return 8 * rows * sum(layer.units * (5 if layer.dropout else 3) for layer in spec.network.layers)


def problems(spec: ExperimentSpec, info: DataInfo | None = None) -> tuple[Problem, ...]:
    """All problems of the experiment; with `info` also whether network, loss and data fit together."""
    found = [*_layer_problems(spec), *_data_problems(spec), *_training_problems(spec)]
    found += _bounds(spec, "Experiment")
    if not found:
        found = [*_sum_reader_problems(spec)]
    if not found and info is not None:
        lost = frozen_problems(spec.network.layers, info)
        found = [*lost, *_fit_problems(spec, info), *_memory_problems(spec, info)]
        found = found or [*watching_problems(spec, info)]
    return tuple(found)


def _layer_problems(spec: ExperimentSpec) -> Iterator[Problem]:
    layers = spec.network.layers
    if not layers:
        yield Problem("Network", "it has no layers.", "Add at least an output layer.")
    for number, layer in enumerate(layers, 1):
        place = layer_place(layers, number - 1)
        yield from _bounds(layer, place)
        yield from _part(activations, layer.activation, {}, place)
        for part in (layer.kernel_initializer, layer.bias_initializer):
            wrong = [*_part(initializers, part.name, part.parameters, place)]
            yield from wrong or _objection(part, place)
        for part in (layer.bias_initializer,):
            if part.name.startswith(("glorot", "he", "lecun")):
                yield Problem(
                    place, f"{part.name} needs a matrix and cannot start biases.", "Choose zeros or constant."
                )
    yield from name_problems(layers)
    yield from key_problems(layers)
    yield from dropout_problems(layers)
    yield from frozen_problems(layers)


def _data_problems(spec: ExperimentSpec) -> Iterator[Problem]:
    yield from _bounds(spec.data, "Data")
    yield from data_problems(spec.data)


def _training_problems(spec: ExperimentSpec) -> Iterator[Problem]:
    training = spec.training
    yield from _bounds(training, "Training")
    yield from _bounds(training.stop, "Stopping")
    yield from metric_problems(spec)
    yield from _part(losses, training.loss.name, training.loss.parameters, "Training")
    optimizer = training.optimizer
    yield from _bounds(optimizer, "Optimizer")
    yield from _part(optimizers, optimizer.name, optimizer.parameters, "Optimizer")
    yield from _part(schedules, optimizer.schedule.name, optimizer.schedule.parameters, "Schedule")
    yield from _part(backends, training.backend, {}, "Training")
    for weight in training.class_weight:
        if not (math.isfinite(weight) and weight >= 0):
            yield Problem("Training", f"a class weight is {weight:g}.", "Class weights are finite and not negative.")


def _bounds(part: object, place: str) -> Iterator[Problem]:
    for name, info in field_infos(type(part)).items():
        value = getattr(part, name)
        if info.low is None or info.high is None or isinstance(value, bool):
            continue
        if not (math.isfinite(value) and info.low <= value <= info.high):
            yield Problem(
                place,
                f"{info.label.lower()} is {_number(value)}.",
                f"Choose a number from {_number(info.low)} to {_number(info.high)}.",
            )


def _number(value: float) -> str:
    return f"{value:,.12g}"


def _part(registry: Registry, name: str, given: Mapping[str, float], place: str) -> Iterator[Problem]:  # type: ignore[type-arg]
    try:
        entry = registry[name]
    except UnknownName as error:
        yield Problem(place, str(error), "Choose one of these.")
        return
    known: dict[str, Parameter] = {p.name: p for p in getattr(entry, "parameters", ())}
    for key, value in given.items():
        if key not in known:
            names = ", ".join(known) or "none"
            yield Problem(place, f'{name} has no parameter "{key}".', f"Its parameters: {names}.")
        elif not (math.isfinite(value) and known[key].low <= value <= known[key].high):
            bounds = f"from {_number(known[key].low)} to {_number(known[key].high)}"
            yield Problem(place, f"{name}'s {key} is {_number(value)}.", f"Choose a number {bounds}.")


def _objection(part: PartSpec, place: str) -> Iterator[Problem]:
    """Values of an initializer that are each allowed but do not go together."""
    initializer = initializers[part.name]
    found = initializer.objection(**(defaults(initializer.parameters) | dict(part.parameters)))
    if found is not None:
        yield Problem(place, *found)


def _sum_reader_problems(spec: ExperimentSpec) -> Iterator[Problem]:
    """A loss that reads weighted sums judges one layer of the activation it belongs to, and nothing else."""
    loss, layers = losses[spec.training.loss.name], spec.network.layers
    if not loss.reads_sums:
        return
    if len(layers) > 1:
        them = "it" if len(layers) == 2 else "them"
        yield Problem(
            "Network",
            f"the {loss.name} rule teaches one layer, but there {_hidden(len(layers) - 1)} before the output.",
            f"Remove {them}, or choose another loss.",
        )
    if layers[-1].activation not in loss.fits:
        wanted = " or ".join(activations[name].label for name in sorted(loss.fits))
        yield Problem(
            layer_place(layers, len(layers) - 1),
            f"the {loss.name} rule needs {wanted} at the output, not {activations[layers[-1].activation].label}.",
            f"Choose {wanted}, or another loss.",
        )


def _hidden(count: int) -> str:
    return "is a hidden layer" if count == 1 else f"are {count} hidden layers"


def _fit_problems(spec: ExperimentSpec, info: DataInfo) -> Iterator[Problem]:
    loss, last = losses[spec.training.loss.name], spec.network.layers[-1]
    place = layer_place(spec.network.layers, len(spec.network.layers) - 1)
    if info.task not in loss.tasks:
        fitting = ", ".join(entry.name for entry in losses if info.task in entry.tasks)
        yield Problem("Training", f"{loss.name} does not suit a {info.task} task.", f"Choose one of: {fitting}.")
        return
    choices = unit_choices(loss, info)
    if last.units not in choices:
        units = " or ".join(map(str, choices))
        yield Problem(
            place,
            f"the output layer has {counted(last.units, 'unit')}, the data needs {units} with {loss.name}.",
            f"Give it {units}, or choose another loss.",
        )
    weights = spec.training.class_weight
    if weights and info.task not in ("binary", "multiclass"):
        yield Problem("Training", f"class weights do not apply to a {info.task} task.", "Remove them.")
    elif weights and len(weights) != len(info.classes):
        yield Problem(
            "Training", f"there are {len(weights)} class weights for {len(info.classes)} classes.", "Give one each."
        )


def _memory_problems(spec: ExperimentSpec, info: DataInfo) -> Iterator[Problem]:
    inputs = len(info.inputs)
    need = estimated_bytes(spec, inputs)
    if need <= MAX_BYTES:
        return
    limit = f"the limit is {MAX_BYTES / 2**30:g} GiB."
    if _example_bytes(spec, inputs) > max(_batch_bytes(spec), _network_bytes(spec, inputs)):
        yield Problem(
            "Data",
            f"{example_count(spec.data):,} examples of {inputs:,} inputs would need about {need / 2**30:,.1f} GiB.",
            f"Use fewer examples or inputs: {limit}",
        )
    elif _batch_bytes(spec) > _network_bytes(spec, inputs):
        rows = min(spec.training.batch_size, example_count(spec.data))
        yield Problem(
            "Training",
            f"a batch of {rows:,} examples in this network would need about {need / 2**30:,.1f} GiB.",
            f"Use smaller batches or fewer units: {limit}",
        )
    else:
        widest = max(range(len(spec.network.layers)), key=lambda i: spec.network.layers[i].units)
        yield Problem(
            layer_place(spec.network.layers, widest),
            f"the network would have {spec.network.parameter_count(inputs):,} weights "
            f"and need about {need / 2**30:,.1f} GiB.",
            f"Use fewer units: {limit}",
        )
