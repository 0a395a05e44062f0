"""The numbers of somebody's own example, drawn in the place of the chosen one's; no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.catalog.arrays import Array
from engine.trace import Example, Snapshot


@dataclass(frozen=True, eq=False)
class OwnNumbers:
    """The example, with an index below 0 that no other has, and z and a (units,) of each layer."""

    example: Example
    layers: tuple[tuple[Array, Array], ...]


def with_own(snapshot: Snapshot, own: OwnNumbers | None) -> Snapshot:
    """The moment with the own example's numbers; as it is within a step, or where they are of another network."""
    if own is None or snapshot.phase is not None or len(own.layers) != len(snapshot.layers):
        return snapshot
    sizes = [len(layer.bias) for layer in snapshot.layers]
    if [len(z) for z, _ in own.layers] != sizes or len(own.example.inputs) != len(snapshot.layers[0].kernel):
        return snapshot
    layers = tuple(
        replace(layer, z=z, activation=a) for layer, (z, a) in zip(snapshot.layers, own.layers, strict=True)
    )
    return replace(snapshot, example=own.example, layers=layers)
