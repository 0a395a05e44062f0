"""Advice on a learning-rate schedule that has come to its end: the updates go on, but move nothing any more."""

from collections.abc import Iterator
from dataclasses import replace

from engine.catalog import schedules
from engine.catalog.parameter import defaults
from engine.catalog.schedules import CONSTANT
from engine.formula import number_text
from engine.letters import small_first
from engine.spec.advice.record import Advice, Fix
from engine.spec.parameters import Parameters
from engine.spec.rates import rate_after
from engine.spec.specs import ExperimentSpec, PartSpec

SPENT = "spent_rate"
STEPS = "decay_steps"
NEXT_TO_NOTHING, WORTH_STRETCHING = 1e-3, 0.1
"""Shares of the first rate: below the one nothing is learned, above the other a longer schedule learns again."""


def spent_rate(spec: ExperimentSpec, made: int, planned: int = 0) -> Iterator[Advice]:
    """A schedule whose rate is less than a thousandth of the first one.

    made: how many updates the optimizer has made. planned: so many more are about to be made, and it is said where
    the first half of them already uses the schedule up; 0 asks about this moment.
    """
    chosen = spec.training.optimizer
    at = made + planned // 2
    rate = rate_after(chosen, at)
    if chosen.schedule.name == CONSTANT or rate >= NEXT_TO_NOTHING * chosen.learning_rate:
        return
    label, now = small_first(schedules[chosen.schedule.name].label), number_text(float(f"{rate:.2g}"))
    if planned:
        reason = f"in the first half of these {planned:,} updates {label} brings the learning rate down to {now}: "
        reason += "what comes after it teaches next to nothing."
    else:
        reason = f"{label} has brought the learning rate down to {now}: next to nothing is learned any more."
    constant = Fix("Constant rate", spec.with_optimizer(schedule=PartSpec(CONSTANT)))
    yield Advice(SPENT, "Training", reason, (*_stretched(spec, at), constant))


def _stretched(spec: ExperimentSpec, made: int) -> Iterator[Fix]:
    """The same schedule over twice as many updates or more, rounded up, where that leaves a rate to learn by."""
    chosen = spec.training.optimizer
    known = {each.name: each for each in schedules[chosen.schedule.name].parameters}
    usual, steps = defaults(known.values()), max(2 * made, 1)
    while STEPS in known and (steps := _rounded_up(steps)) <= known[STEPS].high:
        values = {**chosen.schedule.parameters, STEPS: float(steps)}
        values = {name: value for name, value in values.items() if value != usual[name]}
        longer = spec.with_optimizer(schedule=replace(chosen.schedule, parameters=Parameters(values)))
        if rate_after(longer.training.optimizer, made) >= WORTH_STRETCHING * chosen.learning_rate:
            yield Fix(f"Stretch it to T = {steps:,}", longer)
            return
        steps *= 2


def _rounded_up(count: int) -> int:
    """The next number with one digit that is not 0."""
    unit: int = 10 ** (len(str(count)) - 1)
    return -(-count // unit) * unit
