"""A small frozen mapping from parameter names to numbers, hashable so that specs compare cheaply."""

from collections.abc import Iterator, Mapping


class Parameters(Mapping[str, float]):
    """Named numbers of one catalogue part (momentum 0.9, delta 1.0); immutable, hashable, ordered by name."""

    __slots__ = ("_items",)

    def __init__(self, values: Mapping[str, float] | None = None, **named: float) -> None:
        merged = {**(values or {}), **named}
        self._items = tuple(sorted((name, float(value)) for name, value in merged.items()))

    def __getitem__(self, name: str) -> float:
        for key, value in self._items:
            if key == name:
                return value
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(self._items)

    def __eq__(self, other: object) -> bool:
        return self._items == other._items if isinstance(other, Parameters) else NotImplemented

    def __repr__(self) -> str:
        return "Parameters(" + ", ".join(f"{name}={value:g}" for name, value in self._items) + ")"
