"""Layers duplicated and moved, and which layer of the old network a layer of the new one is."""

from collections.abc import Sequence
from dataclasses import replace

from engine.spec.layer_keys import keys_of, origins
from engine.spec.layer_problems import LONGEST_NAME
from engine.spec.layer_words import layer_name, layer_word
from engine.spec.specs import ExperimentSpec, LayerSpec, NetworkSpec

_COPY = " copy"


def with_layer_duplicated(spec: ExperimentSpec, index: int) -> ExperimentSpec:
    """A copy behind hidden layer `index` (from 0), named as one and free to learn; the run gives it the same weights.

    Raises:
        ValueError: the output layer cannot be duplicated.
    """
    layers = spec.network.layers
    if not 0 <= index < len(layers) - 1:
        raise ValueError("The output layer cannot be duplicated: the network gives one answer.")
    return replace(spec, network=spec.network.with_layer_copied(index, _copy_name(layers, index)))


def with_layer_moved(spec: ExperimentSpec, index: int, place: int) -> ExperimentSpec:
    """Hidden layer `index` (from 0) at `place` afterwards; of frozen weights only biases stay where inputs change.

    Raises:
        ValueError: the output layer stays last.
    """
    hidden = len(spec.network.layers) - 1
    if not (0 <= index < hidden and 0 <= place < hidden):
        raise ValueError("The output layer stays the last: what answers comes after all hidden layers.")
    return replace(spec, network=spec.network.with_layer_at(index, place))


def matched_layers(old: NetworkSpec, new: NetworkSpec, copies: bool = True) -> dict[int, int]:
    """New layer index -> old layer index, by who they are: those that stay, wherever they stand now.

    A copy that the old network has not is matched with its model, unless not `copies`.
    """
    same, models = origins(old.layers, new.layers)
    return dict(sorted((same | models if copies else same).items()))


def stay_in_place(old: NetworkSpec, new: NetworkSpec) -> bool:
    """Whether the two have the same layers in the same order, however they are set."""
    return len(old.layers) == len(new.layers) and keys_of(old.layers) == keys_of(new.layers)


def layers_told(old: NetworkSpec, new: NetworkSpec) -> list[str]:
    """What layers did: "layer 3 moved to place 1", "layer 2 duplicated", "layer 2 removed"; none if all stay."""
    same, models = origins(old.layers, new.layers)
    copied = [f"{layer_word(old.layers, model)} duplicated" for model in dict.fromkeys(models.values())]
    added = [f"{layer_word(new.layers, i)} added" for i in range(len(new.layers)) if i not in same | models]
    lost = [f"{layer_word(old.layers, i)} removed" for i in range(len(old.layers)) if i not in same.values()]
    kept = [layer for _, layer in sorted(same.items())]
    return [*_moved(kept, old.layers, same), *copied, *added, *lost]


def _moved(kept: Sequence[int], old: Sequence[LayerSpec], same: dict[int, int]) -> list[str]:
    """The move that brought the layers that stayed into this order, if they are in another one."""
    order = sorted(kept)
    places = [place for place, (layer, was) in enumerate(zip(kept, order, strict=True)) if layer != was]
    if not places:
        return []
    first, last = places[0], places[-1]
    for layer in (kept[last], kept[first]):
        if [one for one in kept if one != layer] == [one for one in order if one != layer]:
            place = next(index for index, one in same.items() if one == layer)
            return [f"{layer_word(old, layer)} moved to place {place + 1}"]
    return ["hidden layers in another order"]


def _copy_name(layers: Sequence[LayerSpec], index: int) -> str:
    return layer_name(layers, index)[: LONGEST_NAME - len(_COPY)] + _COPY
