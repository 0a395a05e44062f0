"""Words broken into lines, and cut where there is no room; no Qt."""

from __future__ import annotations

from collections.abc import Callable


def word_lines(text: str, room: float, width_of: Callable[[str], float], most: int = 99) -> list[str]:
    """The text in lines that fit into `room`; the last of at most `most` lines ends with … if words are left."""
    lines: list[str] = []
    line = ""
    words = text.split()
    for number, word in enumerate(words):
        longer = f"{line} {word}" if line else word
        if not line or width_of(longer) <= room:
            line = longer
            continue
        if len(lines) == most - 1:
            return [*lines, cut(" ".join([line, *words[number:]]), room, width_of)]
        lines.append(line)
        line = word
    return [*lines, line] if line else lines


def cut(text: str, room: float, width_of: Callable[[str], float]) -> str:
    """The text if it fits, else as much of it as fits before an ellipsis, "" if not even that."""
    if width_of(text) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(f"{text[:middle].rstrip()}…") <= room:
            low = middle
        else:
            high = middle - 1
    return f"{text[:low].rstrip()}…" if low else ""
