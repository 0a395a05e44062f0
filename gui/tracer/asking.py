"""From something on the screen to the full name of its number: which update, which example; no Qt."""

from __future__ import annotations

from dataclasses import replace
from math import isnan, nan

from engine.trace import BIAS, OF_EXAMPLE, Address, Cursor, Kind, LayerNumbers, Phase, Snapshot, event_count
from gui.view import Edge, Neuron

OF_STATE = (Kind.WEIGHT, Kind.BIAS, Kind.SLOT, Kind.MERGED_WEIGHT)
"""Kinds whose update says how many updates have been made."""


_ROUNDING = 1e-9


def update_under_way(snapshot: Snapshot) -> int:
    """The update (from 0) whose numbers are drawn: the one stepped through; at rest, the next."""
    whole = snapshot.events_done == event_count(len(snapshot.layers)) and snapshot.cursor is None
    return snapshot.update - (snapshot.phase is not None and whole)


def at_moment(snapshot: Snapshot, place: Address) -> Address | None:
    """The number that stands at `place` in this snapshot, None if there is none there.

    `place` names kind, layer, unit, source and name; update and example are those of the snapshot.
    """
    if place.kind is Kind.EPOCH_FIGURE:
        epoch = last_epoch(snapshot, place.name)
        return None if epoch is None else replace(place, update=epoch)
    if place.kind is Kind.BATCH_FIGURE:
        return _of_last_batch(snapshot, place)
    update = update_under_way(snapshot)
    if place.kind in OF_STATE:
        return replace(place, update=update + is_new(snapshot, place))
    if place.kind in OF_EXAMPLE:
        if snapshot.example is None:
            return None
        return replace(place, update=update, example=snapshot.example.index)
    return replace(place, update=update)


def is_new(snapshot: Snapshot, place: Address) -> bool:
    """Whether the weight that is drawn at `place` is the one after the update that is stepped through."""
    if snapshot.phase is not Phase.UPDATE or place.layer > snapshot.layer:
        return False
    if place.layer < snapshot.layer or snapshot.cursor is None:
        return True
    source = BIAS if place.kind is Kind.BIAS else place.source
    return _reached(snapshot.cursor, place.unit, source, len(snapshot.layers[place.layer].kernel))


def _reached(cursor: Cursor, unit: int, source: int, inputs: int) -> bool:
    """Whether an update that is shown in part has come to a weight; a neuron's bias is its last part."""
    if unit != cursor.stop:
        return unit < cursor.stop
    return cursor.part is None or (inputs if source == BIAS else source) <= cursor.part


def _of_last_batch(snapshot: Snapshot, place: Address) -> Address | None:
    """A figure of the last batch that was learned from; its loss has a kind of its own."""
    if not snapshot.update:
        return None
    kind, name = (Kind.BATCH_LOSS, "") if place.name == "loss" else (place.kind, place.name)
    return replace(place, kind=kind, name=name, update=snapshot.update - 1)


def last_epoch(snapshot: Snapshot, name: str) -> int | None:
    """The last epoch (from 0) that had ended at this moment and has this figure; -1 for the first weights.

    None where there is none, or where what is shown was measured at another moment, after an edit.
    """
    values, epochs = snapshot.curves.by_epoch.get(name), snapshot.curves.epochs
    for index in reversed(range(0 if values is None else len(values))):
        value = float(values[index]) if values is not None else nan
        if epochs[index] <= snapshot.epoch_position + _ROUNDING and not isnan(value):
            return round(float(epochs[index])) - 1 if value == snapshot.latest.get(name) else None
    return None


def number_of(snapshot: Snapshot, place: Neuron | Edge) -> Address:
    """What a click on a neuron (layer, neuron) or an edge (layer, source, neuron) asks for."""
    return neuron_number(snapshot, *place) if len(place) == 2 else edge_number(snapshot, *place)


def neuron_number(snapshot: Snapshot, layer: int, unit: int) -> Address:
    """What a click on a neuron asks for: its error while errors flow back, else its activation.

    layer -1 stands for the inputs, of which it is the value.
    """
    if layer < 0:
        return Address(Kind.INPUT, unit=unit)
    back = snapshot.phase is Phase.BACKWARD and known(snapshot.layers[layer], Kind.DELTA, unit)
    return Address(Kind.DELTA if back else Kind.ACTIVATION, layer=layer, unit=unit)


def edge_number(snapshot: Snapshot, layer: int, source: int, unit: int) -> Address:
    """What a click on an edge asks for: its gradient while errors flow back, else its weight.

    source BIAS is the bias.
    """
    numbers = snapshot.layers[layer]
    if snapshot.phase is Phase.BACKWARD and known(numbers, Kind.GRADIENT, unit):
        return Address(Kind.GRADIENT, layer=layer, unit=unit, source=source)
    return weight_number(layer, source, unit)


def weight_number(layer: int, source: int, unit: int) -> Address:
    """A weight, or with source BIAS a bias."""
    if source == BIAS:
        return Address(Kind.BIAS, layer=layer, unit=unit)
    return Address(Kind.WEIGHT, layer=layer, unit=unit, source=source)


def known(numbers: LayerNumbers, kind: Kind, unit: int) -> bool:
    """Whether the pass has shown this number of a neuron."""
    array, limit = {
        Kind.SUM: (numbers.z, numbers.sums_known),
        Kind.ACTIVATION: (numbers.activation, numbers.activations_known),
        Kind.DELTA: (numbers.delta, numbers.errors_known),
        Kind.GRADIENT: (numbers.kernel_gradient, numbers.errors_known),
    }[kind]
    return array is not None and (limit is None or unit < limit)


def moment_of(snapshot: Snapshot) -> tuple[object, ...]:
    """What is the same as long as the run stands where it stands."""
    place = (snapshot.update, snapshot.phase, snapshot.layer, snapshot.events_done, snapshot.cursor)
    return (*place, snapshot.version, snapshot.problem)


def of_other_example(address: Address, old: int, new: int) -> Address:
    """The same number of another training example, where it belongs to the old one."""
    own = address.kind in OF_EXAMPLE and address.split == "training" and address.example == old
    return replace(address, example=new) if own else address
