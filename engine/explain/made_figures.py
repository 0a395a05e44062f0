"""Explaining figures that are made of others: precision from its counts, the root of the mean squared error."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from engine.catalog import metrics
from engine.formula import Expr, Quantity, Symbol, parse
from engine.letters import capital
from engine.spec.figure_words import AGAIN, VALIDATION, plain_name
from engine.trace import Address, Explanation, Step


def is_made(name: str) -> bool:
    """Whether a figure, by Keras's name, is made of others."""
    return name != "loss" and bool(metrics[plain_name(name)].parts)


def made_figure(address: Address, value: float | None, place: str, part: Callable[[Address], float]) -> Explanation:
    """The figure from those it is made of, each of which `part` tells; value None: as it comes out."""
    metric = metrics[plain_name(address.name)]
    prefix = address.name.removesuffix(metric.name)
    known: dict[str, float] = {}
    names: dict[str, Quantity | Expr] = {}
    for letter, name in metric.parts.items():
        where = replace(address, name=prefix + name)
        known[letter] = part(where)
        names[letter] = Quantity(Symbol(letter), known[letter], where)
    assert metric.combine is not None
    result = float(metric.combine(**known)) if value is None else value
    step = Step(
        Quantity(Symbol(metric.label), result, address), parse(metric.combined, names), label=metric.label.lower()
    )
    words = {VALIDATION: "Validation ", AGAIN: "Training "}.get(prefix, "")
    title = f"{words}{metric.label.lower() if words else metric.label}"
    return Explanation(address, title, place, f"{metric.sentence} {capital(metric.formula)}.", result, (step,))
