"""What a network says to one example, as bars to draw and words to read; no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import nan
from typing import Any

import numpy as np

from engine.catalog.arrays import Array
from engine.diagnostics.reading import named_class
from engine.formula import NumberStyle, number_text
from engine.spec import DataInfo


@dataclass(frozen=True)
class Bar:
    """One output: `value` from 0 on, `text` its number; value NaN and no text where it is not known (yet).

    true: the example is this; chosen: the network says so. target: the number that it should be, None for classes.
    """

    name: str
    value: float
    text: str
    true: bool = False
    chosen: bool = False
    target: float | None = None


@dataclass(frozen=True)
class Answer:
    """The bars with the range that holds them and 0, and the answer in words.

    truth, prediction: "" where there is none. right: None where nothing is just right or wrong. measure: what the
    length of a bar is.
    """

    bars: tuple[Bar, ...]
    low: float
    high: float
    truth: str
    prediction: str
    right: bool | None
    measure: str

    @property
    def verdict(self) -> str:
        """The answer in a sentence."""
        if not self.prediction:
            return f"It is {self.truth}." if self.truth else ""
        if self.right is None:
            return f"Predicted {self.prediction}" + (f", should be {self.truth}." if self.truth else ".")
        return f"Right: {self.truth}." if self.right else f"Wrong: says {self.prediction}, is {self.truth}."


def answer_of(
    info: DataInfo,
    activation: str,
    sums: Array | None,
    output: Array | None,
    target: Any = None,
    style: NumberStyle | None = None,
) -> Answer:
    """The answer of an output layer (its activation, z and a, (units,)) to an example.

    sums, output: None where they are not known. target: the true class as a number, or the row of targets (outputs,);
    None where nobody knows the truth, as of a picture of one's own.
    """
    style = style or NumberStyle()
    if not info.classes:
        return _numbers(info, activation, output, target, style)
    true = None if target is None else int(target)
    if sums is None or output is None:
        bars = [Bar(name, nan, "", place == true) for place, name in enumerate(info.classes)]
        return Answer(tuple(bars), 0.0, 1.0, _named(info, true), "", None, "")
    chosen = named_class(info, activation, sums, output)
    values, measure = _class_values(info, activation, sums, output)
    shares = measure == PROBABILITY or activation == "sigmoid"
    names: Sequence[str] = info.classes if len(values) == len(info.classes) else ("ŷ",)
    many = len(names) > 1
    bars = [
        Bar(name, value, _text(value, style, shares=shares), many and place == true, many and place == chosen)
        for place, (name, value) in enumerate(zip(names, values, strict=True))
    ]
    low, high = (0.0, 1.0) if shares else _range(values)
    right = None if true is None else chosen == true
    return Answer(tuple(bars), low, high, _named(info, true), _named(info, chosen), right, measure)


PROBABILITY = "probability"


def true_target(info: DataInfo, encoded: Array) -> Any:
    """The target of an example, as `answer_of` takes it, from what a loss is given of it."""
    if not info.classes:
        return encoded
    values = np.atleast_1d(encoded)
    if len(values) > 1:
        return int(values.argmax())
    return int(values[0] > 0.5) if len(info.classes) == 2 else int(values[0])


def _class_values(info: DataInfo, activation: str, sums: Array, output: Array) -> tuple[list[float], str]:
    """What stands for each class, and what that is."""
    if activation == "step":
        return sums.tolist(), "weighted sum z"
    if activation == "sigmoid" and len(output) == 1:
        return [1.0 - float(output[0]), float(output[0])], PROBABILITY
    return output.tolist(), PROBABILITY if activation == "softmax" else "output ŷ, no probability"


def _numbers(info: DataInfo, activation: str, output: Array | None, target: Any, style: NumberStyle) -> Answer:
    """Several questions with yes or no, or numbers to predict."""
    names = info.outputs or ("ŷ",)
    targets = None if target is None else np.atleast_1d(target).tolist()
    asks = info.task == "multilabel"
    values = [nan] * len(names) if output is None else output.tolist()
    shares = asks and activation == "sigmoid"
    bars = tuple(
        Bar(name, value, "" if output is None else _text(value, style, shares=shares))
        for name, value in zip(names, values, strict=False)
    )
    measure = PROBABILITY if shares else "output ŷ"
    if asks:
        return _questions(bars, None if targets is None else [value > 0.5 for value in targets], measure)
    if targets is not None:
        bars = tuple(replace(bar, target=value) for bar, value in zip(bars, targets, strict=False))
    low, high = _range([*values, *(targets or ())])
    truth = ", ".join(number_text(value, style) for value in targets or ())
    prediction = ", ".join(bar.text for bar in bars if bar.text)
    return Answer(bars, low, high, truth, prediction, None, measure)


def _questions(bars: tuple[Bar, ...], true: list[bool] | None, measure: str) -> Answer:
    """Each bar a question of its own, answered yes above 0.5."""
    known = all(bar.text for bar in bars)
    said = [bar.value > 0.5 for bar in bars]
    low, high = (0.0, 1.0) if measure == PROBABILITY else _range([bar.value for bar in bars] + [1.0])
    bars = tuple(
        replace(bar, chosen=said[place], true=true is not None and true[place]) for place, bar in enumerate(bars)
    )
    yes = [", ".join(bar.name for bar in bars if flag(bar)) or "none" for flag in (_is_true, _is_chosen)]
    right = None if true is None or not known else said == true
    return Answer(bars, low, high, yes[0] if true is not None else "", yes[1] if known else "", right, measure)


def _is_true(bar: Bar) -> bool:
    return bar.true


def _is_chosen(bar: Bar) -> bool:
    return bar.chosen


def _named(info: DataInfo, place: int | None) -> str:
    return "" if place is None else info.classes[place]


def _text(value: float, style: NumberStyle, *, shares: bool) -> str:
    """A share with as many digits behind the point as others have in all: they stand below one another."""
    if shares and np.isfinite(value):
        return f"{value:.{style.digits}f}"
    return number_text(value, style)


def _range(values: Sequence[float]) -> tuple[float, float]:
    """The least range that holds these and 0."""
    known = [value for value in values if np.isfinite(value)]
    low, high = min([0.0, *known]), max([0.0, *known])
    return (low, high) if high > low else (0.0, 1.0)
