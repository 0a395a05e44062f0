"""The mathematics of the cross-entropies, from probabilities as Keras clips them and from logits.

The formulas from probabilities are those of Keras 3 on TensorFlow; the slopes are their true
derivatives, so they are 0 where an output was clipped.
"""

from __future__ import annotations

import numpy as np

from engine.catalog.activations import sigmoid, softmax
from engine.catalog.arrays import Array

EPSILON = 1e-7


def _clip(output: Array) -> Array:
    clipped: Array = np.minimum(np.maximum(output, EPSILON), 1.0 - EPSILON)
    return clipped


def _mean(per_output: Array) -> Array:
    mean: Array = np.add.reduce(per_output, axis=-1) / per_output.shape[-1]
    return mean


def binary_value(target: Array, output: Array) -> Array:
    """-mean(t log p + (1 - t) log(1 - p)) with p = clip(output), shape (batch,)."""
    p = _clip(output)
    return _mean(-(target * np.log(p) + (1.0 - target) * np.log(1.0 - p)))


def binary_slope(target: Array, output: Array) -> Array:
    """(p - t) / (p (1 - p)) / units where output was not clipped, else 0; shape (batch, units)."""
    p = _clip(output)
    slope: Array = (p - target) / (p * (1.0 - p) * output.shape[-1]) * (p == output)
    return slope


def binary_logit_value(target: Array, z: Array) -> Array:
    """mean(max(z, 0) - z t + log(1 + exp(-|z|))), shape (batch,)."""
    return _mean(np.maximum(z, 0.0) - z * target + np.log1p(np.exp(-np.abs(z))))


def binary_logit_slope(target: Array, z: Array) -> Array:
    """(sigmoid(z) - t) / units, shape (batch, units)."""
    slope: Array = (sigmoid(z) - target) / z.shape[-1]
    return slope


def categorical_value(target: Array, output: Array) -> Array:
    """-sum(t log p) with p = clip(output / sum(output)), shape (batch,)."""
    share = output / np.add.reduce(output, axis=-1, keepdims=True)
    value: Array = -np.add.reduce(target * np.log(_clip(share)), axis=-1)
    return value


def categorical_slope(target: Array, output: Array) -> Array:
    """Through clip and division by the sum, shape (batch, units)."""
    total = np.add.reduce(output, axis=-1, keepdims=True)
    share = output / total
    p = _clip(share)
    by_share = -(target / p) * (p == share)
    slope: Array = (by_share - np.add.reduce(by_share * share, axis=-1, keepdims=True)) / total
    return slope


def categorical_logit_value(target: Array, z: Array) -> Array:
    """log(sum(exp(z))) - z of the true class, for one-hot targets, shape (batch,)."""
    shifted = z - np.maximum.reduce(z, axis=-1, keepdims=True)
    value: Array = np.log(np.add.reduce(np.exp(shifted), axis=-1)) - np.add.reduce(target * shifted, axis=-1)
    return value


def categorical_logit_slope(target: Array, z: Array) -> Array:
    """softmax(z) - t for one-hot targets, shape (batch, units)."""
    return softmax(z) - target


def _places(target: Array) -> tuple[Array, Array]:
    """Row numbers and class numbers that pick each example's true class."""
    return np.arange(target.shape[0]), target[:, 0]  # type: ignore[return-value]


def sparse_value(target: Array, output: Array) -> Array:
    """log(sum(p)) - log p of the true class, with p = clip(output), shape (batch,)."""
    p = _clip(output)
    value: Array = np.log(np.add.reduce(p, axis=-1)) - np.log(p[_places(target)])
    return value


def sparse_slope(target: Array, output: Array) -> Array:
    """1 / sum(p), less 1 / p at the true class, where output was not clipped; shape (batch, units)."""
    p = _clip(output)
    slope: Array = np.ones_like(p) / np.add.reduce(p, axis=-1, keepdims=True)
    places = _places(target)
    slope[places] -= 1.0 / p[places]
    slope *= p == output
    return slope


def sparse_logit_value(target: Array, z: Array) -> Array:
    """log(sum(exp(z))) - z of the true class, shape (batch,)."""
    shifted = z - np.maximum.reduce(z, axis=-1, keepdims=True)
    value: Array = np.log(np.add.reduce(np.exp(shifted), axis=-1)) - shifted[_places(target)]
    return value


def sparse_logit_slope(target: Array, z: Array) -> Array:
    """softmax(z), less 1 at the true class, shape (batch, units)."""
    slope = softmax(z)
    slope[_places(target)] -= 1.0
    return slope
