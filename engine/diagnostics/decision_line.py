"""The straight line on which a single neuron over two inputs turns from no to yes, in the data's own units."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from engine.catalog import activations
from engine.catalog.arrays import Array
from engine.data import Scaling
from engine.formula import number_text
from engine.formula.number_text import MINUS
from engine.spec import DataInfo, NetworkSpec

Range = tuple[float, float]
End = tuple[float, float]


@dataclass(frozen=True)
class DecisionLine:
    """across · x + up · y + offset = 0, x and y being the data's first and second input."""

    across: float
    up: float
    offset: float

    @property
    def exists(self) -> bool:
        """Whether there is a line: with both weights 0 every place is answered alike."""
        return bool(self.across or self.up) and isfinite(self.across + self.up + self.offset)

    def equation(self, names: tuple[str, str]) -> str:
        """The line in words and numbers, such as "0.5 · petal length − 1.2 · petal width + 3 = 0"."""
        if not self.exists:
            return "no line: both weights are 0" if isfinite(self.offset) else "no line"
        second, third = _signed(self.up), _signed(self.offset)
        return f"{tidy_number(self.across)} · {names[0]} {second} · {names[1]} {third} = 0"

    def ends(self, x: Range, y: Range) -> tuple[End, End] | None:
        """Where the line enters and leaves the rectangle of these ranges; None if it passes it by."""
        if not self.exists:
            return None
        found: list[End] = []
        for value in x if self.up else ():
            other = -(self.across * value + self.offset) / self.up
            if y[0] <= other <= y[1]:
                found.append((value, other))
        for value in y if self.across else ():
            other = -(self.up * value + self.offset) / self.across
            if x[0] <= other <= x[1]:
                found.append((other, value))
        if not found or min(found) == max(found):
            return None
        return min(found), max(found)


def decision_line(
    network: NetworkSpec, info: DataInfo, kernel: Array, bias: Array, scaling: Scaling | None
) -> DecisionLine | None:
    """The line of a network that is one neuron over two inputs and answers yes from z = 0 on; else None.

    kernel (2, 1) and bias (1,) are its weights; `scaling` is how it sees the data, None for as they are.
    """
    single = len(network.layers) == 1 and kernel.shape == (2, 1) and info.task == "binary" and info.is_plain
    part = activations[network.layers[-1].activation]
    if not single or part.neutral != 0.5 or part.couples:
        return None
    across, up = kernel[:, 0].tolist()
    offset = float(bias[0])
    if scaling is not None:
        across, up = across / float(scaling.scale[0]), up / float(scaling.scale[1])
        offset -= across * float(scaling.mean[0]) + up * float(scaling.mean[1])
    return DecisionLine(across, up, offset)


def _signed(value: float) -> str:
    """The number as it is added or taken away."""
    return f"{MINUS if value < 0 else '+'} {tidy_number(abs(value))}"


def tidy_number(value: float) -> str:
    """In few digits, without what sums of decimal fractions leave in the last ones: −1.3, not −1.2999999999999998."""
    return number_text(float(f"{value:.12g}"))
