"""Which weights are frozen: one in words for whoever wants to change it by hand, all of them as a count."""

from engine.spec.specs import BIAS, LayerSpec, NetworkSpec


def lock_of(layer: LayerSpec, source: int, neuron: int) -> str:
    """Why this weight, or with source BIAS this bias, keeps its value: "the layer is locked"; or ""."""
    if source == BIAS and not layer.use_bias:
        return "the layer has no biases"
    if not layer.trainable:
        return "the layer is locked"
    if neuron in layer.frozen_neurons:
        return f"neuron {neuron + 1} is locked"
    return "it is locked" if (source, neuron) in layer.frozen_weights else ""


def frozen_count(network: NetworkSpec, inputs: int) -> int:
    """How many weights and biases learn nothing: of locked layers and neurons, and those locked one by one."""
    sizes = (inputs, *(layer.units for layer in network.layers[:-1]))
    return sum(_frozen_in(layer, fed) for layer, fed in zip(network.layers, sizes, strict=True))


def _frozen_in(layer: LayerSpec, inputs: int) -> int:
    if not layer.trainable:
        return layer.parameter_count(inputs)
    neurons = set(layer.frozen_neurons)
    alone = {(source, neuron) for source, neuron in layer.frozen_weights if neuron not in neurons}
    lost = {weight for weight in alone if weight[0] == BIAS and not layer.use_bias}
    return len(neurons) * (inputs + layer.use_bias) + len(alone - lost)


def count_text(network: NetworkSpec, inputs: int) -> str:
    """ "51 weights and biases: 42 trainable, 9 frozen"; with none frozen "51 weights and biases, all trainable"."""
    total, frozen = network.parameter_count(inputs), frozen_count(network, inputs)
    split = f": {total - frozen:,} trainable, {frozen:,} frozen" if frozen else ", all trainable"
    return f"{total:,} weights and biases{split}"
