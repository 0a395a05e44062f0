"""What can be chosen from: a key for the program, a label and an explanation for the person."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """One choice; `short` is its label where there is little room."""

    key: str
    label: str
    tooltip: str = ""
    short: str = ""


def index_of(items: Sequence[Item], key: str, where: str) -> int:
    """The place of a key; raises KeyError with the keys there are."""
    for index, item in enumerate(items):
        if item.key == key:
            return index
    raise KeyError(f"{where} has no choice “{key}”; it has: {', '.join(item.key for item in items)}.")
