"""What the headers do to a network: pure edits with their names, refused in plain words where they cannot work."""

from dataclasses import dataclass

from engine.catalog import activations, losses
from engine.spec import DataInfo, ExperimentSpec, problems
from engine.spec.edits import with_layer_after, without_layer


@dataclass(frozen=True)
class Edit:
    """A named change of the experiment."""

    text: str
    spec: ExperimentSpec


class Refused(ValueError):
    """An edit that cannot work; the message says why and what to do."""


def layer_name(spec: ExperimentSpec, layer: int) -> str:
    """What a header is called: "Layer 1", or "Output" for the last."""
    return "Output" if layer == len(spec.network.layers) - 1 else f"Layer {layer + 1}"


def set_units(spec: ExperimentSpec, info: DataInfo, layer: int, units: int) -> Edit:
    """Another number of neurons; raises Refused where the experiment could not run."""
    text = f"{layer_name(spec, layer)}: {units:,} {'unit' if units == 1 else 'units'}"
    return _checked(Edit(text, spec.with_layer(layer, units=units)), spec, info)


def set_activation(spec: ExperimentSpec, info: DataInfo, layer: int, name: str) -> Edit:
    """Another activation function."""
    text = f"{layer_name(spec, layer)}: {activations[name].label}"
    return _checked(Edit(text, spec.with_layer(layer, activation=name)), spec, info)


def add_layer(spec: ExperimentSpec, info: DataInfo, place: int) -> Edit:
    """A hidden layer that stands at `place` afterwards, made like its hidden neighbour."""
    return _checked(Edit(f"Add layer {place + 1}", with_layer_after(spec, place - 1)), spec, info)


def remove_layer(spec: ExperimentSpec, info: DataInfo, layer: int) -> Edit:
    """The network without a hidden layer."""
    return _checked(Edit(f"Remove layer {layer + 1}", without_layer(spec, layer)), spec, info)


def units_reason(spec: ExperimentSpec, info: DataInfo) -> str:
    """Why the output layer has the units it has."""
    loss = losses[spec.training.loss.name]
    units = info.expected_units(loss.encoding(info.task))  # type: ignore[arg-type]
    if info.classes and units > 1:
        why = f"one for each class: {', '.join(info.classes)}"
    elif info.classes:
        why = f"{'yes or no to' if loss.reads_sums else 'the probability of'} “{info.classes[-1]}”"
    else:
        what = "question" if info.task == "multilabel" else "target"
        why = f"one for each {what}: {', '.join(info.outputs)}"
    return f"The data fixes the output's units: {why}."


def _checked(edit: Edit, spec: ExperimentSpec, info: DataInfo) -> Edit:
    known = set(problems(spec, info))
    new = [problem for problem in problems(edit.spec, info) if problem not in known]
    if new:
        raise Refused(str(new[0]))
    return edit
