"""Finding what cannot be learned from, said in words before anything is computed with it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.catalog.arrays import Array
from engine.catalog.data_source import DataProblem, Targets


def check(
    x: Array, y: Targets, inputs: Sequence[str], outputs: Sequence[str], classes: Sequence[str]
) -> None:
    """Whether the examples can be learned from; rows are counted from 1 in messages.

    x: (n, inputs). y: class numbers (n,) if there are classes, otherwise numbers (n, outputs).

    Raises:
        DataProblem: no rows, a NaN or infinity, a class number without a name, or one class only.
    """
    if x.shape[0] == 0:
        raise DataProblem("The data set has no rows. Ask for more points or choose another data set.")
    if x.shape[0] != y.shape[0]:
        raise DataProblem(
            f"There are {x.shape[0]} rows of inputs but {y.shape[0]} of targets. Give each row its target."
        )
    _check_finite(x, inputs)
    if classes:
        _check_classes(y, classes)
    else:
        _check_finite(y, outputs)


def check_inputs(x: Array, names: Sequence[str]) -> None:
    """Whether the training examples x (n, inputs) are finite as the network sees them.

    Raises:
        DataProblem: a feature of a very large number is beyond all numbers.
    """
    if not np.isfinite(x).all():
        column = int(np.argwhere(~np.isfinite(x))[0, 1])
        raise DataProblem(
            f'The input "{names[column]}" is too large a number for some examples. Standardise the data before, or '
            "leave that input out."
        )


def check_scaling(mean: Array, scale: Array, names: Sequence[str]) -> None:
    """Whether the inputs can be standardised: their mean and deviation (inputs,) are finite.

    Raises:
        DataProblem: the numbers of an input are so large that their squares are beyond all numbers.
    """
    wrong = np.flatnonzero(~(np.isfinite(mean) & np.isfinite(scale)))
    if len(wrong):
        raise DataProblem(
            f'The numbers of "{names[int(wrong[0])]}" are too large to be standardised. Leave that input out, or '
            "give it in a larger unit."
        )


def check_training(y: Targets, classes: Sequence[str]) -> None:
    """Whether the training part (n,) of a classification has more than one class.

    Raises:
        DataProblem: it has not.
    """
    if classes and len(y) and (y == y[0]).all():
        raise DataProblem(
            f'All {len(y):,} training examples belong to the class "{classes[int(y[0])]}", so there is nothing to '
            "tell apart. Ask for more points, a smaller validation share, or another data seed."
        )


def check_answers(y: Targets, count: int, outputs: Sequence[str]) -> None:
    """Whether the answers (n, outputs) to several questions are yes (1) or no (0).

    count: how many of the first rows are for training; among them each question needs both answers.

    Raises:
        DataProblem: another number, or a question that all training examples answer alike.
    """
    wrong = np.argwhere((y != 0.0) & (y != 1.0))
    if wrong.size:
        row, column = (int(place) for place in wrong[0])
        raise DataProblem(
            f'Row {row + 1}, column "{outputs[column]}" is {y[row, column]:g}, but an answer is 1 for yes '
            "or 0 for no. Correct or remove that row."
        )
    for column, name in enumerate(outputs):
        if count and (y[:count, column] == y[0, column]).all():
            word = "yes" if y[0, column] else "no"
            raise DataProblem(
                f'All {count:,} training examples answer {word} to "{name}", so there is nothing to tell apart. '
                "Ask for more points, a smaller validation share, or another data seed."
            )


def _check_finite(table: Array | Targets, names: Sequence[str]) -> None:
    broken = np.argwhere(~np.isfinite(table))
    if broken.size == 0:
        return
    row, column = (int(place) for place in broken[0])
    value = table[row, column]
    what = "is not a number (NaN)" if np.isnan(value) else "is infinite"
    others = f" ({len(broken)} such values in all)" if len(broken) > 1 else ""
    raise DataProblem(f'Row {row + 1}, column "{names[column]}" {what}{others}. Correct or remove that row.')


def _check_classes(y: Targets, classes: Sequence[str]) -> None:
    unknown = np.flatnonzero((y < 0) | (y >= len(classes)))
    if unknown.size:
        row = int(unknown[0])
        raise DataProblem(
            f"Row {row + 1} has class number {y[row]}, but there are only {len(classes)} classes "
            f"(0 to {len(classes) - 1}). Correct or remove that row."
        )
    if len(y) and (y == y[0]).all():
        raise DataProblem(
            f'Every example belongs to the class "{classes[int(y[0])]}", so there is nothing '
            "to tell apart. Add examples of another class, ask for more points, or lower the noise."
        )
