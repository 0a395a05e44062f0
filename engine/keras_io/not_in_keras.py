"""What an experiment can have and Keras has not."""

from __future__ import annotations

from engine.catalog import losses
from engine.spec import ExperimentSpec
from engine.spec.layer_words import layer_place


class NotInKeras(ValueError):
    """The experiment has something that Keras has not; the message says what, and what to do."""


def check_in_keras(spec: ExperimentSpec) -> None:
    """Raises NotInKeras where Keras cannot compute or train the experiment at all."""
    if losses[spec.training.loss.name].reads_sums:
        raise NotInKeras(
            "Keras has no perceptron rule. Choose another loss, or train it with scikit-learn's Perceptron, "
            "which gives the same weights."
        )
    for index, layer in enumerate(spec.network.layers):
        if layer.activation == "step":
            place = layer_place(spec.network.layers, index)
            raise NotInKeras(f"{place}: Keras has no step activation. Choose another, such as Sigmoid.")


def left_behind(spec: ExperimentSpec) -> tuple[str, ...]:
    """What of the experiment has no place in a model of Keras's, in sentences."""
    found = []
    if any(layer.frozen_neurons or layer.frozen_weights for layer in spec.network.layers):
        found.append("Keras freezes whole layers only: single weights and neurons that are locked will learn there.")
    return tuple(found)
