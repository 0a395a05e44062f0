"""Loss functions: value, slope, logit forms, formula and one plain sentence in one entry each."""

from __future__ import annotations

import numpy as np

from engine.catalog import crossentropy
from engine.catalog.activations import activations
from engine.catalog.arrays import Array
from engine.catalog.loss import LogitForm, Loss, TargetKind, Task
from engine.catalog.parameter import Parameter
from engine.registry import Registry

__all__ = ["LogitForm", "Loss", "TargetKind", "Task", "losses"]

EVERY_TASK: tuple[Task, ...] = ("regression", "binary", "multilabel", "multiclass")
LEARNABLE = frozenset(name for name in activations.names() if name != "step")


def _mean(per_output: Array) -> Array:
    mean: Array = np.add.reduce(per_output, axis=-1) / per_output.shape[-1]
    return mean


def _squared_value(target: Array, output: Array) -> Array:
    error = output - target
    return _mean(error * error)


def _squared_slope(target: Array, output: Array) -> Array:
    slope: Array = (output - target) * (2.0 / output.shape[-1])
    return slope


def _absolute_value(target: Array, output: Array) -> Array:
    return _mean(np.abs(output - target))


def _absolute_slope(target: Array, output: Array) -> Array:
    slope: Array = np.sign(output - target) / output.shape[-1]
    return slope


def _huber_value(target: Array, output: Array, delta: float = 1.0) -> Array:
    size = np.abs(output - target)
    capped = np.minimum(size, delta)
    return _mean(capped * (size - 0.5 * capped))


def _huber_slope(target: Array, output: Array, delta: float = 1.0) -> Array:
    slope: Array = np.minimum(np.maximum(output - target, -delta), delta) / output.shape[-1]
    return slope


def _perceptron_value(target: Array, z: Array) -> Array:
    value: Array = np.add.reduce(np.maximum(-target * z, 0.0), axis=-1) + 0.0  # so that none is -0
    return value


def _perceptron_slope(target: Array, z: Array) -> Array:
    slope: Array = np.where(target * z <= 0.0, -target, 0.0)
    return slope


losses: Registry[Loss] = Registry("loss")

losses.add(
    Loss(
        name="mean_squared_error",
        label="Mean squared error",
        short="MSE",
        value=_squared_value,
        slope=_squared_slope,
        targets="values",
        tasks=EVERY_TASK,
        fits=LEARNABLE,
        formula="mean over outputs of (a − t)²",
        slope_formula="2 · (a − t) / outputs",
        sentence="The usual loss for predicting numbers: twice as far off costs four times as much.",
        expression="(a - t)**2",
        slope_expression="2*(a - t)/n",
    )
)
losses.add(
    Loss(
        name="mean_absolute_error",
        label="Mean absolute error",
        short="MAE",
        value=_absolute_value,
        slope=_absolute_slope,
        targets="values",
        tasks=EVERY_TASK,
        fits=LEARNABLE,
        formula="mean over outputs of |a − t|",
        slope_formula="sign(a − t) / outputs (0 at the kink a = t)",
        sentence="Twice as far off costs twice as much, so a few wild points do not dominate.",
        expression="abs(a - t)",
        slope_expression="sign(a - t)/n",
    )
)
losses.add(
    Loss(
        name="huber",
        label="Huber",
        value=_huber_value,
        slope=_huber_slope,
        targets="values",
        tasks=EVERY_TASK,
        fits=LEARNABLE,
        formula="mean over outputs of (a − t)² / 2 if |a − t| ≤ δ, otherwise δ · |a − t| − δ² / 2",
        slope_formula="(a − t) / outputs if |a − t| ≤ δ, otherwise ±δ / outputs",
        sentence="Squared for small errors and straight for large ones, with the change at delta.",
        expression="(a - t)**2/2 if abs(a - t) <= delta else delta*abs(a - t) - delta**2/2",
        slope_expression="(a - t)/n if abs(a - t) <= delta else delta*sign(a - t)/n",
        parameters=(
            Parameter("delta", "Delta", 1.0, 1e-3, 1e3, "The error at which the curve becomes a straight line."),
        ),
    )
)
losses.add(
    Loss(
        name="binary_crossentropy",
        label="Binary cross-entropy",
        short="Binary CE",
        value=crossentropy.binary_value,
        slope=crossentropy.binary_slope,
        targets="indicators",
        tasks=("binary", "multilabel"),
        fits=frozenset({"sigmoid"}),
        formula="mean over outputs of −t · ln a − (1 − t) · ln(1 − a), a clipped to [10⁻⁷, 1 − 10⁻⁷]",
        slope_formula="(a − t) / (a · (1 − a)) / outputs (0 where a is clipped)",
        sentence="The surprise at a yes-or-no answer, given the probability the network gave it.",
        expression="-t*ln(p) - (1 - t)*ln(1 - p)",
        slope_expression="(p - t)/(p*(1 - p))/n",
        probability="a",
        logit_forms={
            "sigmoid": LogitForm(
                value=crossentropy.binary_logit_value,
                slope=crossentropy.binary_logit_slope,
                formula="mean over outputs of max(z, 0) − z · t + ln(1 + e^−|z|)",
                slope_formula="(a − t) / outputs",
                reading="mean over outputs of −t · ln a − (1 − t) · ln(1 − a)",
                expression="max(z, 0) - z*t + ln(1 + exp(-abs(z)))",
                slope_expression="(a - t)/n",
                reading_expression="-t*ln(a) - (1 - t)*ln(1 - a)",
            )
        },
        needs_probabilities=True,
    )
)
losses.add(
    Loss(
        name="categorical_crossentropy",
        label="Categorical cross-entropy",
        short="Categorical CE",
        value=crossentropy.categorical_value,
        slope=crossentropy.categorical_slope,
        targets="one_hot",
        tasks=("binary", "multiclass"),
        fits=frozenset({"softmax"}),
        formula="−Σ t · ln p, with p = a / Σ a clipped to [10⁻⁷, 1 − 10⁻⁷]",
        slope_formula="(g − Σ g · p) / Σ a, with g = −t / p (0 where p is clipped)",
        sentence="The surprise at the true class, given the probability the network gave it.",
        expression="-ln(p)",
        slope_expression="(g - G)/A",
        combined="true class",
        probability="a/A",
        logit_forms={
            "softmax": LogitForm(
                value=crossentropy.categorical_logit_value,
                slope=crossentropy.categorical_logit_slope,
                formula="ln Σ eᶻ − z of the true class",
                slope_formula="a − t",
                reading="−Σ t · ln a",
                expression="ln(S) - z",
                slope_expression="a - t",
                reading_expression="-ln(a)",
            )
        },
        needs_probabilities=True,
    )
)
losses.add(
    Loss(
        name="sparse_categorical_crossentropy",
        label="Sparse categorical cross-entropy",
        short="Sparse CE",
        value=crossentropy.sparse_value,
        slope=crossentropy.sparse_slope,
        targets="index",
        tasks=("binary", "multiclass"),
        fits=frozenset({"softmax"}),
        formula="ln Σ p − ln p of the true class, with p = a clipped to [10⁻⁷, 1 − 10⁻⁷]",
        slope_formula="1 / Σ p, less 1 / p at the true class (0 where a is clipped)",
        sentence="Categorical cross-entropy for targets given as class numbers instead of one-hot rows.",
        expression="ln(P) - ln(p)",
        slope_expression="1/P - t/p",
        combined="true class",
        probability="a",
        logit_forms={
            "softmax": LogitForm(
                value=crossentropy.sparse_logit_value,
                slope=crossentropy.sparse_logit_slope,
                formula="ln Σ eᶻ − z of the true class",
                slope_formula="a − t, where t is 1 at the true class and 0 elsewhere",
                reading="−ln a of the true class",
                expression="ln(S) - z",
                slope_expression="a - t",
                reading_expression="-ln(a)",
            )
        },
        needs_probabilities=True,
    )
)
_PERCEPTRON = LogitForm(
    value=_perceptron_value,
    slope=_perceptron_slope,
    formula="sum over outputs of max(0, −t · z)",
    slope_formula="−t if t · z ≤ 0, otherwise 0 (−t at the kink z = 0, which counts as a mistake)",
    reading="sum over outputs of max(0, −t · z)",
    expression="max(0, -t*z)",
    slope_expression="-t if t*z <= 0 else 0",
    reading_expression="",
)
losses.add(
    Loss(
        name="perceptron",
        label="Perceptron",
        value=_perceptron_value,
        slope=_perceptron_slope,
        targets="signs",
        tasks=("binary", "multiclass"),
        fits=frozenset({"step"}),
        formula=_PERCEPTRON.formula,
        slope_formula=_PERCEPTRON.slope_formula,
        sentence="Rosenblatt's rule: only a wrong answer costs, by how far z is on the wrong side of the line.",
        expression=_PERCEPTRON.expression,
        slope_expression=_PERCEPTRON.slope_expression,
        combined="sum",
        logit_forms={"step": _PERCEPTRON},
        reads_sums=True,
    )
)
