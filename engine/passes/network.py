"""A network ready to compute: one flat vector of weights, and a view of it per layer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from engine.catalog import activations, initializers
from engine.catalog.activations import Activation
from engine.catalog.arrays import Array
from engine.spec import LayerSpec, NetworkSpec, PartSpec

WEIGHT_STREAM = 0


@dataclass(frozen=True, slots=True, eq=False)
class DenseLayer:
    """a = activation(x W + b); kernel (inputs, units) and bias (units,) are views of the flat vectors."""

    index: int
    spec: LayerSpec
    activation: Activation
    kernel: Array
    bias: Array
    kernel_gradient: Array
    bias_gradient: Array


class Network:
    """The dense layers of a spec over one flat float64 vector in Keras's order W1, b1, W2, b2 ..."""

    def __init__(self, spec: NetworkSpec, inputs: int, dtype: type = np.float64) -> None:
        self.spec = spec
        self.inputs = inputs
        self.weights: Array = np.zeros(spec.parameter_count(inputs), dtype)
        self.gradient: Array = np.zeros_like(self.weights)
        self.layers: tuple[DenseLayer, ...] = tuple(
            DenseLayer(i, layer, activations[layer.activation], *views, *slopes)
            for i, (layer, views, slopes) in enumerate(
                zip(spec.layers, self.views(self.weights), self.views(self.gradient), strict=True)
            )
        )

    def views(self, flat: Array) -> Iterator[tuple[Array, Array]]:
        """(kernel, bias) of each layer as views of any vector laid out like the weights."""
        start = 0
        for rows, columns in self.spec.shapes(self.inputs):
            middle, end = start + rows * columns, start + (rows + 1) * columns
            yield flat[start:middle].reshape(rows, columns), flat[middle:end]
            start = end

    def initialize(self, seed: int) -> None:
        """First weights from the seed; each layer has a stream of its own, so layers do not disturb each other."""
        for layer in self.layers:
            rng = np.random.default_rng([seed, WEIGHT_STREAM, layer.index])
            _draw(layer.spec.kernel_initializer, rng, layer.kernel)
            _draw(layer.spec.bias_initializer, rng, layer.bias)

    def get_weights(self) -> list[Array]:
        """Copies in Keras's order [W1, b1, W2, b2, ...]."""
        return [part.copy() for pair in self.views(self.weights) for part in pair]

    def set_weights(self, arrays: Sequence[Array]) -> None:
        """Take arrays in Keras's order.

        Raises:
            ValueError: a wrong number of arrays, a wrong shape or a value that is not finite, by place.
        """
        own = [part for pair in self.views(self.weights) for part in pair]
        if len(arrays) != len(own):
            raise ValueError(f"Expected {len(own)} arrays (kernel and bias of each layer), got {len(arrays)}.")
        given = [np.asarray(array, dtype=self.weights.dtype) for array in arrays]
        for i, (mine, new) in enumerate(zip(own, given, strict=True)):
            place = f"{'Kernel' if i % 2 == 0 else 'Bias'} of layer {i // 2 + 1}"
            if mine.shape != new.shape:
                raise ValueError(f"{place} has shape {mine.shape}, got {new.shape}.")
            if not np.isfinite(new).all():
                raise ValueError(f"{place} has a value that is not a finite number.")
        for mine, new in zip(own, given, strict=True):
            mine[...] = new


def _draw(part: PartSpec, rng: np.random.Generator, out: Array) -> None:
    initializer = initializers[part.name]
    defaults = {p.name: p.default for p in initializer.parameters}
    out[...] = initializer.draw(rng, out.shape, **{**defaults, **part.parameters})
