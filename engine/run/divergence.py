"""Why a run stopped by itself, and what to try."""

import math
from collections.abc import Mapping

import numpy as np

from engine.formula import NumberStyle, number_text
from engine.passes.network import Network
from engine.spec import ExperimentSpec
from engine.spec.layer_words import layer_word
from engine.trace import BackwardLayer, Event, LossComputed, PassRecord

_LARGE_RATE = 0.001
_ROUND = NumberStyle(digits=1)
_GROWN = 1e12  # a weighted sum as large as this has run away, though it may be far from the largest number there is


def divergence_sentence(spec: ExperimentSpec, record: PassRecord, update: int) -> str:
    """By update and layer (shown from 1) what is no longer finite, or what ran away before it, and the cure."""
    last = len(spec.network.layers) - 1
    what, layer = record.not_finite() or ("loss", last)
    word = layer_word(spec.network.layers, layer)
    subject = _lost(spec, record, layer) if what == "loss" else f"the {what} of {word} are"
    return f"Stopped at update {update + 1:,}: {subject} no longer finite. {_cures(spec)}"


def lost_figure_sentence(spec: ExperimentSpec, figures: Mapping[str, float], updates: int) -> str:
    """Which loss of an epoch that ended after so many updates is no finite number, and the cure; or ""."""
    for name, part in (("loss", "all training examples"), ("val_loss", "the validation examples")):
        if not math.isfinite(figures.get(name, 0.0)):
            return f"Stopped at update {updates:,}: the loss over {part} is no longer finite. {_cures(spec)}"
    return ""


def _cures(spec: ExperimentSpec) -> str:
    rate = spec.training.optimizer.learning_rate
    cures = [f"a smaller learning rate (now {rate:,g})"] if rate > _LARGE_RATE else []
    if not spec.data.standardize:
        cures.append("standardised inputs")
    cures.append("smaller initial weights")
    return f"Try {' or '.join(cures[:2])}, then reset."


def is_finite(event: Event, network: Network) -> bool:
    """Whether the run can go on after this event: its loss, or once all are there the gradients, are finite."""
    if isinstance(event, LossComputed):
        return math.isfinite(event.loss)
    if isinstance(event, BackwardLayer) and event.layer == 0:
        return bool(np.isfinite(network.gradient).all())
    return True


def lost_weights_sentence(network: Network, updates: int) -> str:
    """Which weights are not finite numbers after so many updates, and what brings the run back; or ""."""
    for index, layer in enumerate(network.layers):
        for name, part in (("weights", layer.kernel), ("biases", layer.bias)):
            if not np.isfinite(part).all():
                word = layer_word(network.spec.layers, index)
                return (
                    f"Stopped at update {updates:,}: the {name} of {word} are no longer finite. "
                    "Draw all weights anew, or reset."
                )
    return ""


def _lost(spec: ExperimentSpec, record: PassRecord, last: int) -> str:
    """The loss overflowed while all layers were still finite: where its numbers first ran away."""
    for layer, event in sorted(record.forward.items()):
        largest = float(np.abs(event.z).max())
        if largest > _GROWN:
            word = layer_word(spec.network.layers, layer)
            return f"the weighted sums of {word} have grown to {number_text(largest, _ROUND)}, and the loss is"
    return f"the loss of {layer_word(spec.network.layers, last)}, the output, is"
