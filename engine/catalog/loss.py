"""What a loss function is: the record that every loss of the catalogue fills in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from engine.catalog.arrays import Array
from engine.catalog.parameter import Parameter

Task = Literal["regression", "binary", "multilabel", "multiclass"]
TargetKind = Literal["values", "indicators", "one_hot", "index", "signs"]

_VALUES_BY_TASK: Mapping[str, TargetKind] = {
    "regression": "values",
    "binary": "indicators",
    "multilabel": "indicators",
    "multiclass": "one_hot",
}


@dataclass(frozen=True)
class LogitForm:
    """A loss computed stably from z, together with the output activation it belongs to.

    `value(target, z)` has shape (batch,); `slope(target, z)` is d value_i / d z_ij, (batch, units).
    `reading` is the same loss as a person would check it: in terms of the output a, where a tells enough.
    The three expressions say the same as formulas, `reading_expression` "" where a does not; see Loss.
    """

    value: Callable[[Array, Array], Array]
    slope: Callable[[Array, Array], Array]
    formula: str
    slope_formula: str
    reading: str
    expression: str
    slope_expression: str
    reading_expression: str


@dataclass(frozen=True)
class Loss:
    """A loss of one example, named as in Keras; the loss of a batch is the mean over its examples.

    `value(target, output, **params)` has shape (batch,), the mean over outputs included;
    `slope(target, output, **params)` is d value_i / d output_ij, shape (batch, units).
    Targets are float64 (batch, units), or int64 (batch, 1) where `targets` is "index"; "signs" are +1 and -1.
    `logit_forms` is keyed by the name of the output activation; `fits` names the output activations
    the loss makes sense with; `needs_probabilities` says that outputs must lie between 0 and 1.
    `reads_sums`: the loss cannot be told from the output, so that value and slope take z in its place.
    `short`: the label where there is little room; "" where it is short itself.

    `expression` (one output's part of the value, put together as `combined` says) and `slope_expression`
    (∂L/∂a of one output) are formulas for `engine.formula` over a, t, z of an output, n outputs, the loss's
    parameters, and p = `probability` clipped to [10⁻⁷, 1 − 10⁻⁷]. Over all outputs: A = Σ a, P = Σ p,
    S = Σ eᶻ, and G = Σ g · a / A with g = −t / p. "true class": the expression of the true class is the loss.
    """

    name: str
    label: str
    value: Callable[..., Array]
    slope: Callable[..., Array]
    targets: TargetKind
    tasks: tuple[Task, ...]
    fits: frozenset[str]
    formula: str
    slope_formula: str
    sentence: str
    expression: str
    slope_expression: str
    combined: Literal["mean", "sum", "true class"] = "mean"
    probability: str = ""
    parameters: tuple[Parameter, ...] = ()
    logit_forms: Mapping[str, LogitForm] = field(default_factory=dict)
    needs_probabilities: bool = False
    reads_sums: bool = False
    short: str = ""

    def encoding(self, task: Task, units: int = 1) -> TargetKind:
        """How the targets of a task reach this loss: losses on values read 0/1 and one-hot numbers too.

        units: of the output layer; two classes with an output each are exclusive ones, as several are.
        """
        exclusive: Task = "multiclass" if task == "binary" and units == 2 else task
        return _VALUES_BY_TASK[exclusive] if self.targets == "values" else self.targets
