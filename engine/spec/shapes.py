"""The hidden layers of a network as a line to type: "8-4" is eight units, then four."""

import re
from dataclasses import replace

from engine.spec.reading_values import BadValue
from engine.spec.specs import MAX_COUNT, ExperimentSpec, LayerSpec

NONE = "none"
MOST_LAYERS = 100


def shape_text(spec: ExperimentSpec) -> str:
    """The units of the hidden layers from the first to the last, "none" where there is none."""
    return "-".join(str(layer.units) for layer in spec.network.layers[:-1]) or NONE


def with_shape(spec: ExperimentSpec, text: str) -> ExperimentSpec:
    """The experiment with these hidden layers; what was set in a layer stays, a new one is alike the last of them.

    Raises:
        BadValue: not such a line, in a sentence.
    """
    hidden = len(spec.network.layers) - 1
    sizes = [] if text.strip().lower() == NONE else re.split(r"\s*[-–x×,\s]\s*", text.strip())
    if len(sizes) > MOST_LAYERS:
        raise BadValue(f"that are {len(sizes)} layers. Type at most {MOST_LAYERS}.")
    if not all(re.fullmatch(r"\d{1,12}", size) and 1 <= int(size) <= MAX_COUNT for size in sizes):
        raise BadValue(f'write the units of the hidden layers, 1 to {MAX_COUNT:,} each, such as 8-4, or "{NONE}".')
    network = spec.network
    for index in range(hidden - 1, len(sizes) - 1, -1):
        network = network.with_layer_removed(index)
    for index in range(hidden, len(sizes)):
        network = network.with_layer_added(index, network.layers[index - 1].another() if index else LayerSpec())
    for index, size in enumerate(sizes):
        network = network.with_layer(index, replace(network.layers[index], units=int(size)))
    return replace(spec, network=network)
