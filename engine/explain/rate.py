"""Explaining the learning rate of an update: a setting, or what its schedule has made of it."""

from __future__ import annotations

import math

from engine.catalog import schedules
from engine.catalog.parameter import defaults
from engine.catalog.schedules import CONSTANT
from engine.explain.book import Book
from engine.explain.letters import symbol_of
from engine.explain.words import in_update
from engine.formula import Constant, Expr, Quantity, Symbol, parse
from engine.letters import capital
from engine.spec.rates import rate_after
from engine.trace import Address, Explanation, Kind, Origin, Step

SETTING_OF_SCHEDULE = "schedule."
"""Before a schedule's parameter in an address, since losses and optimizers may have one of the same name."""


def rate_quantity(book: Book, update: int, iterations: int) -> Quantity:
    """η of an update: what somebody chose, or what the schedule gives after so many updates of the optimizer."""
    chosen = book.spec(update).training.optimizer
    if chosen.schedule.name == CONSTANT:
        return book.setting(update, "learning_rate", Symbol("η"), chosen.learning_rate)
    value = rate_after(chosen, iterations)
    return Quantity(Symbol("η"), value, Address(Kind.RATE, update))


def explain_rate(book: Book, address: Address) -> Explanation:
    """The learning rate of an update, from its schedule."""
    update = address.update
    chosen = book.spec(update).training.optimizer
    schedule, iterations = schedules[chosen.schedule.name], book.moments.state(update).iterations
    first = book.setting(update, "learning_rate", Symbol("η", "0"), chosen.learning_rate)
    names: dict[str, Quantity | Expr] = {
        "eta_0": first,
        "k": Quantity(Symbol("k"), float(iterations)),
        "pi": Constant(math.pi, "π"),
    }
    for name, value in (defaults(schedule.parameters) | dict(chosen.schedule.parameters)).items():
        names[name] = book.setting(update, SETTING_OF_SCHEDULE + name, symbol_of(name), value)
    value = rate_after(chosen, iterations)
    result, formula = Quantity(Symbol("η"), value, address), parse(schedule.expression, names)
    step = Step(result, formula, label=schedule.label.lower())
    note = f"k = {iterations:,}: how many updates the optimizer had made before this one, as Keras counts them."
    return Explanation(
        address, "Learning rate", capital(in_update(address)), schedule.sentence, value, (step,), (note,),
        Origin.COMPUTED,
    )  # fmt: skip
