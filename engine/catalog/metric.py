"""What a metric is: the record that every metric of the catalogue fills in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from engine.catalog.arrays import Array
from engine.catalog.loss import TargetKind


@dataclass(frozen=True)
class Metric:
    """A figure of merit; over many examples it is the mean of the examples' values, with `total` their sum.

    `value[kind](target, output)` has shape (batch,); for "signs" it takes the weighted sum z for output, of which
    the step function leaves too little. `keras_names[kind]` is the Keras metric that gives the same number, where
    there is one. Kinds that are missing make no sense for this metric. `expressions[kind]` is one output's part
    of the value, a formula for `engine.formula` over a, z and t, of which the mean (of a total: the sum) is
    taken; where it names M, the largest other output (of signs: z), it is that of the true class alone.
    `of_several[kind]` is the expression where there is more than one output, if that is another.

    A metric with `parts`, names of other metrics by their letters, is made of their figures over the same
    examples: `combine(**figures)` with a figure for each letter, and the same as a formula in `combined`. It has
    no value for a single example. `keras_class` is the class in `keras.metrics` that gives the same number, with
    `keras_settings`.
    `alone`: only where there is one output. Metrics that are not `offered` are parts of others alone.
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
    parts: Mapping[str, str] = field(default_factory=dict)
    combine: Callable[..., float] | None = None
    combined: str = ""
    keras_class: str = ""
    keras_settings: Mapping[str, str | float] = field(default_factory=dict)
    alone: bool = False
    offered: bool = True

    def expression(self, kind: TargetKind, outputs: int) -> str:
        """The formula of one output's part, of so many outputs."""
        return self.of_several.get(kind, self.expressions[kind]) if outputs > 1 else self.expressions[kind]
