"""What stands in a cell: targets, predictions and errors in a few words; no Qt."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.diagnostics.reading import named_class
from engine.formula import NumberStyle, number_text
from engine.spec import DataInfo

Numbers = NDArray[np.float64]


def single_target(info: DataInfo, value: float, style: NumberStyle) -> str:
    """One of several targets: yes or no to a question, or a number."""
    if info.task == "multilabel":
        return "yes" if value > 0.5 else "no"
    return number_text(float(f"{value:.12g}"), style)


def prediction_text(
    info: DataInfo, activation: str, sums: Numbers, output: Numbers, style: NumberStyle
) -> str:
    """What the network says, from z and a of its output (units,): a class with its probability, or numbers.

    An output that is no probability is written as ŷ; a step names a class and no more.
    """
    if info.task == "multilabel":
        return " · ".join(number_text(float(value), style) for value in output)
    if not info.classes:
        return ", ".join(number_text(float(value), style) for value in output)
    chosen = named_class(info, activation, sums, output)
    name = info.classes[chosen]
    if activation == "step":
        return name
    if activation == "softmax":
        return f"{name}  {number_text(float(output[chosen]), style)}"
    if activation == "sigmoid" and len(output) == 1:
        return f"{name}  {number_text(float(output[0] if chosen else 1.0 - output[0]), style)}"
    return f"{name}  ŷ {number_text(float(output[chosen if len(output) > 1 else 0]), style)}"


def error_text(delta: Numbers, style: NumberStyle) -> str:
    """The error at the output (units,): of several outputs the largest by amount, which softmax has at the target."""
    return number_text(float(delta[np.abs(delta).argmax()]), style)
