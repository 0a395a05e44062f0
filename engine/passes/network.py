"""A network ready to compute: one flat vector of weights, and a view of it per layer."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.breaths import result_of
from engine.catalog import activations, initializers
from engine.catalog.activations import Activation
from engine.catalog.arrays import Array, sealed
from engine.catalog.parameter import defaults
from engine.letters import small_first
from engine.passes.blocks import ELEMENT_WORK, row_blocks, rows_at_once
from engine.passes.freezing import frozen_mask
from engine.spec import LayerSpec, NetworkSpec, PartSpec
from engine.spec.layer_words import layer_word

Number = TypeVar("Number", bound=np.generic)
WEIGHT_STREAM = 0
IN_PLACE = 2**19  # weights up to which copies are a matter of a millisecond
DRAW_WORK = 2 * ELEMENT_WORK  # what it costs to draw one weight


@dataclass(frozen=True, eq=False)
class DenseLayer:
    """a = activation(x W + b); kernel (inputs, units) and bias (units,) are views of the flat vectors.

    rows_at_once: for how many examples it is computed in one piece; penalties: (name, strength) of those above 0.
    """

    index: int
    rows_at_once: int
    penalties: tuple[tuple[str, float], ...]
    spec: LayerSpec
    activation: Activation
    kernel: Array
    bias: Array
    kernel_gradient: Array
    bias_gradient: Array


class Network:
    """The dense layers of a spec over one flat float64 vector in Keras's order W1, b1, W2, b2 ...

    The vectors of a large network are never changed in place: whoever holds them keeps a moment of the run,
    without a copy that would hold the engine for long.
    """

    def __init__(self, spec: NetworkSpec, inputs: int, dtype: type = np.float64) -> None:
        self.spec = spec
        self.inputs = inputs
        self.weights: Array = np.zeros(spec.vector_size(inputs), dtype)
        self.gradient: Array = np.zeros(self.weights.size, dtype)
        self.is_large = self.weights.size > IN_PLACE
        self.layers = self._layers()
        self.is_penalised = any(layer.penalties for layer in self.layers)
        self.frozen = frozen_mask(spec, inputs)

    def _layers(self) -> tuple[DenseLayer, ...]:
        parts = zip(self.spec.layers, self.views(self.weights), self.views(self.gradient), strict=True)
        return tuple(
            DenseLayer(
                i,
                rows_at_once(*views[0].shape),
                layer.penalties,
                layer,
                activations[layer.activation],
                *views,
                *slopes,
            )
            for i, (layer, views, slopes) in enumerate(parts)
        )

    def views(self, flat: NDArray[Number]) -> Iterator[tuple[NDArray[Number], NDArray[Number]]]:
        """(kernel, bias) of each layer as views of any vector laid out like the weights."""
        start = 0
        for rows, columns in self.spec.shapes(self.inputs):
            middle, end = start + rows * columns, start + (rows + 1) * columns
            yield flat[start:middle].reshape(rows, columns), flat[middle:end]
            start = end

    def adopt(self, weights: Array) -> None:
        """Go on with these weights, laid out like ours: copied, or taken over and sealed where we are large."""
        if self.is_large:
            self.weights = sealed(weights)
            self.layers = self._layers()
        else:
            self.weights[...] = weights

    def renew_gradient(self) -> None:
        """Before a backward pass: a large network leaves its last gradient to whoever holds it."""
        if self.is_large:
            self.gradient = np.empty_like(self.gradient)
            self.layers = self._layers()

    def shown_gradients(self, layer: DenseLayer) -> tuple[Array, Array]:
        """The layer's gradients as an event tells them."""
        if not self.is_large:
            return layer.kernel_gradient, layer.bias_gradient
        return sealed(layer.kernel_gradient.view()), sealed(layer.bias_gradient.view())

    def initialize(self, seed: int) -> None:
        """First weights from the seed."""
        self.adopt(result_of(self.first_weights(seed)))

    def first_weights(self, seed: int) -> Generator[None, None, Array]:
        """A vector of weights from the seed, with a breath between the pieces of a large layer.

        Each layer has a stream of its own, so that layers do not disturb each other.
        """
        first = np.zeros(self.weights.size, self.weights.dtype)  # zeros_like would touch all of it
        for index, (layer, parts) in enumerate(zip(self.spec.layers, self.views(first), strict=True)):
            rng = np.random.default_rng([seed, WEIGHT_STREAM, index])
            initializers = (layer.kernel_initializer, layer.bias_initializer)[: 1 + layer.use_bias]
            for initializer, part in zip(initializers, parts, strict=False):
                yield from draw(initializer, rng, part)
        return first

    def parts(self, flat: NDArray[Number]) -> Iterator[tuple[str, NDArray[Number]]]:
        """Views of any vector laid out like the weights, with their names, in Keras's order: W1, b1, W2, b2 ...

        A layer without biases has no b.
        """
        for index, (layer, (kernel, bias)) in enumerate(zip(self.spec.layers, self.views(flat), strict=True)):
            word = layer_word(self.spec.layers, index)
            yield f"Kernel of {word}", kernel
            if layer.use_bias:
                yield f"Bias of {word}", bias

    def get_weights(self) -> list[Array]:
        """Copies in Keras's order [W1, b1, W2, b2, ...]; no b of a layer without biases."""
        return [part.copy() for _, part in self.parts(self.weights)]

    def set_weights(self, arrays: Sequence[Array]) -> None:
        """Take arrays in Keras's order. Raises ValueError as `checked`."""
        flat = np.zeros(self.weights.size, self.weights.dtype)
        for (_, part), new in zip(self.parts(flat), self.checked(arrays), strict=True):
            part[...] = new
        self.adopt(flat)

    def checked(self, arrays: Sequence[Array]) -> list[Array]:
        """Arrays in Keras's order that can be this network's weights.

        Raises:
            ValueError: a wrong number of arrays, a wrong shape or a value that is not finite, by place.
        """
        own = list(self.parts(self.weights))
        if len(arrays) != len(own):
            whole = len(own) == 2 * len(self.layers)
            names = (small_first(name) for name, _ in own)
            named = "kernel and bias of each layer" if whole else ", ".join(names)
            raise ValueError(f"Expected {len(own)} arrays ({named}), got {len(arrays)}.")
        given = [np.asarray(array, dtype=self.weights.dtype) for array in arrays]
        for (place, mine), new in zip(own, given, strict=True):
            if mine.shape != new.shape:
                raise ValueError(f"{place} has shape {mine.shape}, got {new.shape}.")
            if not np.isfinite(new).all():
                raise ValueError(f"{place} has a value that is not a finite number.")
        return given


def draw(part: PartSpec, rng: np.random.Generator, out: Array) -> Iterator[None]:
    """Fill a kernel or a bias from its initializer, with a breath between the pieces of a large one."""
    initializer = initializers[part.name]
    parameters = defaults(initializer.parameters) | dict(part.parameters)
    flat = out.reshape(-1)
    for block in row_blocks(len(flat), DRAW_WORK):
        flat[block] = initializer.numbers(rng, out.shape, block.stop - block.start, **parameters)
        if block.stop < len(flat):
            yield
