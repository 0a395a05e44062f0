"""Advice on the output: a loss and an activation that do not belong together, targets that cannot be reached."""

from collections.abc import Iterator

from engine.catalog import activations, losses
from engine.catalog.activations import Activation
from engine.catalog.loss import Loss
from engine.formula import number_text
from engine.spec.advice.record import Advice, Fix
from engine.spec.data_facts import DataFacts
from engine.spec.data_info import DataInfo
from engine.spec.edits import with_loss, with_units
from engine.spec.layer_words import layer_name
from engine.spec.specs import ExperimentSpec
from engine.spec.two_classes import may_have_units, with_output_units, with_shared_outputs
from engine.spec.usual_outputs import fitting_units, usual_output

OUTPUT = "Output"


def lone_softmax(spec: ExperimentSpec, info: DataInfo, _facts: DataFacts | None) -> Iterator[Advice]:
    """A softmax, or whatever shares one whole, over a single neuron: always 1."""
    for index, layer in enumerate(spec.network.layers):
        part = activations[layer.activation]
        if not (part.couples and layer.units == 1):
            continue
        last = index == len(spec.network.layers) - 1
        fixes = (usual_fix(spec, info), *_shared(spec, info)) if last else (_layer_fix(spec, index, "tanh"),)
        yield Advice(
            "lone_softmax",
            layer_name(spec.network.layers, index),
            f"{part.label} over a single neuron is always 1, whatever its sum: nothing can be learned through it.",
            fixes,
            (index,),
        )


def loss_and_output(spec: ExperimentSpec, info: DataInfo, _facts: DataFacts | None) -> Iterator[Advice]:
    """A loss over probabilities on outputs that are none, or that share what need not be shared."""
    loss, last = losses[spec.training.loss.name], spec.network.layers[-1]
    part = activations[last.activation]
    alone = part.couples and last.units == 1
    if alone or part.name == "step" or loss.reads_sums or info.task not in loss.tasks:
        return
    if loss.needs_probabilities and part.name not in loss.fits:
        reason = _unfit(loss, part, last.units)
    elif part.couples and info.task == "multilabel":
        reason = f"{part.label} shares one whole among the answers, but several of them may be yes at once."
    else:
        return
    yield Advice("loss_and_output", OUTPUT, reason, _fitting(spec, loss, info), (len(spec.network.layers) - 1,))


def _unfit(loss: Loss, part: Activation, units: int) -> str:
    if part.couples:
        return (
            f"{part.label} shares one whole among the outputs, but {loss.label.lower()} asks each of them "
            "a yes-or-no question of its own."
        )
    if part.low < 0.0 or part.high > 1.0:
        span = "any number" if part.low == -float("inf") else f"numbers from {number_text(part.low)} on"
        span = span if part.high > 1.0 else f"numbers from {number_text(part.low)} to {number_text(part.high)}"
        return (
            f"{loss.label} reads the outputs as probabilities, but {part.label} gives {span}: beyond 0 and 1 they "
            "are cut off, and nothing is learned from them."
        )
    return (
        f"{part.label} gives each of the {units} classes a probability of its own, but only one class can be true: "
        f"{loss.label.lower()} needs shares that add up to 1."
    )


def _fitting(spec: ExperimentSpec, loss: Loss, info: DataInfo) -> tuple[Fix, ...]:
    """The usual output for so many units, under the same loss where that fits; of two classes also a single one."""
    usual = usual_output(info, spec.network.layers[-1].units)[0]
    if usual not in loss.fits:
        return (usual_fix(spec, info),)
    return Fix(f"Use {activations[usual].label}", _with_output(spec, usual)), *_single(spec, info)


def _shared(spec: ExperimentSpec, info: DataInfo) -> Iterator[Fix]:
    """An output for each of two classes."""
    if may_have_units(spec, info):
        yield Fix("Use 2 outputs", with_shared_outputs(spec, info))


def _single(spec: ExperimentSpec, info: DataInfo) -> Iterator[Fix]:
    """One output for two classes that have one each."""
    if may_have_units(spec, info) and spec.network.layers[-1].units == 2:
        yield Fix("Use 1 output", with_output_units(spec, info, 1))


def usual_fix(spec: ExperimentSpec, info: DataInfo) -> Fix:
    """The output that is usual for the task; the loss stays where it goes with that."""
    activation, loss = usual_output(info)
    now = losses[spec.training.loss.name]
    if now.reads_sums or activation not in now.fits or info.task not in now.tasks:
        spec, now = with_loss(spec, loss, info), losses[loss]
    units = fitting_units(now, info, activation, spec.network.layers[-1].units)
    changed = with_units(_with_output(spec, activation), len(spec.network.layers) - 1, units)
    return Fix(f"Use {activations[activation].label}", changed)


def target_range(spec: ExperimentSpec, info: DataInfo, facts: DataFacts | None) -> Iterator[Advice]:
    """Numbers to predict that the output's activation can never give."""
    if facts is None or not facts.targets or info.task != "regression":
        return
    last = spec.network.layers[-1]
    part = activations[last.activation]
    if part.couples and last.units == 1:
        return
    low, high = min(pair[0] for pair in facts.targets), max(pair[1] for pair in facts.targets)
    limit = ""
    if low < part.low:
        limit = f"none below {number_text(part.low)}"
    if high > part.high:
        limit = f"{limit} and " * bool(limit) + f"none above {number_text(part.high)}"
    if part.couples and not limit and last.units > 1:
        limit = "only shares that add up to 1"
    if not limit:
        return
    span = f"from {number_text(low)} to {number_text(high)}"
    yield Advice(
        "target_range",
        OUTPUT,
        f"the numbers to predict go {span}, but {part.label} gives {limit}.",
        (Fix(f"Use {activations['linear'].label}", _with_output(spec, "linear")),),
        (len(spec.network.layers) - 1,),
    )


def _with_output(spec: ExperimentSpec, activation: str) -> ExperimentSpec:
    return spec.with_layer(len(spec.network.layers) - 1, activation=activation)


def _layer_fix(spec: ExperimentSpec, index: int, activation: str) -> Fix:
    return Fix(f"Use {activations[activation].label}", spec.with_layer(index, activation=activation))
