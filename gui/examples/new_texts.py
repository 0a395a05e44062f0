"""Texts that are typed or pasted into columns that have them not yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from gui.examples.cells import Cell, UnknownText

NO_TEXTS: Mapping[str, Sequence[str]] = MappingProxyType({})


class NewTexts:
    """by_name: what was found of each column, in the order in which it came: its numbers go on from the column's."""

    def __init__(self) -> None:
        self.by_name: dict[str, list[str]] = {}

    def code(self, cell: Cell, text: str) -> float:
        """What a text means in a cell; one that its column has not, and can be given, is noted. Raises ValueError."""
        try:
            return cell.value_of(text)
        except UnknownText:
            if not cell.grows:
                raise
        plain, fresh = text.strip(), self.by_name.setdefault(cell.name, [])
        if plain not in fresh:
            fresh.append(plain)
        return float(len(cell.texts) + fresh.index(plain))

    def offer(self) -> tuple[str, str]:
        """(what was found and what would become of it, the word for doing so)."""
        found = [(name, text) for name, texts in self.by_name.items() for text in texts]
        name, text = found[0]
        if len(found) == 1:
            said = f"{name} has no text “{text[:20]}” yet. Added, it is an input or a class more."
            return said, f"Add “{text[:20]}”"
        said = f"{len(found):,} texts are new, as “{text[:20]}” of {name}. Added, each is an input or a class more."
        return said, f"Add {len(found):,} texts"
