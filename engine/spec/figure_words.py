"""Figures of an epoch by Keras's names, in words, and which way they are better."""

from engine.catalog import metrics

VALIDATION = "val_"


def figure_words(name: str) -> str:
    """A figure by Keras's name in words: "the validation loss"."""
    plain = name.removeprefix(VALIDATION)
    label = metrics[plain].label if plain in metrics else plain
    words = label if label.isupper() or not label[1:].islower() else label.lower()
    return f"the validation {words}" if name != plain else f"the training {words}"


def is_higher_better(name: str) -> bool:
    """Whether a figure by Keras's name is the better the higher it is."""
    plain = name.removeprefix(VALIDATION)
    return plain in metrics and metrics[plain].better == "higher"
