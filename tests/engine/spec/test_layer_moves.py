"""Duplicated and moved layers: what they are set to, and which layers they are of the network before."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.spec import ExperimentSpec, LayerSpec, NetworkSpec, problems
from engine.spec.changes import change_text
from engine.spec.edits import with_layer_after
from engine.spec.layer_moves import layer_name, matched_layers, with_layer_duplicated, with_layer_moved
from engine.spec.layer_words import layer_word

A, B, C = LayerSpec(4, "relu"), LayerSpec(3, "tanh", name="middle"), LayerSpec(5, "elu")
OUT = LayerSpec(1, "sigmoid")


def spec_of(*layers: LayerSpec) -> ExperimentSpec:
    return ExperimentSpec(network=NetworkSpec(layers))


SPEC = spec_of(A, B, C, OUT)


def test_layers_are_called_by_name_or_number() -> None:
    assert [layer_name(SPEC.network.layers, i) for i in range(4)] == ["Layer 1", "middle", "Layer 3", "Output"]


def test_a_copy_stands_behind_its_model_and_is_matched_with_it() -> None:
    for index, name in enumerate(("Layer 1 copy", "middle copy", "Layer 3 copy")):
        copied = with_layer_duplicated(SPEC, index)
        model = SPEC.network.layers[index]
        assert copied.network.layers[index + 1] == replace(model, name=name, key=4, copy_of=(index + 1,))
        assert problems(copied) == ()
        wanted = {i: i - (i > index) for i in range(5)}
        assert matched_layers(SPEC.network, copied.network) == wanted
        assert matched_layers(copied.network, SPEC.network) == {i: i + (i > index) for i in range(4)}


def test_a_layer_added_is_no_copy() -> None:
    added = with_layer_after(SPEC, 0)
    assert matched_layers(SPEC.network, added.network) == {0: 0, 2: 1, 3: 2, 4: 3}


def test_a_copy_of_a_long_name_has_room() -> None:
    long = spec_of(replace(A, name="x" * 60), OUT)
    assert problems(with_layer_duplicated(long, 0)) == ()


@given(index=st.integers(0, 2), place=st.integers(0, 2))
def test_a_moved_layer_is_found_again(index: int, place: int) -> None:
    if index == place:
        return
    moved = with_layer_moved(SPEC, index, place)
    order = [i for i in range(3) if i != index]
    order.insert(place, index)
    hidden = tuple(replace(SPEC.network.layers[i], key=i + 1) for i in order)
    assert moved.network.layers == (*hidden, OUT)
    match = matched_layers(SPEC.network, moved.network)
    assert match == dict(enumerate((*order, 3)))


@given(index=st.integers(0, 2), place=st.integers(0, 2))
def test_a_move_is_told_as_one(index: int, place: int) -> None:
    if index == place:
        return
    told = change_text(SPEC, with_layer_moved(SPEC, index, place))
    one, other = (layer_word(SPEC.network.layers, layer) for layer in (index, place))
    neighbours = {f"{one} moved to place {place + 1}", f"{other} moved to place {index + 1}"}
    assert told in neighbours if abs(index - place) == 1 else told == f"{one} moved to place {place + 1}"


def test_a_copy_is_told_as_one() -> None:
    assert change_text(SPEC, with_layer_duplicated(SPEC, 1)) == "“middle” duplicated"
    assert change_text(SPEC, with_layer_after(SPEC, 1)) == "layer 3 added"


def test_of_frozen_weights_only_those_stay_whose_inputs_do() -> None:
    frozen = ((-1, 0), (1, 1))
    held = spec_of(*(replace(layer, frozen_weights=frozen) for layer in (A, B, C)), OUT)
    layers = with_layer_moved(held, 2, 1).network.layers
    assert [layer.frozen_weights for layer in layers] == [frozen, ((-1, 0),), ((-1, 0),), ()]
    assert matched_layers(held.network, NetworkSpec(layers)) == {0: 0, 1: 2, 2: 1, 3: 3}


def test_what_cannot_move_or_double_says_why() -> None:
    with pytest.raises(ValueError, match="output layer cannot be duplicated"):
        with_layer_duplicated(SPEC, 3)
    for index, place in ((3, 0), (0, 3), (0, -1)):
        with pytest.raises(ValueError, match="stays the last"):
            with_layer_moved(SPEC, index, place)


def test_one_layer_that_changes_is_no_move() -> None:
    for index in range(4):
        for changes in ({"units": 9}, {"activation": "selu"}, {"name": "other"}):
            changed = SPEC.with_layer(index, **changes)
            assert matched_layers(SPEC.network, changed.network) == {i: i for i in range(4)}
