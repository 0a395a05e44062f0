"""Figures that people judge a network by: accuracy, mean errors, and the perceptron's mistakes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from engine.catalog.arrays import Array
from engine.catalog.loss import TargetKind, Task
from engine.registry import Registry


@dataclass(frozen=True)
class Metric:
    """A figure of merit; over many examples it is the mean of the examples' values, with `total` their sum.

    `value[kind](target, output)` has shape (batch,); for "signs" it takes the weighted sum z for output, of which
    the step function leaves too little. `keras_names[kind]` is the Keras metric that gives the same number, where
    there is one. Kinds that are missing make no sense for this metric. `expressions[kind]` is one output's part
    of the value, a formula for `engine.formula` over a, z and t, of which the mean (of a total: the sum) is
    taken; where it names M, the largest other output (of signs: z), it is that of the true class alone.
    `of_several[kind]` is the expression where there is more than one output, if that is another.
    """

    name: str
    label: str
    value: Mapping[TargetKind, Callable[[Array, Array], Array]]
    keras_names: Mapping[TargetKind, str]
    better: Literal["higher", "lower"]
    formula: str
    sentence: str
    expressions: Mapping[TargetKind, str]
    total: bool = False
    of_several: Mapping[TargetKind, str] = field(default_factory=dict)

    def expression(self, kind: TargetKind, outputs: int) -> str:
        """The formula of one output's part, of so many outputs."""
        return self.of_several.get(kind, self.expressions[kind]) if outputs > 1 else self.expressions[kind]


def _mean(per_output: Array) -> Array:
    mean: Array = np.add.reduce(per_output, axis=-1, dtype=np.float64) / per_output.shape[-1]
    return mean


def _binary_accuracy(target: Array, output: Array) -> Array:
    return _mean((output > 0.5) == target)


def _categorical_accuracy(target: Array, output: Array) -> Array:
    hit: Array = (np.argmax(target, axis=-1) == np.argmax(output, axis=-1)).astype(np.float64)
    return hit


def _sparse_categorical_accuracy(target: Array, output: Array) -> Array:
    hit: Array = (target[:, 0] == np.argmax(output, axis=-1)).astype(np.float64)
    return hit


def _sign_accuracy(target: Array, z: Array) -> Array:
    if z.shape[-1] > 1:
        return _categorical_accuracy(target, z)
    return _mean((z >= 0.0) == (target > 0.0))


def _mistakes(target: Array, z: Array) -> Array:
    count: Array = np.add.reduce(target * z <= 0.0, axis=-1, dtype=np.float64)
    return count


def _absolute(target: Array, output: Array) -> Array:
    return _mean(np.abs(output - target))


def _squared(target: Array, output: Array) -> Array:
    error = output - target
    return _mean(error * error)


FLOAT_KINDS: tuple[TargetKind, ...] = ("values", "indicators", "one_hot")

metrics: Registry[Metric] = Registry("metric")

metrics.add(
    Metric(
        name="accuracy",
        label="Accuracy",
        value={
            "indicators": _binary_accuracy,
            "one_hot": _categorical_accuracy,
            "index": _sparse_categorical_accuracy,
            "signs": _sign_accuracy,
        },
        keras_names={
            "indicators": "binary_accuracy",
            "one_hot": "categorical_accuracy",
            "index": "sparse_categorical_accuracy",
        },
        better="higher",
        formula=(
            "right answers / all answers; above 0.5 means yes, the largest output names the class; "
            "of steps z ≥ 0 means yes, of several the largest z names the class"
        ),
        sentence="The share of answers that are right.",
        expressions={
            "indicators": "t if a > 0.5 else 1 - t",
            "one_hot": "1 if a >= M else 0",
            "index": "1 if a >= M else 0",
            "signs": "a if t > 0 else 1 - a",
        },
        of_several={"signs": "1 if z >= M else 0"},
    )
)
metrics.add(
    Metric(
        name="mae",
        label="Mean absolute error",
        value=dict.fromkeys(FLOAT_KINDS, _absolute),
        keras_names=dict.fromkeys(FLOAT_KINDS, "mean_absolute_error"),
        better="lower",
        formula="mean of |a − t|",
        sentence="How far off the answers are on average.",
        expressions=dict.fromkeys(FLOAT_KINDS, "abs(a - t)"),
    )
)
metrics.add(
    Metric(
        name="mse",
        label="Mean squared error",
        value=dict.fromkeys(FLOAT_KINDS, _squared),
        keras_names=dict.fromkeys(FLOAT_KINDS, "mean_squared_error"),
        better="lower",
        formula="mean of (a − t)²",
        sentence="The average squared distance from the target, which large errors dominate.",
        expressions=dict.fromkeys(FLOAT_KINDS, "(a - t)**2"),
    )
)
metrics.add(
    Metric(
        name="mistakes",
        label="Mistakes",
        value={"signs": _mistakes},
        keras_names={},
        better="lower",
        formula="number of outputs with t · z ≤ 0, each example counted with the weights that judged it",
        sentence="How often the perceptron rule found an example on the wrong side of a neuron's line, or on it.",
        expressions={"signs": "1 if t*z <= 0 else 0"},
        total=True,
    )
)

TOTALS = frozenset(metric.name for metric in metrics if metric.total)
"""The metrics that are counted over the examples, not averaged."""


def default_metrics(task: Task, encoding: TargetKind = "values") -> tuple[str, ...]:
    """The metrics shown for a task, and for how its targets are encoded, unless others are chosen."""
    if encoding == "signs":
        return ("accuracy", "mistakes")
    return ("mae",) if task == "regression" else ("accuracy",)
