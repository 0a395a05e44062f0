"""The functions that formulas may use: how they are computed and how they are written."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Function:
    """`name` is how it is written before its bracket; `latex` the same in LaTeX."""

    compute: Callable[..., float]
    name: str
    latex: str


def _exp(x: float) -> float:
    try:
        return math.exp(x)
    except OverflowError:
        return math.inf


def _ln(x: float) -> float:
    return math.log(x) if x > 0 else -math.inf if x == 0 else math.nan


def _sqrt(x: float) -> float:
    return math.sqrt(x) if x >= 0 else math.nan


def _sign(x: float) -> float:
    return math.nan if math.isnan(x) else float((x > 0) - (x < 0))


def _normal_share(x: float) -> float:
    return 0.5 * math.erfc(-x / math.sqrt(2.0))


FUNCTIONS: dict[str, Function] = {
    "exp": Function(_exp, "e^", "e^"),  # written as a power of e
    "ln": Function(_ln, "ln", r"\ln"),
    "sqrt": Function(_sqrt, "√", r"\sqrt"),  # written as a root
    "abs": Function(abs, "|", "|"),  # written between bars
    "sin": Function(lambda x: math.sin(x) if math.isfinite(x) else math.nan, "sin", r"\sin"),
    "tanh": Function(math.tanh, "tanh", r"\tanh"),
    "cos": Function(math.cos, "cos", r"\cos"),
    "floor": Function(lambda x: float(math.floor(x)), "floor", r"\operatorname{floor}"),
    "sign": Function(_sign, "sign", r"\operatorname{sign}"),
    "max": Function(max, "max", r"\max"),
    "min": Function(min, "min", r"\min"),
    "Phi": Function(_normal_share, "Φ", r"\Phi"),
    "sigma": Function(lambda x: 1.0 / (1.0 + _exp(-x)), "σ", r"\sigma"),
}
