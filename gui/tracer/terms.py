"""What a formula that is told term by term has spoken of; no Qt."""

from __future__ import annotations

from collections.abc import Iterator

from engine.formula import quantities
from engine.trace import Address, Explanation
from engine.trace.walked_sum import walked


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
