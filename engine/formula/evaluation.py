"""The value of a formula, computed in floating point from the values of its quantities."""

from __future__ import annotations

import math
import operator
from collections.abc import Iterator

from engine.formula.expressions import (
    Call,
    Cases,
    Comparison,
    Constant,
    Expr,
    Negative,
    Power,
    Product,
    Quantity,
    Quotient,
    Ref,
    Series,
    Sum,
)
from engine.formula.functions import FUNCTIONS

_SIGNS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq}
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def evaluate(expr: Expr) -> float:
    """The formula's value; NaN or infinity where the computer's numbers end, never an exception."""
    match expr:
        case Constant(value):
            return value
        case Ref(quantity):
            return quantity.value
        case Sum(terms):
            return sum(map(evaluate, terms))
        case Series():
            return sum(map(evaluate, expr.terms)) + expr.rest
        case Product(factors):
            return math.prod(map(evaluate, factors))
        case Quotient(numerator, denominator):
            return _divide(evaluate(numerator), evaluate(denominator))
        case Power(base, exponent):
            return _power(evaluate(base), evaluate(exponent))
        case Negative(term):
            return -evaluate(term)
        case Call(name, arguments):
            return float(FUNCTIONS[name].compute(*map(evaluate, arguments)))
        case Cases():
            return evaluate(chosen(expr)[1])


def holds(comparison: Comparison) -> bool:
    """Whether a comparison is true of the values."""
    return bool(_SIGNS[comparison.sign](evaluate(comparison.left), evaluate(comparison.right)))


def chosen(cases: Cases) -> tuple[Comparison, Expr]:
    """The case that applies, with the condition that decided it: its own, or the opposite of the last one."""
    for condition, branch in cases.branches:
        if holds(condition):
            return condition, branch
    last = cases.branches[-1][0]
    return Comparison(last.left, _OPPOSITE.get(last.sign, last.sign), last.right), cases.otherwise


def quantities(expr: Expr) -> Iterator[Quantity]:
    """Every quantity of a formula in reading order; of cases, those of the case that holds."""
    match expr:
        case Ref(quantity):
            yield quantity
        case Sum(parts) | Product(parts) | Call(_, parts):
            for part in parts:
                yield from quantities(part)
        case Quotient(first, second) | Power(first, second):
            yield from quantities(first)
            yield from quantities(second)
        case Negative(term):
            yield from quantities(term)
        case Cases():
            condition, branch = chosen(expr)
            yield from quantities(branch)
            yield from quantities(condition.left)
            yield from quantities(condition.right)
        case Series():
            for term in expr.terms:
                yield from quantities(term)


def _divide(numerator: float, denominator: float) -> float:
    if denominator:
        return numerator / denominator
    return math.nan if not numerator or math.isnan(numerator) else math.copysign(math.inf, numerator)


def _power(base: float, exponent: float) -> float:
    try:
        value = base**exponent
    except (OverflowError, ZeroDivisionError):
        return math.inf
    return value if isinstance(value, float) else math.nan
