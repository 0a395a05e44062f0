"""The numbers of an example outside the training part, drawn in the place of the chosen one's; no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.catalog.arrays import Array
from engine.trace import OF_EXAMPLE, Address, Example, Kind, LayerNumbers, Snapshot, Split

YOURS = "your example"
"""The name of what somebody typed or drew."""

OF_INPUTS = (Kind.RAW, Kind.MADE, Kind.INPUT)
OF_TYPED = (*OF_INPUTS, Kind.SUM, Kind.ACTIVATION)
"""Kinds of numbers that an example of one's own has, too."""

OF_JUDGED = (*OF_TYPED, Kind.TARGET, Kind.EXAMPLE_LOSS, Kind.EXAMPLE_FIGURE)
"""Kinds of numbers that an example for validation or test has, of which nothing is learned."""


@dataclass(frozen=True, eq=False)
class OwnNumbers:
    """The example, with an index below 0 that no other has and a name, and z and a (units,) of each layer.

    layers: () where the network is not to say anything to it (yet). split, number: what it is called in an Address.
    """

    example: Example
    layers: tuple[tuple[Array, Array], ...]
    split: Split = "typed"
    number: int = 0

    @property
    def short_name(self) -> str:
        """The example's name where there is little room, "validation 3"."""
        return YOURS if self.split == "typed" else f"{self.split} {self.number + 1:,}"

    def asked(self, place: Address) -> Address | None:
        """The number at a place as this example has it; None where it has none of this kind."""
        if place.kind not in OF_EXAMPLE:
            return place
        has = OF_INPUTS if not self.layers else OF_TYPED if self.split == "typed" else OF_JUDGED
        return replace(place, split=self.split, example=self.number) if place.kind in has else None

    def owns(self, place: Address) -> bool:
        """Whether a number is one of this example's."""
        return place.kind in OF_EXAMPLE and (place.split, place.example) == (self.split, self.number)


def with_own(snapshot: Snapshot, own: OwnNumbers | None) -> Snapshot:
    """The moment with the own example's numbers; as it is within a step, or where they are of another network."""
    if own is None or snapshot.phase is not None or len(own.example.inputs) != len(snapshot.layers[0].kernel):
        return snapshot
    if not own.layers:
        layers = tuple(replace(layer, z=None, activation=None) for layer in snapshot.layers)
        return replace(snapshot, example=own.example, layers=layers)
    if [len(z) for z, _ in own.layers] != [len(layer.bias) for layer in snapshot.layers]:
        return snapshot
    layers = tuple(map(_with_numbers, snapshot.layers, own.layers))
    return replace(snapshot, example=own.example, layers=layers)


def _with_numbers(layer: LayerNumbers, numbers: tuple[Array, Array]) -> LayerNumbers:
    return replace(layer, z=numbers[0], activation=numbers[1])
