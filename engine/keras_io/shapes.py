"""Which arrays the weights of a network are, layer by layer, and what is said where others come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.catalog.arrays import Array
from engine.keras_io.layer_names import keras_names
from engine.safe_io import UnreadableFile
from engine.spec import NetworkSpec


@dataclass(frozen=True)
class LayerShape:
    """A Dense layer as a file has it. name: for people; store: its group in Keras's HDF5 files."""

    name: str
    store: str
    inputs: int
    units: int
    use_bias: bool

    @property
    def arrays(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """(what it is, its shape) of each array, in the order of get_weights."""
        kernel: tuple[str, tuple[int, ...]] = ("kernel", (self.inputs, self.units))
        return (kernel, ("bias", (self.units,))) if self.use_bias else (kernel,)


def layer_shapes(network: NetworkSpec, inputs: int, names: Sequence[str] = ()) -> tuple[LayerShape, ...]:
    """The arrays of a network over so many inputs; `names` where its layers are called otherwise in the file."""
    found = []
    for index, (layer, name) in enumerate(zip(network.layers, names or keras_names(network), strict=True)):
        found.append(LayerShape(name, store_name(index), inputs, layer.units, layer.use_bias))
        inputs = layer.units
    return tuple(found)


def store_name(index: int) -> str:
    """How Keras calls the group of Dense layer `index` in its HDF5 files, whatever the layer's name."""
    return f"dense_{index}" if index else "dense"


def check_shape(layer: LayerShape, kind: str, wanted: Sequence[int], found: Sequence[int]) -> None:
    """Raises UnreadableFile, with both shapes in words, unless they are the same."""
    if tuple(wanted) == tuple(found):
        return
    raise UnreadableFile(
        f'layer "{layer.name}": expected a {kind} of {in_words(wanted)}, but the file has {in_words(found)}. '
        "Choose weights of the same layers, or give the network the layers of the file"
    )


def check_finite(layer: LayerShape, kind: str, array: Array) -> None:
    """Raises UnreadableFile where a number is NaN or infinite."""
    if not np.isfinite(array).all():
        odd = int(array.size - np.count_nonzero(np.isfinite(array)))
        raise UnreadableFile(
            f'layer "{layer.name}": {odd:,} number{"s are" if odd != 1 else " is"} NaN or infinite in its {kind}. '
            "Save the model as it was before it diverged"
        )


def in_words(shape: Sequence[int]) -> str:
    """(784, 300) is "784 inputs × 300 units", (300,) "300 numbers"."""
    if len(shape) == 2:
        return f"{shape[0]:,} input{'s' * (shape[0] != 1)} × {shape[1]:,} unit{'s' * (shape[1] != 1)}"
    if len(shape) == 1:
        return f"{shape[0]:,} number{'s' * (shape[0] != 1)}"
    return f"the shape ({', '.join(map(str, shape))})"
