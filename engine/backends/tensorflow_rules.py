"""The optimizers' update rules in TensorFlow's operations: what the host computes beforehand, and one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.catalog.arrays import Array

Tensor = Any
Tf = Any
Slots = tuple[Tensor, ...]
Given = Mapping[str, float]
Switches = frozenset[str]


@dataclass(frozen=True)
class Variant:
    """One form of a rule: the slots that it changes, and its step.

    step(tf, w, g, slots, n) of one array of weights gives the new w and slots; n are the numbers of this update.
    """

    carried: tuple[str, ...]
    step: Callable[[Tf, Tensor, Tensor, Slots, Tensor], tuple[Tensor, Slots]]


@dataclass(frozen=True)
class Rule:
    """An optimizer's rule. All of its variants are compiled together: going over to another one costs nothing.

    variants(switches): its forms where these switches are on; which(given): the number of the one that is meant;
    numbers(rates, steps, given, host): (updates, width) in double precision, for each update, `steps` from 1; host:
    slots of one number, which it changes. cleared: slots that are at rest whenever the variant does not carry them.
    """

    variants: Callable[[Switches], tuple[Variant, ...]]
    numbers: Callable[[Array, Array, Given, dict[str, Array]], Array]
    width: int
    which: Callable[[Given], int] = lambda given: 0
    host: tuple[str, ...] = ()
    cleared: tuple[str, ...] = field(default=())


def _table(*columns: Array | float, rows: int) -> Array:
    return np.stack([np.broadcast_to(np.asarray(column, np.float64), (rows,)) for column in columns], axis=1)


# SGD: [rate, momentum]


def _sgd_variants(switches: Switches) -> tuple[Variant, ...]:
    def plain(tf: Tf, w: Tensor, g: Tensor, slots: Slots, n: Tensor) -> tuple[Tensor, Slots]:
        return w - n[0] * g, ()

    def heavy(tf: Tf, w: Tensor, g: Tensor, slots: Slots, n: Tensor) -> tuple[Tensor, Slots]:
        push = n[0] * g
        velocity = n[1] * slots[0] - push
        return (w + n[1] * velocity - push if "nesterov" in switches else w + velocity), (velocity,)

    return Variant((), plain), Variant(("momentum",), heavy)


def _sgd_numbers(rates: Array, steps: Array, given: Given, host: dict[str, Array]) -> Array:
    return _table(rates, given["momentum"], rows=len(rates))


# RMSprop: [rate, rho, 1 - rho, momentum, epsilon]


def _rmsprop_variants(switches: Switches) -> tuple[Variant, ...]:
    centered = "centered" in switches

    def step(tf: Tf, w: Tensor, g: Tensor, slots: Slots, n: Tensor) -> tuple[Tensor, Slots]:
        velocity = n[1] * slots[0] + n[2] * g * g
        averages: Slots = ()
        spread = velocity
        if centered:
            average = n[1] * slots[2] + n[2] * g
            averages, spread = (average,), velocity - average * average
        heap = n[3] * slots[1] + n[0] * g / tf.sqrt(spread + n[4])
        return w - heap, (velocity, heap, *averages)

    return (Variant(("velocity", "momentum", *(("average_gradient",) if centered else ())), step),)


def _rmsprop_numbers(rates: Array, steps: Array, given: Given, host: dict[str, Array]) -> Array:
    rho = given["rho"]
    return _table(rates, rho, 1.0 - rho, given["momentum"], given["epsilon"], rows=len(rates))


# Adagrad: [rate, epsilon]


def _adagrad_variants(switches: Switches) -> tuple[Variant, ...]:
    def step(tf: Tf, w: Tensor, g: Tensor, slots: Slots, n: Tensor) -> tuple[Tensor, Slots]:
        total = slots[0] + g * g
        return w - n[0] * g / tf.sqrt(total + n[1]), (total,)

    return (Variant(("accumulator",), step),)


def _adagrad_numbers(rates: Array, steps: Array, given: Given, host: dict[str, Array]) -> Array:
    return _table(rates, given["epsilon"], rows=len(rates))


# Adam and AdamW: [corrected rate, 1 - beta_1, 1 - beta_2, epsilon, what decay leaves]


def _averaged(g: Tensor, slots: Slots, n: Tensor) -> tuple[Tensor, Tensor]:
    return slots[0] + (g - slots[0]) * n[1], slots[1] + (g * g - slots[1]) * n[2]


def _adam_variants(switches: Switches) -> tuple[Variant, ...]:
    amsgrad = "amsgrad" in switches

    def step(tf: Tf, w: Tensor, g: Tensor, slots: Slots, n: Tensor) -> tuple[Tensor, Slots]:
        momentum, velocity = _averaged(g, slots, n)
        largest = tf.maximum(slots[2], velocity) if amsgrad else velocity
        new = w * n[4] - n[0] * momentum / (tf.sqrt(largest) + n[3])
        return new, (momentum, velocity, *((largest,) if amsgrad else ()))

    return (Variant(("momentum", "velocity", *(("velocity_hat",) if amsgrad else ())), step),)


def _adam_numbers(rates: Array, steps: Array, given: Given, host: dict[str, Array]) -> Array:
    beta_1, beta_2 = given["beta_1"], given["beta_2"]
    rate = rates * np.sqrt(1.0 - beta_2**steps) / (1.0 - beta_1**steps)
    kept = 1.0 - rates * given.get("weight_decay", 0.0)
    return _table(rate, 1.0 - beta_1, 1.0 - beta_2, given["epsilon"], kept, rows=len(rates))


# Nadam: [rate, 1 - beta_1, 1 - beta_2, epsilon, share of m, share of g, correction of v]


def _nadam_variants(switches: Switches) -> tuple[Variant, ...]:
    def step(tf: Tf, w: Tensor, g: Tensor, slots: Slots, n: Tensor) -> tuple[Tensor, Slots]:
        momentum, velocity = _averaged(g, slots, n)
        ahead = momentum * n[4] + g * n[5]
        return w - n[0] * ahead / (tf.sqrt(velocity * n[6]) + n[3]), (momentum, velocity)

    return (Variant(("momentum", "velocity"), step),)


def _nadam_numbers(rates: Array, steps: Array, given: Given, host: dict[str, Array]) -> Array:
    beta_1, beta_2 = given["beta_1"], given["beta_2"]
    now, following = beta_1 * (1.0 - 0.5 * 0.96**steps), beta_1 * (1.0 - 0.5 * 0.96 ** (steps + 1.0))
    product = float(host["u_product"][0])
    products = np.empty(len(rates))
    for index, share in enumerate(now.tolist()):
        product *= share
        products[index] = product
    host["u_product"] = np.array([product])
    of_momentum, of_gradient = following / (1.0 - products * following), (1.0 - now) / (1.0 - products)
    columns: Sequence[Array | float] = (
        rates, 1.0 - beta_1, 1.0 - beta_2, given["epsilon"], of_momentum, of_gradient, 1.0 / (1.0 - beta_2**steps)
    )  # fmt: skip
    return _table(*columns, rows=len(rates))


_ADAM = Rule(_adam_variants, _adam_numbers, 5)

RULES: Mapping[str, Rule] = {
    "sgd": Rule(
        _sgd_variants, _sgd_numbers, 2, which=lambda given: int(given["momentum"] > 0.0), cleared=("momentum",)
    ),
    "rmsprop": Rule(_rmsprop_variants, _rmsprop_numbers, 5, cleared=("average_gradient",)),
    "adagrad": Rule(_adagrad_variants, _adagrad_numbers, 2),
    "adam": _ADAM,
    "adamw": _ADAM,
    "nadam": Rule(_nadam_variants, _nadam_numbers, 7, host=("u_product",)),
}
