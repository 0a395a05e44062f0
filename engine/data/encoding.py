"""Targets in the form that a loss reads: numbers, indicators, one-hot rows, class numbers or signs."""

from __future__ import annotations

import numpy as np

from engine.catalog.data_source import DataProblem, Targets
from engine.catalog.labels import to_categorical
from engine.catalog.loss import TargetKind


def encode_targets(y: Targets, kind: TargetKind, units: int) -> Targets:
    """Targets for a loss of this kind and an output layer of this many units.

    y: class numbers, int64 (n,), or numbers, float64 (n, outputs). Gives int64 (n, 1) for "index",
    otherwise float64 (n, units): class numbers become one-hot rows, or one column of 0 and 1 if there
    is one unit and the kind is "values" or "indicators"; "signs" are the same with −1 for 0. Numbers,
    and answers to several questions, pass as they are.

    Raises:
        DataProblem: the targets do not fit the number of units or the kind.
    """
    if y.ndim == 2:
        return _numbers(y, kind, units)
    classes = y.astype(np.int64)
    one_column = units == 1 and kind in ("values", "indicators", "signs")
    largest = max(int(classes.max(initial=0)), 0)
    if largest >= (2 if one_column else units):
        raise DataProblem(
            f"Class number {largest} needs {largest + 1} output units, but there "
            f"{'is 1' if units == 1 else f'are {units}'}. Give the output layer one unit per class."
        )
    if kind == "index":
        return classes[:, None]
    encoded = classes[:, None].astype(np.float64) if one_column else to_categorical(classes, units)
    return 2.0 * encoded - 1.0 if kind == "signs" else encoded


def _numbers(y: Targets, kind: TargetKind, units: int) -> Targets:
    if kind in ("index", "signs"):
        raise DataProblem(
            "This loss needs classes, but the targets are numbers. "
            "Choose a loss for regression, such as mean_squared_error."
        )
    if y.shape[1] != units:
        raise DataProblem(
            f"Each example has {y.shape[1]} target{'s' if y.shape[1] > 1 else ''}, but the output layer has "
            f"{units} unit{'s' if units > 1 else ''}. Give it one unit per target."
        )
    return np.array(y, dtype=np.float64)
