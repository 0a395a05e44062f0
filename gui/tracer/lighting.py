"""Which neurons and edges of the network light up for a number and its operands; no Qt."""

from __future__ import annotations

from collections.abc import Iterator

from engine.trace import BIAS, Address, Explanation, Kind
from gui.tracer.terms import spoken
from gui.view import NO_LIGHT, Edge, Highlights, Neuron

_INPUTS = (Kind.RAW, Kind.MADE, Kind.MEAN, Kind.DEVIATION, Kind.INPUT)
_NEURONS = (Kind.SUM, Kind.MERGED_SUM, Kind.ACTIVATION, Kind.DROPOUT, Kind.SENT, Kind.UPSTREAM, Kind.DELTA)
_EDGES = (Kind.WEIGHT, Kind.SLOT, Kind.SHARE, Kind.GRADIENT)
_OUTPUTS = (
    Kind.EXAMPLE_LOSS,
    Kind.BATCH_LOSS,
    Kind.EXAMPLE_FIGURE,
    Kind.BATCH_FIGURE,
    Kind.EPOCH_FIGURE,
    Kind.RUNNING_FIGURE,
)
Place = Neuron | Edge


def lights_of(
    explanation: Explanation | None, outputs: tuple[int, int], pointed: Address | None = None
) -> Highlights:
    """The operands, and strongest the number itself, or the one of its numbers that is pointed at.

    While a sum is shown term by term: the operands of the terms so far, those of the last one as strong as it.

    outputs: (index of the output layer, its units).
    """
    if explanation is None:
        return NO_LIGHT
    own = list(places_of(pointed or explanation.address, outputs))
    others: list[Place] = []
    for address, now in spoken(explanation):
        places = list(places_of(address, outputs))
        (own if now and pointed is None else others).extend(places)
    if pointed is not None:
        others += places_of(explanation.address, outputs)
    return Highlights(
        frozenset(place for place in own + others if len(place) == 2),
        frozenset(place for place in own + others if len(place) == 3),
        frozenset(own),
    )


def places_of(address: Address, outputs: tuple[int, int]) -> Iterator[Place]:
    """Where a number lives in the network: (layer, unit), layer -1 for inputs, or (layer, source, unit)."""
    last, units = outputs
    if address.kind in _INPUTS:
        yield -1, address.unit
    elif address.kind in _NEURONS:
        yield address.layer, address.unit
    elif address.kind is Kind.TARGET:
        yield last, address.unit
    elif address.kind is Kind.BIAS:
        yield address.layer, BIAS, address.unit
    elif address.kind in _EDGES:
        yield address.layer, address.source, address.unit
    elif address.kind in _OUTPUTS:
        yield from ((last, unit) for unit in range(units))
