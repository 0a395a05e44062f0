"""A target in a few words; no Qt."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.formula import NumberStyle, number_text
from engine.spec import DataInfo


def target_text(info: DataInfo, target: Any, style: NumberStyle) -> str:
    """One target: a class by name, the yes-answers of several questions, or numbers."""
    if info.classes:
        return info.classes[int(target)]
    if info.task == "multilabel":
        yes = [name for name, answer in zip(info.outputs, np.atleast_1d(target), strict=False) if answer > 0.5]
        return ", ".join(yes) or "none"
    return ", ".join(number_text(float(value), style) for value in np.atleast_1d(target))
