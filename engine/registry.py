"""A registry of named parts that explains duplicates and unknown names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar


class Named(Protocol):
    """Anything that carries the name it is looked up by."""

    @property
    def name(self) -> str:
        """The name used in files, in code and in Keras."""


T = TypeVar("T", bound=Named)


class UnknownName(ValueError):
    """A name that no part of a registry carries; the message is a sentence for the user."""


class Registry(Generic[T]):
    """Parts by name, in the order in which they were added.

    `kind` is the singular noun used in error messages, for example "activation".
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._parts: dict[str, T] = {}

    def add(self, part: T) -> T:
        """Adds a part and returns it; raises ValueError when its name is taken."""
        if part.name in self._parts:
            raise ValueError(f'There is already {_article(self.kind)} {self.kind} named "{part.name}".')
        self._parts[part.name] = part
        return part

    def __getitem__(self, name: str) -> T:
        """The part of that name; raises UnknownName with the nearest name and all known ones."""
        try:
            return self._parts[name]
        except (KeyError, TypeError):
            raise UnknownName(self._explanation(str(name))) from None

    def __contains__(self, name: object) -> bool:
        return name in self._parts

    def __iter__(self) -> Iterator[T]:
        return iter(self._parts.values())

    def __len__(self) -> int:
        return len(self._parts)

    def names(self) -> tuple[str, ...]:
        """All names, in the order in which they were added."""
        return tuple(self._parts)

    def _explanation(self, name: str) -> str:
        from difflib import get_close_matches  # imported late: only a slip needs it

        near = get_close_matches(name.strip().lower(), self._parts, n=1, cutoff=0.5)
        hint = f' Did you mean "{near[0]}"?' if near else ""
        return f'There is no {self.kind} "{name}".{hint} Known: {", ".join(self._parts)}.'


def _article(noun: str) -> str:
    return "an" if noun[:1] in "aeiou" else "a"
