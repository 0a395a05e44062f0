"""Layers duplicated and moved, and which layer of the old network a layer of the new one is."""

from collections.abc import Sequence
from dataclasses import replace

from engine.spec.layer_problems import LONGEST_NAME
from engine.spec.layer_words import layer_name, layer_word
from engine.spec.specs import BIAS, ExperimentSpec, LayerSpec, NetworkSpec

_COPY = " copy"


def with_layer_duplicated(spec: ExperimentSpec, index: int) -> ExperimentSpec:
    """A copy behind hidden layer `index` (from 0), named as one and free to learn; the run gives it the same weights.

    Raises:
        ValueError: the output layer cannot be duplicated.
    """
    layers = spec.network.layers
    if not 0 <= index < len(layers) - 1:
        raise ValueError("The output layer cannot be duplicated: the network gives one answer.")
    return replace(spec, network=spec.network.with_layer_added(index + 1, _copy_of(layers, index)))


def with_layer_moved(spec: ExperimentSpec, index: int, place: int) -> ExperimentSpec:
    """Hidden layer `index` (from 0) at `place` afterwards; of frozen weights only biases stay where inputs change.

    Raises:
        ValueError: the output layer stays last, or the layers passed are set just alike.
    """
    layers = spec.network.layers
    if not (0 <= index < len(layers) - 1 and 0 <= place < len(layers) - 1):
        raise ValueError("The output layer stays the last: what answers comes after all hidden layers.")
    rest = [i for i in range(len(layers)) if i != index]
    order = [*rest[:place], index, *rest[place:]]
    if tuple(layers[i] for i in order) == layers:
        raise ValueError(
            f"{layer_name(layers, index)} and what it would pass are set just alike. "
            "Change one first, its name for example, or the move changes nothing."
        )
    kept = [
        layers[i] if i == below + 1 else _over_others(layers[i])
        for below, i in zip([-1, *order], order, strict=False)
    ]
    return replace(spec, network=replace(spec.network, layers=tuple(kept)).without_lost_freezes())


def matched_layers(old: NetworkSpec, new: NetworkSpec) -> dict[int, int]:
    """New layer index -> old layer index: by position, moved, or around the one stretch that was added or removed.

    A layer that is a copy of the one before it, and new, is matched with that one's.
    """
    shorter = min(len(old.layers), len(new.layers))
    if len(old.layers) == len(new.layers):
        return _moved(old.layers, new.layers) or {i: i for i in range(shorter)}
    head = 0
    while head < shorter - 1 and old.layers[head] == new.layers[head]:
        head += 1
    found = {i: i for i in range(head)}
    found |= {len(new.layers) - k: len(old.layers) - k for k in range(1, shorter - head + 1)}
    for index in range(1, len(new.layers) - 1):
        if index not in found and index - 1 in found and new.layers[index] == _copy_of(new.layers, index - 1):
            found[index] = found[index - 1]
    return dict(sorted(found.items()))


def move_text(old: NetworkSpec, new: NetworkSpec) -> str:
    """Which layer has moved or was duplicated: "layer 3 moved to place 1", "layer 2 duplicated"; or ""."""
    order = list(matched_layers(old, new).values())
    if len(old.layers) == len(new.layers):
        places = [place for place, layer in enumerate(order) if place != layer]
        if not places:
            return ""
        first, last = places[0], places[-1]
        layer, place = (last, first) if order[first] == last else (first, last)
        return f"{layer_word(old.layers, layer)} moved to place {place + 1}"
    twice = [layer for layer in set(order) if order.count(layer) > 1]
    return f"{layer_word(old.layers, twice[0])} duplicated" if twice else ""


def _moved(old: Sequence[LayerSpec], new: Sequence[LayerSpec]) -> dict[int, int]:
    """The match if just one layer of several that differ has moved to another place; else empty."""
    before, after = [_over_others(layer) for layer in old], [_over_others(layer) for layer in new]
    places = [i for i, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
    if len(places) < 2:
        return {}
    first, last = places[0], places[-1]
    onwards, back = [*range(first + 1, last + 1), first], [last, *range(first, last)]
    for order in (onwards, back):
        if [before[i] for i in order] == after[first : last + 1]:
            return {i: i for i in range(len(new))} | dict(zip(range(first, last + 1), order, strict=True))
    return {}


def _copy_of(layers: Sequence[LayerSpec], index: int) -> LayerSpec:
    name = layer_name(layers, index)[: LONGEST_NAME - len(_COPY)] + _COPY
    return replace(layers[index].another(), name=name)


def _over_others(layer: LayerSpec) -> LayerSpec:
    """The layer over other inputs than before: of its frozen weights only biases are still the same."""
    return replace(layer, frozen_weights=tuple(weight for weight in layer.frozen_weights if weight[0] == BIAS))
