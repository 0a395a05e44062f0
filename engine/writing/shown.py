"""What of an explanation a step term by term has shown so far."""

from __future__ import annotations

from dataclasses import replace

from engine.formula import Quantity, Symbol, evaluate
from engine.trace import Explanation, Step
from engine.trace.walked_sum import first_terms, walked

SO_FAR = "so far"


def shown_so_far(explanation: Explanation) -> Explanation:
    """The explanation itself, or while its sum is being walked, the terms so far and what they add up to."""
    under_way = walked(explanation)
    if under_way is None:
        return explanation
    (series, shown), first = under_way, explanation.steps[0]
    last = len(series.terms) - (first.formula is series)  # after the last term of a bare sum nothing is left to tell
    if shown > last:
        return explanation
    so_far = first_terms(series, shown)
    partial = Quantity(Symbol(SO_FAR), evaluate(so_far), None, first.result.role)
    return replace(explanation, steps=(Step(partial, so_far, label=first.label),), notes=())
