"""What of an explanation a step term by term has shown so far."""

from __future__ import annotations

from dataclasses import replace

from engine.formula import Expr, Quantity, Quotient, Series, Sum, Symbol, evaluate
from engine.trace import Explanation, Step

SO_FAR = "so far"


def shown_so_far(explanation: Explanation) -> Explanation:
    """The explanation itself, or while its sum is being walked, the terms so far and what they add up to."""
    if explanation.shown is None or not explanation.steps:
        return explanation
    first = explanation.steps[0]
    series = None if first.formula is None else _series(first.formula)
    if series is None or explanation.shown >= len(series.terms) + (first.formula is not series):
        return explanation
    walked = replace(series, terms=series.terms[: explanation.shown], rest=0.0, rest_count=0)
    partial = Quantity(Symbol(SO_FAR), evaluate(walked), None, first.result.role)
    return replace(explanation, steps=(Step(partial, walked, label=first.label),), notes=())


def _series(formula: Expr) -> Series | None:
    match formula:
        case Series():
            return formula
        case Sum((Series() as series, *_)) | Quotient(Series() as series, _):
            return series
    return None
