"""Learning-rate schedules: Keras's names, parameters and formulas in one entry each."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from engine.catalog.parameter import Parameter, defaults
from engine.registry import Registry

CONSTANT = "constant"


@dataclass(frozen=True)
class Schedule:
    """How the learning rate changes from update to update.

    `rate(initial, step, **params)` is the rate of the update before which the optimizer has made `step` updates
    (its iterations, from 0), as in `keras.optimizers.schedules`. `expression` says the same in a line of
    arithmetic over eta_0, k (the step), pi and the parameters' names. `keras_name` is Keras's class, "" where a
    plain number does, and `keras_settings` what it takes besides initial rate and parameters.
    """

    name: str
    label: str
    keras_name: str
    parameters: tuple[Parameter, ...]
    rate: Callable[..., float]
    expression: str
    formula: str
    sentence: str
    keras_settings: Mapping[str, bool] = field(default_factory=dict)

    def at(self, initial: float, step: int, given: Mapping[str, float]) -> float:
        """The rate after so many updates of the optimizer; `given` are the parameters that differ from defaults."""
        return self.rate(initial, step, **(defaults(self.parameters) | dict(given)))


def _constant(initial: float, step: int) -> float:
    return initial


def _step_decay(initial: float, step: int, decay_steps: float, decay_rate: float) -> float:
    return initial * decay_rate ** math.floor(step / decay_steps)


def _exponential_decay(initial: float, step: int, decay_steps: float, decay_rate: float) -> float:
    return float(initial * decay_rate ** (step / decay_steps))


def _inverse_time_decay(initial: float, step: int, decay_steps: float, decay_rate: float) -> float:
    return initial / (1.0 + decay_rate * (step / decay_steps))


def _cosine_decay(initial: float, step: int, decay_steps: float, alpha: float) -> float:
    share = 0.5 * (1.0 + math.cos(math.pi * (min(step, decay_steps) / decay_steps)))
    return initial * ((1.0 - alpha) * share + alpha)


def _steps(sentence: str) -> Parameter:
    return Parameter("decay_steps", "Updates T", 1000.0, 1.0, 1e9, sentence)


def _factor(default: float, low: float, high: float, sentence: str) -> Parameter:
    return Parameter("decay_rate", "Decay rate r", default, low, high, sentence)


schedules: Registry[Schedule] = Registry("schedule")

schedules.add(
    Schedule(
        name=CONSTANT,
        label="Constant",
        keras_name="",
        parameters=(),
        rate=_constant,
        expression="eta_0",
        formula="η = η₀",
        sentence="Every update goes equally far against its gradient.",
    )
)
schedules.add(
    Schedule(
        name="step_decay",
        label="Step",
        keras_name="ExponentialDecay",
        parameters=(
            _steps("After how many updates the rate falls to the next step."),
            _factor(0.5, 0.0, 1.0, "By what the rate is multiplied at each step."),
        ),
        rate=_step_decay,
        expression="eta_0*decay_rate**floor(k/decay_steps)",
        formula="η = η₀ · r^⌊k / T⌋",
        sentence="Stays, then falls at once, again and again: large strides first, small ones to settle.",
        keras_settings={"staircase": True},
    )
)
schedules.add(
    Schedule(
        name="exponential_decay",
        label="Exponential decay",
        keras_name="ExponentialDecay",
        parameters=(
            _steps("In how many updates the rate is multiplied once by the decay rate."),
            _factor(0.5, 1e-6, 1.0, "By what the rate is multiplied in so many updates."),
        ),
        rate=_exponential_decay,
        expression="eta_0*decay_rate**(k/decay_steps)",
        formula="η = η₀ · r^(k / T)",
        sentence="Falls by the same share at every update, ever more slowly.",
    )
)
schedules.add(
    Schedule(
        name="inverse_time_decay",
        label="Inverse time decay",
        keras_name="InverseTimeDecay",
        parameters=(
            _steps("In how many updates the divisor grows by the decay rate."),
            _factor(1.0, 0.0, 1e6, "By how much the divisor grows in so many updates."),
        ),
        rate=_inverse_time_decay,
        expression="eta_0/(1 + decay_rate*(k/decay_steps))",
        formula="η = η₀ / (1 + r · k / T)",
        sentence="Falls fast at first and then ever more slowly; the classical way to let noise die out.",
    )
)
schedules.add(
    Schedule(
        name="cosine_decay",
        label="Cosine decay",
        keras_name="CosineDecay",
        parameters=(
            _steps("After how many updates the rate has reached its end; from then on it stays there."),
            Parameter("alpha", "End α", 0.0, 0.0, 1.0, "Which share of the first rate is left at the end."),
        ),
        rate=_cosine_decay,
        expression="eta_0*((1 - alpha)*(0.5*(1 + cos(pi*(min(k, decay_steps)/decay_steps)))) + alpha)",
        formula="η = η₀ · ((1 − α) · ½ (1 + cos(π · min(k, T) / T)) + α)",
        sentence="Falls along half a wave: slowly at first, fast in the middle, gently at its end.",
    )
)
