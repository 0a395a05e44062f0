"""The sum that a step term by term walks through; no Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from engine.formula import Expr, Quotient, Series, Sum, quantities
from engine.trace import Address, Explanation


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


def spoken(explanation: Explanation) -> Iterator[tuple[Address, bool]]:
    """The numbers that a formula has spoken of so far, and whether it is about them just now."""
    under_way = walked(explanation)
    if under_way is None:
        for quantity in explanation.operands:
            if isinstance(quantity.address, Address):
                yield quantity.address, False
        return
    series, shown = under_way
    for number, term in enumerate(series.terms[:shown], 1):
        for quantity in quantities(term):
            if isinstance(quantity.address, Address):
                yield quantity.address, number == shown
