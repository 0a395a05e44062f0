"""What a network may see of a plane instead of its two inputs as they are: each feature in one entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.catalog.arrays import Array
from engine.registry import Registry


@dataclass(frozen=True)
class Feature:
    """A number made of the two inputs of a plane.

    `value(x1, x2)` of arrays of one shape. `expression` says the same as a formula for `engine.formula` over x1 and
    x2. `written` is how it is called, with {0} and {1} for the names of the inputs.
    """

    name: str
    written: str
    value: Callable[[Array, Array], Array]
    expression: str
    sentence: str

    @property
    def columns(self) -> tuple[int, ...]:
        """Which of the two inputs it reads."""
        return tuple(column for column in (0, 1) if f"{{{column}}}" in self.written)

    def label(self, names: tuple[str, ...]) -> str:
        """Its name over inputs of these names: x₁², or (petal length)²."""
        short = [name.partition(" (")[0] for name in names]
        alone = self.written in ("{0}", "{1}")
        if not alone and "(" not in self.written:
            short = [f"({name})" if " " in name else name for name in short]
        return self.written.format(*(names if alone else short))


features: Registry[Feature] = Registry("feature")


def _add(name: str, written: str, value: Callable[[Array, Array], Array], expression: str, sentence: str) -> None:
    features.add(Feature(name, written, value, expression, sentence))


def _sine(x: Array) -> Array:
    sine: Array = np.sin(x)
    return sine


_add("x1", "{0}", lambda x1, x2: x1, "x1", "The first input as it is: a straight border across it.")
_add("x2", "{1}", lambda x1, x2: x2, "x2", "The second input as it is: a straight border across it.")
_add(
    "x1^2",
    "{0}²",
    lambda x1, x2: x1 * x1,
    "x1**2",
    "The first input squared: how far from the middle, whichever side; with x₂² one neuron draws a circle.",
)
_add(
    "x2^2",
    "{1}²",
    lambda x1, x2: x2 * x2,
    "x2**2",
    "The second input squared: how far from the middle, whichever side; with x₁² one neuron draws a circle.",
)
_add(
    "x1*x2",
    "{0} · {1}",
    lambda x1, x2: x1 * x2,
    "x1*x2",
    "The product: positive where the signs agree, so that one neuron can tell the quadrants of an exclusive or.",
)
_add("sin(x1)", "sin({0})", lambda x1, x2: _sine(x1), "sin(x1)", "A wave along the first input: stripes.")
_add("sin(x2)", "sin({1})", lambda x1, x2: _sine(x2), "sin(x2)", "A wave along the second input: stripes.")
