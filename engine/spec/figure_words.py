"""Figures of an epoch by Keras's names, in words, and which way they are better."""

from math import isfinite, isnan

from engine.catalog import metrics

VALIDATION = "val_"
AGAIN = "train_"
"""Before the name of a figure: taken of the validation part; of the training part again, at the epoch's end."""

NOT_A_NUMBER = "not_a_number."
"""Before the name of a figure in a file: the rows in which it was taken all the same."""


def plain_name(name: str) -> str:
    """A figure's name without the part of the data it was taken of."""
    return name.removeprefix(VALIDATION).removeprefix(AGAIN)


def figure_words(name: str) -> str:
    """A figure by Keras's name in words: "the validation loss"."""
    plain = plain_name(name)
    label = metrics[plain].label if plain in metrics else plain
    words = label if label.isupper() or not label[1:].islower() else label.lower()
    if name.startswith(AGAIN):
        return f"the training {words} at the epoch's end"
    return f"the validation {words}" if name != plain else f"the training {words}"


def is_higher_better(name: str) -> bool:
    """Whether a figure by Keras's name is the better the higher it is."""
    plain = plain_name(name)
    return plain in metrics and metrics[plain].better == "higher"


def endless_reason(value: float) -> str:
    """Why a figure is no finite number and what to do about it, in a sentence; "" where it is one."""
    if isfinite(value):
        return ""
    if isnan(value):
        what = "Not a number: it is made of others that are beyond 1.8·10³⁰⁸, the largest number there is here."
    else:
        what = "Endless: it is beyond 1.8·10³⁰⁸, the largest number there is here; squares get there first."
    return f"{what} Scale the targets, or choose a figure that grows less, such as the mean absolute error."
