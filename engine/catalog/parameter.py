"""A number or a switch that a catalogue entry lets the user set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Parameter:
    """One adjustable value of a loss, an optimizer or an initializer.

    `low` and `high` are the smallest and largest value accepted, both included. A switch is
    0.0 (off) or 1.0 (on).
    """

    name: str
    label: str
    default: float
    low: float
    high: float
    sentence: str
    kind: Literal["number", "switch"] = "number"


def switch(name: str, label: str, sentence: str) -> Parameter:
    """A parameter that is on or off, and off by default."""
    return Parameter(name, label, 0.0, 0.0, 1.0, sentence, kind="switch")


def defaults(parameters: Iterable[Parameter]) -> dict[str, float]:
    """The default of every parameter by name, ready to be passed as keyword arguments."""
    return {parameter.name: parameter.default for parameter in parameters}
