"""Whether a weight is frozen, in words for whoever wants to change it by hand."""

from engine.spec.specs import BIAS, LayerSpec


def lock_of(layer: LayerSpec, source: int, neuron: int) -> str:
    """Why this weight, or with source BIAS this bias, keeps its value: "the layer is locked"; or ""."""
    if source == BIAS and not layer.use_bias:
        return "the layer has no biases"
    if not layer.trainable:
        return "the layer is locked"
    if neuron in layer.frozen_neurons:
        return f"neuron {neuron + 1} is locked"
    return "it is locked" if (source, neuron) in layer.frozen_weights else ""
