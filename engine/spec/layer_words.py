"""What a layer is called wherever it is shown: by its own name, else by its number."""

from collections.abc import Sequence

from engine.letters import capital
from engine.spec.specs import LayerSpec


def layer_name(layers: Sequence[LayerSpec], index: int) -> str:
    """What a layer is called: by its name, else "Layer 1", or "Output" for the last."""
    named = layers[index].name
    return named or ("Output" if index == len(layers) - 1 else f"Layer {index + 1}")


def layer_word(layers: Sequence[LayerSpec], index: int) -> str:
    """A layer within a sentence: its name in quotes, else "layer 2"; so too where the layers are not known."""
    named = layers[index].name if 0 <= index < len(layers) else ""
    return f"“{named}”" if named else f"layer {index + 1}"


def layer_place(layers: Sequence[LayerSpec], index: int) -> str:
    """A layer at the beginning of a sentence: its name, else "Layer 2"."""
    return capital(layer_word(layers, index))


def layer_span(layers: Sequence[LayerSpec], first: int, last: int) -> str:
    """Layers in a row within a sentence: "layers 1 to 3", or "“edges” and layer 2" where one of them has a name."""
    if not any(0 <= index < len(layers) and layers[index].name for index in (first, last)):
        return f"layers {first + 1} {'and' if last == first + 1 else 'to'} {last + 1}"
    return f"{layer_word(layers, first)} {'and' if last == first + 1 else 'to'} {layer_word(layers, last)}"
