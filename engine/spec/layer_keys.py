"""Who a hidden layer is, whatever it is called and wherever it stands: a key that goes with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.spec.specs import LayerSpec


def keys_of(layers: Sequence[LayerSpec]) -> tuple[int, ...]:
    """The key of each hidden layer; one that was given none has its place, from 1, or a fresh one if that is taken.

    The output layer has none: it is always the last.
    """
    given = {layer.key for layer in layers[:-1] if layer.key}
    found = [layer.key or (place if place not in given else 0) for place, layer in enumerate(layers[:-1], 1)]
    highest = max(found, default=0)
    for index, key in enumerate(found):
        if not key:
            found[index] = highest = highest + 1
    return tuple(found)


def highest_key(layers: Sequence[LayerSpec], given: int) -> int:
    """The highest key that a network has or, by `given`, once had."""
    return max(given, *keys_of(layers), 0)


def with_keys(layers: Sequence[LayerSpec]) -> tuple[LayerSpec, ...]:
    """The layers with their keys written down, so that they can change places."""
    keyed = (replace(layer, key=key) for layer, key in zip(layers[:-1], keys_of(layers), strict=True))
    return (*keyed, *layers[-1:])


def without_needless_keys(layers: Sequence[LayerSpec]) -> tuple[LayerSpec, ...]:
    """The layers; where each key is just the place, none are written down, so that what is the same is equal."""
    hidden = layers[:-1]
    if all(layer.key == place and not layer.copy_of for place, layer in enumerate(hidden, 1)):
        return (*(replace(layer, key=0) for layer in hidden), *layers[-1:])
    return tuple(layers)


def origins(old: Sequence[LayerSpec], new: Sequence[LayerSpec]) -> tuple[dict[int, int], dict[int, int]]:
    """(new index -> old index of the same layer, new index of a copy not there before -> old index of its model).

    The output layers are the same. Of a copy's copy the nearest model that was there counts.
    """
    places = {key: index for index, key in enumerate(keys_of(old))}
    same, models = {}, {}
    for index, key in enumerate(keys_of(new)):
        if key in places:
            same[index] = places[key]
        elif model := next((one for one in new[index].copy_of if one in places), 0):
            models[index] = places[model]
    return same | {len(new) - 1: len(old) - 1}, models
