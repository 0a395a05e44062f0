"""The optimizers' update rules for one weight as lines of arithmetic, in the order they are computed.

A line "v = mu*v - eta*g" gives v a new value from the old ones; later lines read the new one. w is the
weight, g its gradient, eta the learning rate, t the number of this update from 1; the other letters are
those of the optimizer's `letters`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Assignment:
    """letter = formula (one line of Python's arithmetic), and what it means in a few words."""

    letter: str
    formula: str
    meaning: str


Rule = Callable[[Mapping[str, float]], tuple[Assignment, ...]]

_MOMENTS = (
    Assignment("m", "m + (g - m)*(1 - beta_1)", "average gradient"),
    Assignment("v", "v + (g**2 - v)*(1 - beta_2)", "average squared gradient"),
)


def sgd(parameters: Mapping[str, float]) -> tuple[Assignment, ...]:
    """Plain, with momentum, or with Nesterov's look ahead."""
    if not parameters["momentum"]:
        return (Assignment("w", "w - eta*g", "new weight"),)
    step = "w + mu*v - eta*g" if parameters["nesterov"] else "w + v"
    return Assignment("v", "mu*v - eta*g", "velocity"), Assignment("w", step, "new weight")


def rmsprop(parameters: Mapping[str, float]) -> tuple[Assignment, ...]:
    """Root of the average square, centred or not, with momentum or without."""
    lines = [Assignment("v", "rho*v + (1 - rho)*g**2", "average squared gradient")]
    spread = "v"
    if parameters["centered"]:
        lines.append(Assignment("m", "rho*m + (1 - rho)*g", "average gradient"))
        spread = "v - m**2"
    step = f"eta*g/sqrt({spread} + epsilon)"
    if not parameters["momentum"]:
        return *lines, Assignment("w", f"w - {step}", "new weight")
    return *lines, Assignment("u", f"mu*u + {step}", "heap of steps"), Assignment("w", "w - u", "new weight")


def adagrad(_: Mapping[str, float]) -> tuple[Assignment, ...]:
    """A rate that all squared gradients so far have worn down."""
    return (
        Assignment("s", "s + g**2", "sum of squared gradients"),
        Assignment("w", "w - eta*g/sqrt(s + epsilon)", "new weight"),
    )


def adam(parameters: Mapping[str, float]) -> tuple[Assignment, ...]:
    """Both moments, the rate corrected for their start at zero, the step."""
    lines = [*_MOMENTS]
    size = "v"
    if parameters["amsgrad"]:
        lines.append(Assignment("x", "max(x, v)", "largest average so far"))
        size = "x"
    rate = Assignment("alpha", "eta*sqrt(1 - beta_2**t)/(1 - beta_1**t)", "corrected rate")
    return *lines, rate, Assignment("w", f"w - alpha*m/(sqrt({size}) + epsilon)", "new weight")


def adamw(parameters: Mapping[str, float]) -> tuple[Assignment, ...]:
    """The decay first, then Adam."""
    return Assignment("w", "w - eta*lambda_*w", "decayed weight"), *adam(parameters)


def nadam(_: Mapping[str, float]) -> tuple[Assignment, ...]:
    """Adam with Nesterov's look ahead; c is the momentum now, d the next one, U their running product."""
    return (
        *_MOMENTS,
        Assignment("c", "beta_1*(1 - 0.96**t/2)", "momentum now"),
        Assignment("d", "beta_1*(1 - 0.96**(t + 1)/2)", "momentum of the next update"),
        Assignment("U", "U*c", "product of the momenta so far"),
        Assignment("q", "d*m/(1 - U*d) + (1 - c)*g/(1 - U)", "direction, looked ahead"),
        Assignment("w", "w - eta*q/(sqrt(v/(1 - beta_2**t)) + epsilon)", "new weight"),
    )
