"""Figures of an epoch by Keras's names, in words, and which way they are better."""

from engine.catalog import metrics

VALIDATION = "val_"
AGAIN = "train_"
"""Before the name of a figure: taken of the validation part; of the training part again, at the epoch's end."""


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
