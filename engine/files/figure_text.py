"""Figures in JSON, which has no word for what is no finite number: those are written as text."""

from __future__ import annotations

import math
from collections.abc import Mapping

ENDLESS = ("inf", "-inf", "nan")
Written = dict[str, float | str]


def written(figures: Mapping[str, float]) -> Written:
    """The figures by name, each a number, or "inf", "-inf" or "nan"."""
    return {name: value if math.isfinite(value) else str(float(value)) for name, value in figures.items()}


def can_be(figures: Mapping[str, float | str]) -> bool:
    """Whether `written` may have made them."""
    return all(value in ENDLESS if isinstance(value, str) else math.isfinite(value) for value in figures.values())


def figures_of(figures: Mapping[str, float | str]) -> dict[str, float]:
    """The numbers again."""
    return {name: float(value) for name, value in figures.items()}
