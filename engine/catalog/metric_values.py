"""The values of the metrics for single examples, and shares of counts."""

from __future__ import annotations

import numpy as np

from engine.catalog.arrays import Array


def mean(per_output: Array) -> Array:
    mean: Array = np.add.reduce(per_output, axis=-1, dtype=np.float64) / per_output.shape[-1]
    return mean


def binary_accuracy(target: Array, output: Array) -> Array:
    return mean((output > 0.5) == target)


def categorical_accuracy(target: Array, output: Array) -> Array:
    hit: Array = (np.argmax(target, axis=-1) == np.argmax(output, axis=-1)).astype(np.float64)
    return hit


def sparse_categorical_accuracy(target: Array, output: Array) -> Array:
    hit: Array = (target[:, 0] == np.argmax(output, axis=-1)).astype(np.float64)
    return hit


def sign_accuracy(target: Array, z: Array) -> Array:
    if z.shape[-1] > 1:
        return categorical_accuracy(target, z)
    return mean((z >= 0.0) == (target > 0.0))


def mistakes(target: Array, z: Array) -> Array:
    count: Array = np.add.reduce(target * z <= 0.0, axis=-1, dtype=np.float64)
    return count


def absolute(target: Array, output: Array) -> Array:
    return mean(np.abs(output - target))


def squared(target: Array, output: Array) -> Array:
    error = output - target
    return mean(error * error)


def true_positives(target: Array, output: Array) -> Array:
    count: Array = np.add.reduce((output > 0.5) & (target > 0.5), axis=-1, dtype=np.float64)
    return count


def false_positives(target: Array, output: Array) -> Array:
    count: Array = np.add.reduce((output > 0.5) & (target <= 0.5), axis=-1, dtype=np.float64)
    return count


def false_negatives(target: Array, output: Array) -> Array:
    count: Array = np.add.reduce((output <= 0.5) & (target > 0.5), axis=-1, dtype=np.float64)
    return count


def share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
