"""What is wrong with names, dropout and frozen parts of layers."""

from collections.abc import Iterator, Sequence

from engine.spec.data_info import DataInfo
from engine.spec.layer_words import layer_place, layer_word
from engine.spec.problem import Problem
from engine.spec.specs import BIAS, LayerSpec

LONGEST_NAME = 60


def name_problems(layers: Sequence[LayerSpec]) -> Iterator[Problem]:
    """Names that have no room or cannot be shown."""
    for number, layer in enumerate(layers, 1):
        if len(layer.name) > LONGEST_NAME:
            reason = f"its name has {len(layer.name)} characters."
            yield Problem(f"Layer {number}", reason, f"Use {LONGEST_NAME} at most.")
        elif not layer.name.isprintable():
            yield Problem(f"Layer {number}", "its name has a character that cannot be shown.", "Type it again.")


def key_problems(layers: Sequence[LayerSpec]) -> Iterator[Problem]:
    """Layers that cannot be told apart, as only a damaged file has them."""
    seen: dict[int, int] = {}
    for index, layer in enumerate(layers[:-1]):
        if layer.key < 0 or any(key <= 0 for key in layer.copy_of):
            reason = "it has an impossible key."
        elif layer.key and layer.key in seen:
            reason = f"it has the key of {layer_word(layers, seen[layer.key])}, {layer.key}."
        else:
            seen[layer.key] = index
            continue
        yield Problem(layer_place(layers, index), reason, "Give it another, or none.")


def dropout_problems(layers: Sequence[LayerSpec]) -> Iterator[Problem]:
    """Dropout where there is no layer behind it."""
    if layers and layers[-1].dropout:
        yield Problem(
            layer_place(layers, len(layers) - 1),
            "the output layer has a dropout, but an answer that is left out cannot be judged.",
            "Set it to 0, and give it to a hidden layer.",
        )


def frozen_problems(layers: Sequence[LayerSpec], info: DataInfo | None = None) -> Iterator[Problem]:
    """Frozen neurons and weights that there are not; of the first layer's sources only with `info`."""
    inputs = None if info is None else len(info.inputs)
    for number, layer in enumerate(layers, 1):
        wrong = _wrong_neuron(layer) or _wrong_weight(layer, inputs, "input" if number == 1 else "neuron below")
        if wrong:
            yield Problem(layer_place(layers, number - 1), wrong, "Choose one that it has, or freeze nothing there.")
        inputs = layer.units


def _wrong_neuron(layer: LayerSpec) -> str:
    for unit in layer.frozen_neurons:
        if not 0 <= unit < layer.units:
            return f"neuron {unit + 1:,} is frozen, but it has neurons 1 to {layer.units:,}."
    return ""


def _wrong_weight(layer: LayerSpec, inputs: int | None, below: str) -> str:
    for source, unit in layer.frozen_weights:
        if not 0 <= unit < layer.units:
            return f"a weight of neuron {unit + 1:,} is frozen, but it has neurons 1 to {layer.units:,}."
        if source == BIAS and not layer.use_bias:
            return f"the bias of neuron {unit + 1:,} is frozen, but the layer has no biases."
        if source < BIAS or (inputs is not None and source >= inputs):
            known = "" if inputs is None else f", but there are 1 to {inputs:,}"
            return f"the weight from {below} {source + 1:,} to neuron {unit + 1:,} is frozen{known}."
    return ""
