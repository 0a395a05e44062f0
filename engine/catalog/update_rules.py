"""The optimizers' update rules, Keras 3's, each in place on one flat vector of all weights."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from engine.catalog.arrays import Array

Slots = dict[str, Array]


def sgd(
    weights: Array,
    gradient: Array,
    slots: Slots,
    step: int,
    learning_rate: float,
    momentum: float = 0.0,
    nesterov: float = 0.0,
) -> None:
    """v = momentum v - lr g; w += v, or with nesterov w += momentum v - lr g."""
    velocity = slots["momentum"]
    if momentum == 0.0:
        np.multiply(gradient, -learning_rate, out=velocity)
        weights += velocity
        return
    push = gradient * learning_rate
    velocity *= momentum
    velocity -= push
    if nesterov:
        weights += velocity * momentum
        weights -= push
    else:
        weights += velocity


def rmsprop(
    weights: Array,
    gradient: Array,
    slots: Slots,
    step: int,
    learning_rate: float,
    rho: float = 0.9,
    momentum: float = 0.0,
    epsilon: float = 1e-7,
    centered: float = 0.0,
) -> None:
    """v = rho v + (1 - rho) g²; w -= lr g / sqrt(v + eps).

    Centered: with m = rho m + (1 - rho) g the root is of v - m² + eps.
    With momentum: u = momentum u + lr g / sqrt(...); w -= u.
    """
    velocity, average, heap = slots["velocity"], slots["average_gradient"], slots["momentum"]
    scratch = gradient * gradient
    scratch *= 1.0 - rho
    velocity *= rho
    velocity += scratch
    if centered:
        np.multiply(gradient, 1.0 - rho, out=scratch)
        average *= rho
        average += scratch
        np.multiply(average, average, out=scratch)
        np.subtract(velocity, scratch, out=scratch)
        scratch += epsilon
    else:
        average.fill(0.0)  # switched on later it starts at rest, so that v - m² stays positive
        np.add(velocity, epsilon, out=scratch)
    np.sqrt(scratch, out=scratch)
    np.divide(gradient, scratch, out=scratch)
    scratch *= learning_rate
    heap *= momentum
    heap += scratch
    weights -= heap


def adagrad(
    weights: Array,
    gradient: Array,
    slots: Slots,
    step: int,
    learning_rate: float,
    initial_accumulator_value: float = 0.1,
    epsilon: float = 1e-7,
) -> None:
    """s = s + g²; w -= lr g / sqrt(s + eps)."""
    accumulator = slots["accumulator"]
    scratch = gradient * gradient
    accumulator += scratch
    np.add(accumulator, epsilon, out=scratch)
    np.sqrt(scratch, out=scratch)
    np.divide(gradient, scratch, out=scratch)
    scratch *= learning_rate
    weights -= scratch


def _average_moments(gradient: Array, slots: Slots, beta_1: float, beta_2: float) -> Array:
    """m += (g - m)(1 - beta_1); v += (g² - v)(1 - beta_2); returns a scratch vector to reuse."""
    momentum, velocity = slots["momentum"], slots["velocity"]
    scratch = gradient - momentum
    scratch *= 1.0 - beta_1
    momentum += scratch
    np.multiply(gradient, gradient, out=scratch)
    scratch -= velocity
    scratch *= 1.0 - beta_2
    velocity += scratch
    return scratch


def adam(
    weights: Array,
    gradient: Array,
    slots: Slots,
    step: int,
    learning_rate: float,
    beta_1: float = 0.9,
    beta_2: float = 0.999,
    epsilon: float = 1e-7,
    amsgrad: float = 0.0,
) -> None:
    """m += (g - m)(1 - b1); v += (g² - v)(1 - b2); w -= lr sqrt(1 - b2^t) / (1 - b1^t) m / (sqrt(v) + eps).

    With amsgrad the largest v so far takes the place of v.
    """
    scratch = _average_moments(gradient, slots, beta_1, beta_2)
    velocity = slots["velocity"]
    if amsgrad:
        velocity = np.maximum(slots["velocity_hat"], velocity, out=slots["velocity_hat"])
    np.sqrt(velocity, out=scratch)
    scratch += epsilon
    np.divide(slots["momentum"], scratch, out=scratch)
    scratch *= learning_rate * math.sqrt(1.0 - beta_2**step) / (1.0 - beta_1**step)
    weights -= scratch


def adamw(
    weights: Array,
    gradient: Array,
    slots: Slots,
    step: int,
    learning_rate: float,
    weight_decay: float = 0.004,
    beta_1: float = 0.9,
    beta_2: float = 0.999,
    epsilon: float = 1e-7,
    amsgrad: float = 0.0,
) -> None:
    """w -= lr weight_decay w, then Adam's step; all weights decay, biases too, as in Keras."""
    weights *= 1.0 - learning_rate * weight_decay
    adam(weights, gradient, slots, step, learning_rate, beta_1, beta_2, epsilon, amsgrad)


def nadam(
    weights: Array,
    gradient: Array,
    slots: Slots,
    step: int,
    learning_rate: float,
    beta_1: float = 0.9,
    beta_2: float = 0.999,
    epsilon: float = 1e-7,
) -> None:
    """With u(t) = b1 (1 - 0.96^t / 2), U(t) the product of u(1) to u(t), and m and v as in Adam:

    w -= lr (u(t+1) m / (1 - U(t+1)) + (1 - u(t)) g / (1 - U(t))) / (sqrt(v / (1 - b2^t)) + eps).
    """
    now = beta_1 * (1.0 - 0.5 * 0.96**step)
    following = beta_1 * (1.0 - 0.5 * 0.96 ** (step + 1))
    slots["u_product"] *= now
    product = float(slots["u_product"][0])
    scratch = _average_moments(gradient, slots, beta_1, beta_2)
    np.multiply(slots["velocity"], 1.0 / (1.0 - beta_2**step), out=scratch)
    np.sqrt(scratch, out=scratch)
    scratch += epsilon
    ahead = slots["momentum"] * (following / (1.0 - product * following))
    ahead += gradient * ((1.0 - now) / (1.0 - product))
    ahead /= scratch
    ahead *= learning_rate
    weights -= ahead


def zeros(*names: str) -> Callable[..., Slots]:
    def create_slots(size: int, **_: float) -> Slots:
        return {name: np.zeros(size) for name in names}

    return create_slots


def adagrad_slots(size: int, initial_accumulator_value: float = 0.1, **_: float) -> Slots:
    return {"accumulator": np.full(size, float(initial_accumulator_value))}


def nadam_slots(size: int, **_: float) -> Slots:
    return {"momentum": np.zeros(size), "velocity": np.zeros(size), "u_product": np.ones(1)}
