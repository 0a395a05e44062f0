"""Penalties on weights: value, slope, formula and one plain sentence in one entry each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.catalog.arrays import Array
from engine.registry import Registry


@dataclass(frozen=True)
class Regularizer:
    """A penalty added to the loss once per batch, named as in Keras.

    `penalty(w, strength)` is a number, `slope(w, strength)` its derivative in the shape of w; `expression`
    and `slope_expression` are one weight's part of them, formulas for `engine.formula` over w and strength.
    """

    name: str
    label: str
    penalty: Callable[[Array, float], float]
    slope: Callable[[Array, float], Array]
    formula: str
    slope_formula: str
    sentence: str
    expression: str
    slope_expression: str
    kinks: tuple[float, ...] = ()


regularizers: Registry[Regularizer] = Registry("regularizer")

regularizers.add(
    Regularizer(
        name="l1",
        label="L1",
        penalty=lambda w, strength: strength * float(np.abs(w).sum()),
        slope=lambda w, strength: strength * np.sign(w),
        formula="strength · Σ |w|",
        slope_formula="strength · sign(w) (0 at the kink w = 0)",
        sentence="Pulls every weight towards zero with the same force, so that unneeded ones vanish.",
        expression="strength*abs(w)",
        slope_expression="strength*sign(w)",
        kinks=(0.0,),
    )
)
regularizers.add(
    Regularizer(
        name="l2",
        label="L2",
        penalty=lambda w, strength: strength * float((w * w).sum()),
        slope=lambda w, strength: (2.0 * strength) * w,
        formula="strength · Σ w²",
        slope_formula="2 · strength · w",
        sentence="Pulls large weights harder than small ones, so that no single weight dominates.",
        expression="strength*w**2",
        slope_expression="2*strength*w",
    )
)
