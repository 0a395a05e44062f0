"""Sentences for tooltips, in lines that can be read: Qt writes plain text in a single one."""

from functools import lru_cache
from textwrap import fill

LETTERS = 64


@lru_cache(maxsize=2048)
def in_lines(text: str) -> str:
    """The text in lines of at most so many letters; words are kept whole."""
    return "\n".join(fill(part, LETTERS, break_long_words=False, break_on_hyphens=False) for part in text.split("\n"))
