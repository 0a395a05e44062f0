"""What is written above and below the picture of a neuron; no Qt."""

from __future__ import annotations

from collections.abc import Sequence

from engine.diagnostics.exciting import Exciting
from engine.formula import NumberStyle, number_text
from engine.spec import DataInfo, LayerSpec
from engine.spec.layer_words import layer_word


def neuron_title(layers: Sequence[LayerSpec], neuron: tuple[int, int], info: DataInfo) -> str:
    """The neuron, counted from 1; an output that stands for a class by its name."""
    layer, unit = neuron
    last = layer == len(layers) - 1
    if last and layers[layer].units == len(info.classes) > 1:
        return f"Output {info.classes[unit]}"
    return f"Neuron {unit + 1:,}, {'output' if last else layer_word(layers, layer)}"


def weights_note(limit: float, style: NumberStyle) -> str:
    """What the colours of the weights stand for."""
    text = number_text(limit, style)
    return f"weights from \u2212{text} to {text}"


def exciting_note(found: Exciting, count: int) -> str:
    """What the pictures of a neuron are."""
    return f"{len(found.rows)} that excite it most, of {count:,}"
