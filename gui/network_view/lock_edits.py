"""Locking weights, neurons and layers: pure edits with their names, and what is locked."""

from dataclasses import replace

from engine.spec import ExperimentSpec, LayerSpec
from engine.spec.edits import with_frozen_neuron, with_frozen_weight
from engine.trace import BIAS
from gui.network_view.layer_edits import Edit, in_text
from gui.view import Edge, Neuron


def is_locked(layer: LayerSpec, neuron: int) -> bool:
    """Whether all weights of a neuron keep their values: it is locked, or its layer is."""
    return not layer.trainable or neuron in layer.frozen_neurons


def any_locked(spec: ExperimentSpec) -> bool:
    """Whether anything in the network is locked."""
    return any(not layer.trainable or layer.frozen_neurons or layer.frozen_weights for layer in spec.network.layers)


def lock_neuron(spec: ExperimentSpec, neuron: Neuron) -> Edit:
    """A neuron locked, or free again; of a locked layer, the layer is freed and its other neurons stay locked."""
    layer, index = neuron
    held = spec.network.layers[layer]
    text = f"neuron {index + 1} of {in_text(spec, layer)}"
    if not held.trainable:
        others = tuple(other for other in range(held.units) if other != index)
        return Edit(f"Unlock {text}", spec.with_layer(layer, trainable=True, frozen_neurons=others))
    free = index in held.frozen_neurons
    return Edit(f"{_word(free)} {text}", with_frozen_neuron(spec, layer, index, not free))


def lock_weight(spec: ExperimentSpec, edge: Edge) -> Edit | None:
    """One weight or bias locked, or free again; None where it is its neuron or its layer that is locked."""
    layer, source, neuron = edge
    held = spec.network.layers[layer]
    if is_locked(held, neuron) or (source == BIAS and not held.use_bias):
        return None
    free = (source, neuron) in held.frozen_weights
    what = "bias" if source == BIAS else f"weight {source + 1}"
    text = f"{_word(free)} {what} of neuron {neuron + 1} of {in_text(spec, layer)}"
    return Edit(text, with_frozen_weight(spec, layer, source, neuron, not free))


def unlock_all(spec: ExperimentSpec) -> Edit:
    """Everything free to learn again."""
    layers = (replace(one, trainable=True, frozen_neurons=(), frozen_weights=()) for one in spec.network.layers)
    return Edit("Unlock all", replace(spec, network=replace(spec.network, layers=tuple(layers))))


def lock_text(layer: LayerSpec) -> str:
    """What is locked in a layer, as a sentence; "" if nothing is."""
    if not layer.trainable:
        return "Locked: its weights and biases stay as they are while the others learn."
    neurons, weights = len(layer.frozen_neurons), len(layer.frozen_weights)
    found = ((neurons, "neuron"), (weights, "weight"))
    parts = [f"{count:,} {what}{'s' * (count != 1)}" for count, what in found if count]
    return f"Locked in it: {' and '.join(parts)}." if parts else ""


def _word(free: bool) -> str:
    return "Unlock" if free else "Lock"
