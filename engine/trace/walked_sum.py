"""The sum that a step term by term walks through."""

from __future__ import annotations

from dataclasses import replace

from engine.formula import Expr, Quotient, Series, Sum
from engine.trace.explanation import Explanation


def walked(explanation: Explanation) -> tuple[Series, int] | None:
    """The sum under way and how many of its terms have been shown; None where no sum is under way."""
    if explanation.shown is None or not explanation.steps:
        return None
    series = series_of(explanation.steps[0].formula)
    if series is None or explanation.shown > len(series.terms) + series.rest_count:
        return None
    return series, explanation.shown


def series_of(formula: Expr | None) -> Series | None:
    """The sum that is shown term by term, if the formula begins with one."""
    match formula:
        case Series():
            return formula
        case Sum(terms):
            return series_of(terms[0])
        case Quotient(numerator, _):
            return series_of(numerator)
    return None


def first_terms(series: Series, shown: int) -> Series:
    """So many terms of a sum."""
    return replace(series, terms=series.terms[:shown], rest=0.0, rest_count=0)
