"""Whose numbers the table shows: the selected neuron, else the one of the step; no Qt."""

from __future__ import annotations

from engine.trace import Explanation, Kind, Snapshot

_OF_NEURON = (
    Kind.SUM,
    Kind.MERGED_SUM,
    Kind.ACTIVATION,
    Kind.DROPOUT,
    Kind.SENT,
    Kind.UPSTREAM,
    Kind.DELTA,
    Kind.SHARE,
    Kind.GRADIENT,
    Kind.WEIGHT,
    Kind.BIAS,
)


def focus_of(
    snapshot: Snapshot, selected: tuple[int, int] | None, explanation: Explanation | None = None
) -> tuple[int, int]:
    """(layer, neuron): the selected one if the network still has it, else that of the explanation or the step."""
    if selected is not None and _exists(snapshot, *selected):
        return selected
    if explanation is not None and explanation.address.kind in _OF_NEURON:
        place = (explanation.address.layer, explanation.address.unit)
        if _exists(snapshot, *place):
            return place
    return (0, 0) if snapshot.phase is None else (snapshot.layer, 0)


def _exists(snapshot: Snapshot, layer: int, unit: int) -> bool:
    return 0 <= layer < len(snapshot.layers) and 0 <= unit < len(snapshot.layers[layer].bias)
