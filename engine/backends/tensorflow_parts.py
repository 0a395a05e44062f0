"""The catalogue's activations and losses in TensorFlow's operations, one entry each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Tensor = Any
Tf = Any
"""The module tensorflow: it is handed in, for nothing here imports it."""

EPSILON = 1e-7
LEAKY_SLOPE = 0.2

ACTIVATIONS: Mapping[str, Callable[[Tf, Tensor], Tensor]] = {
    "linear": lambda tf, z: z,
    "sigmoid": lambda tf, z: tf.sigmoid(z),
    "tanh": lambda tf, z: tf.tanh(z),
    "relu": lambda tf, z: tf.nn.relu(z),
    "leaky_relu": lambda tf, z: tf.nn.leaky_relu(z, LEAKY_SLOPE),
    "elu": lambda tf, z: tf.nn.elu(z),
    "selu": lambda tf, z: tf.nn.selu(z),
    "gelu": lambda tf, z: tf.nn.gelu(z, approximate=False),
    "silu": lambda tf, z: tf.nn.silu(z),
    "softplus": lambda tf, z: tf.nn.softplus(z),
    "softmax": lambda tf, z: tf.nn.softmax(z),
}
"""f(tensorflow, z) of z (batch, units). Left out: step, through which nothing is learned."""

ACROSS_UNITS = frozenset({"softmax"})
"""Those in which an output depends on the z of all units; the others take each z for itself, in any order."""


def _squared(tf: Tf, target: Tensor, output: Tensor, _: Tensor) -> Tensor:
    return tf.reduce_mean(tf.square(output - target), -1)


def _absolute(tf: Tf, target: Tensor, output: Tensor, _: Tensor) -> Tensor:
    return tf.reduce_mean(tf.abs(output - target), -1)


def _huber(tf: Tf, target: Tensor, output: Tensor, numbers: Tensor) -> Tensor:
    error, delta = output - target, numbers[0]
    size = tf.abs(error)
    return tf.reduce_mean(tf.where(size <= delta, 0.5 * error * error, delta * size - 0.5 * delta * delta), -1)


def _clip(tf: Tf, output: Tensor) -> Tensor:
    return tf.clip_by_value(output, EPSILON, 1.0 - EPSILON)


def _binary(tf: Tf, target: Tensor, output: Tensor, _: Tensor) -> Tensor:
    p = _clip(tf, output)
    return tf.reduce_mean(-(target * tf.math.log(p) + (1.0 - target) * tf.math.log(1.0 - p)), -1)


def _categorical(tf: Tf, target: Tensor, output: Tensor, _: Tensor) -> Tensor:
    share = output / tf.reduce_sum(output, -1, keepdims=True)
    return -tf.reduce_sum(target * tf.math.log(_clip(tf, share)), -1)


def _sparse(tf: Tf, target: Tensor, output: Tensor, _: Tensor) -> Tensor:
    p = _clip(tf, output)
    chosen = tf.one_hot(target[:, 0], output.shape[-1], dtype=output.dtype)
    return tf.math.log(tf.reduce_sum(p, -1)) - tf.math.log(tf.reduce_sum(p * chosen, -1))


LOSSES: Mapping[str, Callable[[Tf, Tensor, Tensor, Tensor], Tensor]] = {
    "mean_squared_error": _squared,
    "mean_absolute_error": _absolute,
    "huber": _huber,
    "binary_crossentropy": _binary,
    "categorical_crossentropy": _categorical,
    "sparse_categorical_crossentropy": _sparse,
}
"""f(tensorflow, target, output, numbers), (batch,); numbers: the loss's parameters in their order.

Left out: perceptron, whose rule is its own.
"""

LOGIT_LOSSES: Mapping[str, Callable[[Tf, Tensor, Tensor], Tensor]] = {
    "binary_crossentropy": lambda tf, target, z: tf.reduce_mean(
        tf.nn.sigmoid_cross_entropy_with_logits(target, z), -1
    ),
    "categorical_crossentropy": lambda tf, target, z: tf.nn.softmax_cross_entropy_with_logits(target, z),
    "sparse_categorical_crossentropy": lambda tf, target, z: tf.nn.sparse_softmax_cross_entropy_with_logits(
        target[:, 0], z
    ),
}
"""f(tensorflow, target, z), (batch,), where the loss has a form from z for the output's activation."""
