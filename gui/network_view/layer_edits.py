"""What the headers do to a network: pure edits with their names, refused in plain words where they cannot work."""

from dataclasses import dataclass, replace

from engine.catalog import activations, losses
from engine.spec import DataInfo, ExperimentSpec, LayerSpec, layer_moves, layer_words, problems
from engine.spec.edits import with_layer_after, without_layer
from engine.spec.layer_words import layer_word
from engine.spec.reading_values import BadValue
from engine.spec.shapes import shape_text, with_shape
from engine.spec.two_classes import may_have_units, with_output_activation, with_output_units

LAYER_WORDS = {
    "more": "One unit more",
    "fewer": "One unit fewer",
    "before": "Add a layer before",
    "after": "Add a layer after",
    "duplicate": "Duplicate, with the same weights",
    "left": "Move towards the inputs",
    "right": "Move towards the output",
    "lock": "Lock this layer",
    "remove": "Remove this layer",
}
"""What can be done to a layer as such, and how menus and buttons call it."""

SETTINGS, SHAPE = "settings", "shape"
"""Words for what opens a sheet."""


@dataclass(frozen=True)
class Edit:
    """A named change of the experiment."""

    text: str
    spec: ExperimentSpec


class Refused(ValueError):
    """An edit that cannot work; the message says why and what to do."""


def layer_name(spec: ExperimentSpec, layer: int) -> str:
    """What a header is called: its name, else "Layer 1", or "Output" for the last."""
    return layer_words.layer_name(spec.network.layers, layer)


def set_units(spec: ExperimentSpec, info: DataInfo, layer: int, units: int) -> Edit:
    """Another number of neurons; raises Refused where the experiment could not run."""
    text = f"{layer_name(spec, layer)} to {units:,} {'unit' if units == 1 else 'units'}"
    if _is_output(spec, layer) and units in may_have_units(spec, info):
        return _of_output(text, spec, with_output_units(spec, info, units), info)
    return _checked(Edit(text, spec.with_layer(layer, units=units)), spec, info)


def set_activation(spec: ExperimentSpec, info: DataInfo, layer: int, name: str) -> Edit:
    """Another activation function; of two classes' output with the units and the loss that belong to it."""
    text = f"{layer_name(spec, layer)}: {activations[name].label}"
    if _is_output(spec, layer):
        return _of_output(text, spec, with_output_activation(spec, info, name), info)
    return _checked(Edit(text, spec.with_layer(layer, activation=name)), spec, info)


def add_layer(spec: ExperimentSpec, info: DataInfo, place: int) -> Edit:
    """A hidden layer that stands at `place` afterwards, made like its hidden neighbour."""
    return _checked(Edit(f"Add layer {place + 1}", with_layer_after(spec, place - 1)), spec, info)


def remove_layer(spec: ExperimentSpec, info: DataInfo, layer: int) -> Edit:
    """The network without a hidden layer."""
    return _checked(Edit(f"Remove {layer_word(spec.network.layers, layer)}", without_layer(spec, layer)), spec, info)


def duplicate_layer(spec: ExperimentSpec, info: DataInfo, layer: int) -> Edit:
    """A copy of a hidden layer behind it, weights included where they fit."""
    text = f"Duplicate {in_text(spec, layer)}"
    return _checked(Edit(text, layer_moves.with_layer_duplicated(spec, layer)), spec, info)


def move_layer(spec: ExperimentSpec, info: DataInfo, layer: int, place: int) -> Edit:
    """A hidden layer that stands at `place` afterwards, with its weights where they fit; raises Refused."""
    try:
        moved = layer_moves.with_layer_moved(spec, layer, place)
    except ValueError as error:
        raise Refused(str(error)) from None
    return _checked(Edit(f"Move {in_text(spec, layer)} to place {place + 1}", moved), spec, info)


def set_shape(spec: ExperimentSpec, info: DataInfo, text: str) -> Edit:
    """The hidden layers as typed, "8-4"; raises Refused."""
    try:
        shaped = with_shape(spec, text)
    except BadValue as error:
        raise Refused(f"“{text.strip()[:40]}” is no shape: {error}") from None
    return _checked(Edit(f"Hidden layers: {shape_text(shaped)}", shaped), spec, info)


def set_field(spec: ExperimentSpec, info: DataInfo, layer: int, said: str, changed: LayerSpec) -> Edit:
    """A layer as its settings have it now, where `said` names the setting; raises Refused."""
    text = f"{layer_name(spec, layer)}: {said}"
    return _checked(Edit(text, replace(spec, network=spec.network.with_layer(layer, changed))), spec, info)


def do(word: str, spec: ExperimentSpec, info: DataInfo, layer: int) -> Edit:
    """The edit of a layer that a word of LAYER_WORDS names; raises Refused."""
    units = spec.network.layers[layer].units
    match word:
        case "more" | "fewer":
            return set_units(spec, info, layer, units + (1 if word == "more" else -1))
        case "before" | "after":
            return add_layer(spec, info, layer + (word == "after"))
        case "duplicate":
            return duplicate_layer(spec, info, layer)
        case "left" | "right":
            return move_layer(spec, info, layer, layer + (1 if word == "right" else -1))
        case "lock":
            return lock_layer(spec, layer)
        case "remove":
            return remove_layer(spec, info, layer)
    raise KeyError(word)


def may(word: str, spec: ExperimentSpec, info: DataInfo, layer: int) -> bool:
    """Whether a word of LAYER_WORDS makes sense for a layer: the data fix the output, the ends stop moves."""
    count, units = len(spec.network.layers), spec.network.layers[layer].units
    last = layer == count - 1
    choices = may_have_units(spec, info)
    return {
        "more": not last or units + 1 in choices,
        "fewer": units - 1 in choices if last else units > 1,
        "left": 0 < layer < count - 1,
        "right": layer < count - 2,
        "before": True,
        "lock": True,
    }.get(word, not last)


def lock_layer(spec: ExperimentSpec, layer: int) -> Edit:
    """A layer locked, or free again."""
    free = not spec.network.layers[layer].trainable
    word = "Unlock" if free else "Lock"
    return Edit(f"{word} {in_text(spec, layer)}", spec.with_layer(layer, trainable=free))


def units_reason(spec: ExperimentSpec, info: DataInfo) -> str:
    """Why the output layer has the units it has; "" where there is a choice."""
    loss, units = losses[spec.training.loss.name], spec.network.layers[-1].units
    if units in may_have_units(spec, info):
        return ""
    if info.classes and units > 1:
        why = f"one for each class: {', '.join(info.classes)}"
    elif info.classes:
        why = f"{'yes or no to' if loss.reads_sums else 'the probability of'} “{info.classes[-1]}”"
    else:
        what = "question" if info.task == "multilabel" else "target"
        why = f"one for each {what}: {', '.join(info.outputs)}"
    return f"The data fixes the output's units: {why}."


def output_words(spec: ExperimentSpec, info: DataInfo) -> str:
    """What there is to say of the number of outputs: why it is fixed, or what else it can be."""
    if reason := units_reason(spec, info):
        return reason
    one, two = f"one output, the probability of “{info.classes[-1]}”", "two with Softmax, one for each class"
    now, other = (two, one) if spec.network.layers[-1].units == 2 else (one, two)
    return f"Two classes have {now}, or {other}: choose units or activation."


def in_text(spec: ExperimentSpec, layer: int) -> str:
    """A layer's name within a sentence: layer 1, the output's, or a name of its own in quotes."""
    named, last = spec.network.layers[layer].name, layer == len(spec.network.layers) - 1
    return "output" if last and not named else layer_word(spec.network.layers, layer)


def _is_output(spec: ExperimentSpec, layer: int) -> bool:
    return layer == len(spec.network.layers) - 1


def _of_output(text: str, spec: ExperimentSpec, changed: ExperimentSpec, info: DataInfo) -> Edit:
    """An edit of the output, which says what else it brings."""
    loss, units = changed.training.loss.name, changed.network.layers[-1].units
    if loss != spec.training.loss.name:
        text = f"{text}, {units} output{'s' * (units > 1)}, {losses[loss].label.lower()}"
    return _checked(Edit(text, changed), spec, info)


def _checked(edit: Edit, spec: ExperimentSpec, info: DataInfo) -> Edit:
    known = set(problems(spec, info))
    new = [problem for problem in problems(edit.spec, info) if problem not in known]
    if new:
        raise Refused(str(new[0]))
    return edit
