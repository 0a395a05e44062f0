"""Initializers: how weights are drawn before training, with Keras's names and distributions."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from engine.catalog.arrays import Array
from engine.catalog.parameter import Parameter
from engine.registry import Registry

Shape = tuple[int, int] | tuple[int]
Fan = Literal["fan_in", "fan_avg"]

TRUNCATED_SPREAD = 0.87962566103423978
"""Standard deviation of a standard normal distribution cut off at 2."""


@dataclass(frozen=True)
class Initializer:
    """A way to draw starting weights, named as in Keras and agreeing with it by distribution.

    `numbers(rng, shape, count, **params)` returns the next `count` numbers, float64 (count,), of a kernel of
    shape (inputs, units) or of a bias (units,), so that large ones can be drawn in pieces; for a bias both
    fans are its length, as in Keras. `objection(**params)` is (reason, cure) where values that are each
    allowed do not go together, else None.
    """

    name: str
    label: str
    numbers: Callable[..., Array]
    formula: str
    sentence: str
    parameters: tuple[Parameter, ...] = ()
    objection: Callable[..., tuple[str, str] | None] = lambda **_: None

    def draw(self, rng: np.random.Generator, shape: Shape, **parameters: float) -> Array:
        """All of them at once, in this shape."""
        return self.numbers(rng, shape, math.prod(shape), **parameters).reshape(shape)


def truncated_normal(rng: np.random.Generator, count: int, stddev: float) -> Array:
    """Normal numbers (count,) of mean 0, those beyond 2 stddev drawn again; stddev is that of the uncut bell."""
    drawn = rng.standard_normal(count)
    outside = np.flatnonzero(np.abs(drawn) > 2.0)
    while outside.size:
        drawn[outside] = rng.standard_normal(outside.size)
        outside = outside[np.abs(drawn[outside]) > 2.0]
    return drawn * stddev


def _variance(scale: float, fan: Fan, shape: Shape) -> float:
    fan_in, fan_out = shape[0], shape[-1]
    count = fan_in if fan == "fan_in" else (fan_in + fan_out) / 2.0
    return scale / max(1.0, count)


def _scaled_uniform(scale: float, fan: Fan) -> Callable[..., Array]:
    def numbers(rng: np.random.Generator, shape: Shape, count: int) -> Array:
        limit = math.sqrt(3.0 * _variance(scale, fan, shape))
        return rng.uniform(-limit, limit, count)

    return numbers


def _scaled_normal(scale: float, fan: Fan) -> Callable[..., Array]:
    def numbers(rng: np.random.Generator, shape: Shape, count: int) -> Array:
        return truncated_normal(rng, count, math.sqrt(_variance(scale, fan, shape)) / TRUNCATED_SPREAD)

    return numbers


def _random_uniform(
    rng: np.random.Generator, _: Shape, count: int, minval: float = -0.05, maxval: float = 0.05
) -> Array:
    return rng.uniform(minval, maxval, count)


def _turned_round(minval: float, maxval: float) -> tuple[str, str] | None:
    if minval <= maxval:
        return None
    return f"random_uniform's minval, {minval:g}, is above its maxval, {maxval:g}.", "Swap the two."


def _random_normal(
    rng: np.random.Generator, _: Shape, count: int, mean: float = 0.0, stddev: float = 0.05
) -> Array:
    return rng.normal(mean, stddev, count)


def _constant(_rng: np.random.Generator, _: Shape, count: int, value: float = 0.0) -> Array:
    return np.full(count, float(value))


initializers: Registry[Initializer] = Registry("initializer")

initializers.add(
    Initializer(
        name="glorot_uniform",
        label="Glorot uniform",
        numbers=_scaled_uniform(1.0, "fan_avg"),
        formula="even between ±√(6 / (inputs + units))",
        sentence="Keeps signals and gradients the same size from layer to layer; Keras's default.",
    )
)
initializers.add(
    Initializer(
        name="glorot_normal",
        label="Glorot normal",
        numbers=_scaled_normal(1.0, "fan_avg"),
        formula="bell of variance 2 / (inputs + units), cut off at both ends",
        sentence="Glorot's variance, with most weights near zero.",
    )
)
initializers.add(
    Initializer(
        name="he_uniform",
        label="He uniform",
        numbers=_scaled_uniform(2.0, "fan_in"),
        formula="even between ±√(6 / inputs)",
        sentence="Twice the variance, to make up for the half of the signal that ReLU cuts away.",
    )
)
initializers.add(
    Initializer(
        name="he_normal",
        label="He normal",
        numbers=_scaled_normal(2.0, "fan_in"),
        formula="bell of variance 2 / inputs, cut off at both ends",
        sentence="The usual choice for layers of ReLU and its relatives.",
    )
)
initializers.add(
    Initializer(
        name="lecun_uniform",
        label="LeCun uniform",
        numbers=_scaled_uniform(1.0, "fan_in"),
        formula="even between ±√(3 / inputs)",
        sentence="Gives a layer's sums the same variance as its inputs.",
    )
)
initializers.add(
    Initializer(
        name="lecun_normal",
        label="LeCun normal",
        numbers=_scaled_normal(1.0, "fan_in"),
        formula="bell of variance 1 / inputs, cut off at both ends",
        sentence="Belongs to SELU, which counts on it.",
    )
)
initializers.add(
    Initializer(
        name="random_uniform",
        label="Random uniform",
        numbers=_random_uniform,
        formula="even between minval and maxval",
        sentence="Any number between two limits is equally likely, whatever the size of the layer.",
        parameters=(
            Parameter("minval", "Smallest", -0.05, -1e3, 1e3, "The lower limit."),
            Parameter("maxval", "Largest", 0.05, -1e3, 1e3, "The upper limit."),
        ),
        objection=_turned_round,
    )
)
initializers.add(
    Initializer(
        name="random_normal",
        label="Random normal",
        numbers=_random_normal,
        formula="bell with the given mean and standard deviation",
        sentence="A bell curve around the mean, whatever the size of the layer.",
        parameters=(
            Parameter("mean", "Mean", 0.0, -1e3, 1e3, "The middle of the bell."),
            Parameter("stddev", "Standard deviation", 0.05, 0.0, 1e3, "The width of the bell."),
        ),
    )
)
initializers.add(
    Initializer(
        name="zeros",
        label="Zeros",
        numbers=lambda rng, shape, count: np.zeros(count),
        formula="0",
        sentence="Right for biases; as weights it makes all neurons of a layer learn the same.",
    )
)
initializers.add(
    Initializer(
        name="ones",
        label="Ones",
        numbers=lambda rng, shape, count: np.ones(count),
        formula="1",
        sentence="Every weight is 1, so all neurons of a layer start alike.",
    )
)
initializers.add(
    Initializer(
        name="constant",
        label="Constant",
        numbers=_constant,
        formula="value",
        sentence="Every weight has the same given value, so all neurons of a layer start alike.",
        parameters=(Parameter("value", "Value", 0.0, -1e3, 1e3, "The value of every weight."),),
    )
)
