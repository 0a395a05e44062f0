"""Activation functions: value, slope, formula and one plain sentence in one entry each."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.catalog.arrays import Array
from engine.registry import Registry

SELU_ALPHA = 1.6732632423543772
SELU_SCALE = 1.0507009873554805
LEAKY_SLOPE = 0.2


@dataclass(frozen=True)
class Activation:
    """An activation function a = f(z), named as in Keras.

    `value(z)` and `slope(z, a)` work element by element on arrays of any shape and keep the dtype.
    `neutral` is the value drawn in the neutral colour; `low` and `high` bound all values.
    `kinks` are the z where no derivative exists; the formula says which one is used there.
    `expression`, `slope_expression` and `identity` (the same function said differently) are formulas for
    `engine.formula` over z, a and, where units influence one another, S = Σ eᶻ over the layer.
    """

    name: str
    label: str
    value: Callable[[Array], Array]
    slope: Callable[[Array, Array], Array]
    formula: str
    slope_formula: str
    expression: str
    slope_expression: str
    sentence: str
    identity: str = ""
    kinks: tuple[float, ...] = ()
    neutral: float = 0.0
    low: float = -math.inf
    high: float = math.inf
    jacobian_product: Callable[[Array, Array], Array] | None = None
    """(a, upstream) -> dL/dz, only where a unit's output depends on its neighbours' inputs."""

    @property
    def couples(self) -> bool:
        """Whether the units of a layer influence one another; `slope` is then the Jacobian's diagonal."""
        return self.jacobian_product is not None

    def backward(self, z: Array, a: Array, upstream: Array) -> Array:
        """dL/dz from upstream = dL/da, all of shape (batch, units), by the chain rule."""
        if self.jacobian_product is not None:
            return self.jacobian_product(a, upstream)
        return upstream * self.slope(z, a)


def sigmoid(z: Array) -> Array:
    """1 / (1 + exp(-z)) without overflow: below -88 the result, 6e-39, is as good as zero."""
    a: Array = 1.0 / (1.0 + np.exp(-np.maximum(z, -88.0)))
    return a


def softplus(z: Array) -> Array:
    """log(1 + exp(z)) without overflow, any shape."""
    a: Array = np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))
    return a


def softmax(z: Array) -> Array:
    """exp(z) / sum exp(z) over the last axis, shifted by the maximum so that nothing overflows."""
    e: Array = np.exp(z - np.maximum.reduce(z, axis=-1, keepdims=True))
    e /= np.add.reduce(e, axis=-1, keepdims=True)
    return e


def _softmax_backward(a: Array, upstream: Array) -> Array:
    return a * (upstream - np.add.reduce(upstream * a, axis=-1, keepdims=True))


def _normal_share(z: Array) -> Array:
    """The share of a standard normal distribution below z, (1 + erf(z / sqrt 2)) / 2."""
    from scipy.special import ndtr  # imported late: slow to load

    share: Array = ndtr(z)
    return share


def load_slow_libraries() -> None:
    """Import what some entries need and takes long to load; for a thread that has the time, before a run needs it."""
    _normal_share(np.zeros(1))


def _gelu_slope(z: Array, _: Array) -> Array:
    return _normal_share(z) + z * np.exp(-0.5 * z * z) * (1.0 / math.sqrt(2.0 * math.pi))


def _silu_slope(z: Array, a: Array) -> Array:
    s = sigmoid(z)
    return s + a * (1.0 - s)


activations: Registry[Activation] = Registry("activation")

activations.add(
    Activation(
        name="linear",
        label="Linear",
        value=lambda z: +z,
        slope=lambda z, a: np.ones_like(z),
        formula="z",
        slope_formula="1",
        expression="z",
        slope_expression="1",
        sentence="Passes the weighted sum on unchanged; the usual output when predicting a number.",
    )
)
activations.add(
    Activation(
        name="step",
        label="Step",
        value=lambda z: np.heaviside(z, 1.0),
        slope=lambda z, a: np.zeros_like(z),
        formula="1 if z ≥ 0, otherwise 0",
        slope_formula="0 everywhere, the jump at z = 0 included",
        expression="1 if z >= 0 else 0",
        slope_expression="0",
        sentence="The perceptron's all-or-nothing answer; gradients cannot pass through it.",
        kinks=(0.0,),
        neutral=0.5,
        low=0.0,
        high=1.0,
    )
)
activations.add(
    Activation(
        name="sigmoid",
        label="Sigmoid",
        value=sigmoid,
        slope=lambda z, a: a * (1.0 - a),
        formula="1 / (1 + e⁻ᶻ)",
        slope_formula="a · (1 − a)",
        expression="1/(1 + exp(-z))",
        slope_expression="a*(1 - a)",
        sentence="Squeezes any number into a probability between 0 and 1.",
        neutral=0.5,
        low=0.0,
        high=1.0,
    )
)
activations.add(
    Activation(
        name="tanh",
        label="Tanh",
        value=lambda z: np.tanh(z),
        slope=lambda z, a: 1.0 - a * a,
        formula="tanh(z)",
        slope_formula="1 − a²",
        expression="tanh(z)",
        slope_expression="1 - a**2",
        identity="2*sigma(2*z) - 1",
        sentence="An S-shaped curve from −1 to 1, centred on zero.",
        low=-1.0,
        high=1.0,
    )
)
activations.add(
    Activation(
        name="relu",
        label="ReLU",
        value=lambda z: np.maximum(z, 0.0),
        slope=lambda z, a: np.heaviside(z, 0.0),
        formula="max(0, z)",
        slope_formula="1 if z > 0, otherwise 0 (0 at the kink z = 0)",
        expression="max(0, z)",
        slope_expression="1 if z > 0 else 0",
        sentence="Keeps positive sums and silences negative ones; the common choice in deep networks.",
        kinks=(0.0,),
        low=0.0,
    )
)
activations.add(
    Activation(
        name="leaky_relu",
        label="Leaky ReLU",
        value=lambda z: np.maximum(z, LEAKY_SLOPE * z),
        slope=lambda z, a: np.heaviside(z, 0.0) * (1.0 - LEAKY_SLOPE) + LEAKY_SLOPE,
        formula="z if z > 0, otherwise 0.2 · z",
        slope_formula="1 if z > 0, otherwise 0.2 (0.2 at the kink z = 0)",
        expression="z if z > 0 else 0.2*z",
        slope_expression="1 if z > 0 else 0.2",
        sentence="Like ReLU, but negative sums still leak through at a fifth of their size, so no unit dies.",
        kinks=(0.0,),
    )
)
activations.add(
    Activation(
        name="elu",
        label="ELU",
        value=lambda z: np.maximum(z, 0.0) + np.expm1(np.minimum(z, 0.0)),
        slope=lambda z, a: np.minimum(a, 0.0) + 1.0,
        formula="z if z > 0, otherwise eᶻ − 1",
        slope_formula="1 if z > 0, otherwise a + 1",
        expression="z if z > 0 else exp(z) - 1",
        slope_expression="1 if z > 0 else a + 1",
        sentence="Like ReLU for positive sums, with a smooth curve down to −1 for negative ones.",
        low=-1.0,
    )
)
activations.add(
    Activation(
        name="selu",
        label="SELU",
        value=lambda z: np.maximum(z, 0.0) * SELU_SCALE + np.expm1(np.minimum(z, 0.0)) * (SELU_SCALE * SELU_ALPHA),
        slope=lambda z, a: np.where(a < 0.0, a + SELU_SCALE * SELU_ALPHA, SELU_SCALE),
        formula="1.0507 · z if z > 0, otherwise 1.7581 · (eᶻ − 1)",
        slope_formula="1.0507 if z > 0, otherwise a + 1.7581 (1.0507 at the kink z = 0)",
        expression="1.0507009873554805*z if z > 0 else 1.7580993408473766*(exp(z) - 1)",
        slope_expression="1.0507009873554805 if z >= 0 else a + 1.7580993408473766",
        sentence="A scaled ELU that keeps the activations of deep networks near mean 0 and variance 1.",
        kinks=(0.0,),
        low=-SELU_SCALE * SELU_ALPHA,
    )
)
activations.add(
    Activation(
        name="gelu",
        label="GELU",
        value=lambda z: z * _normal_share(z),
        slope=_gelu_slope,
        formula="z · Φ(z), with Φ(z) = (1 + erf(z / √2)) / 2",
        slope_formula="Φ(z) + z · e^(−z²/2) / √(2π)",
        expression="z*Phi(z)",
        slope_expression="Phi(z) + z*exp(-z**2/2)/2.5066282746310002",
        sentence="Weighs each sum by the chance that a normal random number lies below it.",
        low=-0.16997120747990369,
    )
)
activations.add(
    Activation(
        name="silu",
        label="SiLU",
        value=lambda z: z * sigmoid(z),
        slope=_silu_slope,
        formula="z · σ(z), with σ the sigmoid",
        slope_formula="σ(z) + a · (1 − σ(z))",
        expression="z*sigma(z)",
        slope_expression="sigma(z) + a*(1 - sigma(z))",
        sentence="A smooth ReLU that dips slightly below zero; also called swish.",
        low=-0.2784645427610738,
    )
)
activations.add(
    Activation(
        name="softplus",
        label="Softplus",
        value=softplus,
        slope=lambda z, a: -np.expm1(-a),
        formula="ln(1 + eᶻ)",
        slope_formula="1 − e⁻ᵃ, which is the sigmoid of z",
        expression="ln(1 + exp(z))",
        slope_expression="1/(1 + exp(-z))",
        sentence="A rounded ReLU that is positive everywhere.",
        low=0.0,
    )
)
activations.add(
    Activation(
        name="softmax",
        label="Softmax",
        value=softmax,
        slope=lambda z, a: a * (1.0 - a),
        formula="eᶻᵢ / Σⱼ eᶻⱼ",
        slope_formula="∂aᵢ/∂zⱼ = aᵢ · (1 − aᵢ) if i = j, otherwise −aᵢ · aⱼ",
        expression="exp(z)/S",
        slope_expression="a*(1 - a)",
        sentence="Turns a layer's sums into probabilities that add up to 1, one for each class.",
        neutral=0.5,
        low=0.0,
        high=1.0,
        jacobian_product=_softmax_backward,
    )
)
