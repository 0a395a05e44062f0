"""The step under way in words, symbols and numbers, from a snapshot alone."""

import math
import re
from dataclasses import dataclass

import numpy as np

from engine.catalog import activations, losses, optimizers
from engine.catalog.activations import Activation
from engine.catalog.arrays import Array
from engine.spec import DataInfo
from engine.trace import Example, Phase, Snapshot
from gui.editors.segments import Line, Segment, factor, gradient, number, signed

MOST_TERMS = 3
PLAIN_DESCENT = "w ← w − η · g,   g = ∂L/∂w"


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands in the strip: a title with its place, one sentence, a formula in symbols and in numbers."""

    phase: Phase | None
    title: str
    place: str
    sentence: str
    symbols: Line = ()
    numbers: Line = ()


def focus_of(snapshot: Snapshot, selected: tuple[int, int] | None) -> tuple[int, int]:
    """(layer, neuron) whose numbers a step shows: the selected neuron in its layer, else the first there."""
    if snapshot.phase is None:
        return selected_neuron(snapshot, selected) or (0, 0)
    if selected_neuron(snapshot, selected) and selected and selected[0] == snapshot.layer:
        return selected
    return snapshot.layer, 0


def selected_neuron(snapshot: Snapshot, selected: tuple[int, int] | None) -> tuple[int, int] | None:
    """The selected neuron if the network still has it and it is not an input."""
    if selected is None or not 0 <= selected[0] < len(snapshot.layers):
        return None
    return selected if 0 <= selected[1] < len(snapshot.layers[selected[0]].bias) else None


def source_name(layer: int, index: int, info: DataInfo) -> str:
    """What feeds a neuron of `layer`: an input by its name, or a neuron of the layer below."""
    return info.short_inputs[index] if layer == 0 else f"neuron {index + 1}"


def caption(snapshot: Snapshot, neuron: int, info: DataInfo, playing: bool = False) -> Caption:
    """The caption for neuron `neuron` (from 0) of the layer the step is in."""
    if snapshot.problem:
        return Caption(None, "Stopped", "", snapshot.problem)
    if snapshot.phase is None or snapshot.example is None:
        return _at_rest(snapshot, playing)
    build = {
        Phase.FORWARD: _forward,
        Phase.LOSS: _loss,
        Phase.BACKWARD: _backward,
        Phase.UPDATE: _update,
    }[snapshot.phase]
    return build(snapshot, snapshot.example, neuron, info)


def _at_rest(snapshot: Snapshot, playing: bool) -> Caption:
    place = f"update {snapshot.update:,}"
    if playing:
        return Caption(None, "Training", place, "Press Space to pause and look inside.")
    if snapshot.notice:
        return Caption(None, "Ready", place, snapshot.notice)
    if snapshot.update == 0:
        place = "first weights, nothing learned yet"
    return Caption(None, "Ready", place, "Press Space to train, → to take one step.")


def _place(snapshot: Snapshot, example: Example, neuron: int) -> str:
    last = ", the output" if snapshot.layer == len(snapshot.layers) - 1 else ""
    return f"layer {snapshot.layer + 1}{last} · neuron {neuron + 1} · {_example(snapshot, example)}"


def _example(snapshot: Snapshot, example: Example) -> str:
    """Which of the training examples, and which of its batch."""
    name = f"training example {example.index + 1}"
    if snapshot.batch_rows is None or len(snapshot.batch_rows) == 1:
        return name
    place = snapshot.batch_rows.tolist().index(example.index) + 1
    return f"{name} ({place} of {len(snapshot.batch_rows)} in the batch)"


def _incoming(snapshot: Snapshot, example: Example, layer: int) -> Array:
    """What the layer reads for the example, (inputs,)."""
    below = snapshot.layers[layer - 1].activation if layer else example.inputs
    return below if below is not None else np.zeros(0)


def _sum(weights: Array, values: Array, role: str = "text") -> list[Segment]:
    """w₁·x₁ + w₂·x₂ + …, the first few terms and how many more."""
    line: list[Segment] = []
    for index, (weight, value) in enumerate(zip(weights[:MOST_TERMS].tolist(), values, strict=False)):
        line += [Segment(" − " if weight < 0 else " + ")] if index else []
        line.append(Segment(number(abs(weight) if index else weight), "signed", weight))
        second = Segment(factor(float(value)), "gradient" if role == "gradient" else "text")
        line += [Segment("·"), second]
    if len(weights) > MOST_TERMS:
        line.append(Segment(f" + … {len(weights) - MOST_TERMS} more", "muted"))
    return line


def _forward(snapshot: Snapshot, example: Example, neuron: int, info: DataInfo) -> Caption:
    index, layer = snapshot.layer, snapshot.layers[snapshot.layer]
    part = activations[snapshot.spec.network.layers[index].activation]
    symbols = (Segment("z = Σ w · x + b,   a = φ(z) = "), Segment(part.formula))
    numbers: Line = ()
    if layer.z is not None and layer.activation is not None:
        bias = float(layer.bias[neuron])
        numbers = (
            Segment("z = "),
            *_sum(layer.kernel[:, neuron], _incoming(snapshot, example, index)),
            Segment(" + " if bias >= 0 else " − "),
            Segment(number(abs(bias)), "signed", bias),
            Segment(f" = {number(float(layer.z[neuron]))},   a = "),
            Segment(number(float(layer.activation[neuron])), "accent"),
        )
    sentence = f"The neuron weighs what comes in, adds its bias, and turns the sum into its activation: {part.label}."
    return Caption(Phase.FORWARD, "Forward", _place(snapshot, example, neuron), sentence, symbols, numbers)


def _loss(snapshot: Snapshot, example: Example, neuron: int, info: DataInfo) -> Caption:
    spec, layer = snapshot.spec, snapshot.layers[-1]
    entry = losses[spec.training.loss.name]
    form = entry.logit_forms.get(spec.network.layers[-1].activation)
    symbols = (Segment("L = " + (_reading(form.reading, len(layer.bias)) if form else entry.formula)),)
    letter, outputs = ("z", layer.z) if entry.reads_sums else ("a", layer.activation)
    outputs = outputs if outputs is not None else np.zeros(0)
    own = number(example.loss) if example.loss is not None else "unknown"
    numbers: Line = (
        Segment(f"{letter} = {_listed(outputs)}, t = {_target(example.target, entry.targets, info)}:   L = "),
        *(_surprise(outputs, example, entry.targets) if form and not entry.reads_sums else ()),
        Segment(own, "accent"),
    )
    if snapshot.batch_loss is not None:
        penalty = any(each.l1 or each.l2 for each in spec.network.layers)
        words = "mean of the batch plus penalty" if penalty else "mean of the batch"
        numbers = (*numbers, Segment(f",   {words} {number(snapshot.batch_loss)}"))
    place = f"{entry.label} · {_example(snapshot, example)}"
    return Caption(Phase.LOSS, "Loss", place, entry.sentence, symbols, numbers)


def _reading(formula: str, outputs: int) -> str:
    return re.sub("^(mean|sum) over outputs of ", "", formula) if outputs == 1 else formula


def _surprise(outputs: Array, example: Example, targets: str) -> Line:
    """−ln of the probability given to what is true, where that is all of the example's loss."""
    if example.loss is None or not len(outputs):
        return ()
    if len(outputs) == 1:
        chance = float(outputs[0] if example.target[0] else 1.0 - outputs[0])
    else:
        chance = float(outputs[int(example.target[0]) if targets == "index" else int(np.argmax(example.target))])
    if chance <= 0.0 or not math.isclose(-math.log(chance), example.loss, rel_tol=1e-6):
        return ()
    return (Segment(f"−ln {number(chance)} = "),)


def _listed(values: Array) -> str:
    shown = ", ".join(number(float(value)) for value in values[:MOST_TERMS])
    return f"({shown}{', …' if len(values) > MOST_TERMS else ''})" if len(values) > 1 else shown


def _target(target: Array, targets: str, info: DataInfo) -> str:
    if targets == "index":
        return info.classes[int(target[0])]
    return _listed(np.asarray(target, dtype=np.float64))


def _backward(snapshot: Snapshot, example: Example, neuron: int, info: DataInfo) -> Caption:
    last = snapshot.layer == len(snapshot.layers) - 1
    sentence, symbols, numbers = (_backward_output if last else _backward_hidden)(snapshot, neuron)
    delta = snapshot.layers[snapshot.layer].delta
    if delta is not None:
        numbers = (*numbers, Segment(" = " if numbers else "δ = "), gradient(float(delta[neuron])))
    return Caption(Phase.BACKWARD, "Backward", _place(snapshot, example, neuron), sentence, symbols, numbers)


def _backward_output(snapshot: Snapshot, neuron: int) -> tuple[str, Line, Line]:
    spec = snapshot.spec
    entry, part = losses[spec.training.loss.name], activations[spec.network.layers[-1].activation]
    form = entry.logit_forms.get(part.name)
    weighed = " · class weight" if spec.training.class_weight else ""
    sentence = "How the loss of this example changes with the neuron's weighted sum: the error starts here."
    if form:
        symbols = (Segment(f"δ = ∂L/∂z = {form.slope_formula}{weighed}"),)
        return sentence, symbols, (_verdict if entry.reads_sums else _difference)(snapshot, neuron, entry.targets)
    text = f"δ = ∂L/∂a · φ′(z){weighed},   ∂L/∂a = {entry.slope_formula},   φ′(z) = {part.slope_formula}"
    return sentence, (Segment(text),), ()


def _difference(snapshot: Snapshot, neuron: int, targets: str) -> Line:
    """a − t in numbers, where that is the whole error; an index as target is 1 for its class and 0 for the others."""
    layer, example = snapshot.layers[-1], snapshot.example
    if layer.activation is None or layer.delta is None or example is None:
        return ()
    wanted = float(example.target[0] == neuron) if targets == "index" else float(example.target[neuron])
    answer = float(layer.activation[neuron])
    if not math.isclose(answer - wanted, float(layer.delta[neuron]), rel_tol=1e-9, abs_tol=1e-12):
        return ()
    return (Segment(f"δ = {number(answer)} − {number(wanted)}"),)


def _verdict(snapshot: Snapshot, neuron: int, _targets: str) -> Line:
    """Whether the perceptron rule finds a mistake: what the target says against the side that z is on."""
    z, example = snapshot.layers[-1].z, snapshot.example
    if z is None or example is None:
        return ()
    wanted, found = float(example.target[neuron]), float(z[neuron])
    product = f"t · z = {number(wanted)} · {factor(found)} = {number(wanted * found + 0.0)}"
    if wanted * found > 0.0:
        return (Segment(f"{product} > 0: right,   δ"),)
    return (Segment(f"{product} ≤ 0: a mistake,   δ = −t"),)


def _backward_hidden(snapshot: Snapshot, neuron: int) -> tuple[str, Line, Line]:
    index = snapshot.layer
    layer, above = snapshot.layers[index], snapshot.layers[index + 1]
    part = activations[snapshot.spec.network.layers[index].activation]
    sentence = f"The errors of layer {index + 2} come back along the weights, times the slope of {part.label}."
    if part.couples:
        symbols: Line = (Segment(f"δᵢ = Σⱼ (Σ w · δ)ⱼ · ∂aⱼ/∂zᵢ,   {part.slope_formula}"),)
        return sentence, symbols, ()
    symbols = (Segment("δ = (Σ w · δ) · φ′(z),   φ′(z) = "), Segment(part.slope_formula))
    if layer.z is None or layer.activation is None or above.delta is None:
        return sentence, symbols, ()
    slope = _slope(part, layer.z, layer.activation, neuron)
    terms = _sum(above.kernel[neuron], above.delta, "gradient")
    return sentence, symbols, (Segment("δ = ("), *terms, Segment(f") · {factor(slope)}"))


def _slope(part: Activation, z: Array, a: Array, neuron: int) -> float:
    one = slice(neuron, neuron + 1)
    return float(part.slope(z[one], a[one])[0])


def _update(snapshot: Snapshot, example: Example, neuron: int, info: DataInfo) -> Caption:
    index, layer = snapshot.layer, snapshot.layers[snapshot.layer]
    chosen = snapshot.spec.training.optimizer
    entry = optimizers[chosen.name]
    plain = chosen.name == "sgd" and not chosen.parameters.get("momentum", 0.0)
    numbers: Line = ()
    if layer.kernel_before is not None and layer.kernel_gradient is not None:
        before, after = float(layer.kernel_before[0, neuron]), float(layer.kernel[0, neuron])
        slope = float(layer.kernel_gradient[0, neuron])
        numbers = (Segment(f"w from {source_name(index, 0, info)}: "), signed(before, 5))
        if plain:
            step = Segment(factor(slope), "gradient")
            numbers = (*numbers, Segment(f" − {chosen.learning_rate:g} · "), step, Segment(" = "), signed(after, 5))
        else:
            numbers = (*numbers, Segment(" → "), signed(after, 5), Segment(",   g = ∂L/∂w = "), gradient(slope))
            numbers = (*numbers, Segment(f",   η = {chosen.learning_rate:g}"))
    place = f"layer {index + 1} · neuron {neuron + 1} · {snapshot.batch_size:,} examples in a batch"
    sentence = f"{entry.label} moves every weight against its gradient, the mean over the batch."
    symbols = (Segment(PLAIN_DESCENT if plain else entry.formula),)
    return Caption(Phase.UPDATE, "Update", place, sentence, symbols, numbers)
