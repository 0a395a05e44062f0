"""Layers are known by who they are, through any moves, copies, removals and additions, though all are set alike."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.spec import ExperimentSpec, LayerSpec, NetworkSpec, from_json, problems, to_json
from engine.spec.changes import change_text, judged_alike
from engine.spec.edits import with_layer_after, without_layer
from engine.spec.layer_keys import keys_of
from engine.spec.layer_moves import matched_layers, stay_in_place, with_layer_duplicated, with_layer_moved
from engine.spec.settings import SettingError, settings_of, with_settings
from engine.spec.shapes import with_shape

ALIKE = LayerSpec(3)
OUT = LayerSpec(1, "sigmoid")


def alike(count: int) -> ExperimentSpec:
    return ExperimentSpec(network=NetworkSpec((*[ALIKE] * count, OUT)))


def test_a_layer_that_comes_is_none_of_those_that_went() -> None:
    for index in (0, 1):
        less = without_layer(alike(2), index)
        assert matched_layers(alike(2).network, with_layer_after(less, 0).network) == {0: 1 - index, 2: 2}
        assert with_layer_after(less, 0) != alike(2)


def test_a_layer_without_a_key_has_its_place_unless_another_has_that() -> None:
    def keys(*given: int) -> tuple[int, ...]:
        return keys_of((*(replace(ALIKE, key=key) for key in given), OUT))

    assert [keys(), keys(0, 0), keys(2, 0), keys(0, 1, 0)] == [(), (1, 2), (2, 3), (4, 1, 3)]


def test_of_layers_set_alike_the_one_that_moves_is_known() -> None:
    for count in (2, 3):
        spec = alike(count)
        moved = with_layer_moved(spec, 0, count - 1)
        assert matched_layers(spec.network, moved.network) == dict(enumerate([*range(1, count), 0, count]))
        assert not stay_in_place(spec.network, moved.network)
        assert not judged_alike(spec, moved)  # other numbers are in the same places
        assert with_layer_moved(moved, count - 1, 0) == spec
    assert change_text(alike(3), with_layer_moved(alike(3), 2, 0)) == "layer 3 moved to place 1"
    assert change_text(alike(3), without_layer(alike(3), 1)) == "layer 2 removed"


def test_a_copy_is_one_by_descent_whatever_it_is_called() -> None:
    named = with_layer_duplicated(alike(2), 0).with_layer(1, name="other")
    assert matched_layers(alike(2).network, named.network) == {0: 0, 1: 0, 2: 1, 3: 2}
    assert matched_layers(alike(2).network, named.network, copies=False) == {0: 0, 2: 1, 3: 2}
    typed = with_layer_after(alike(2), 0).with_layer(1, name="Layer 1 copy")
    assert matched_layers(alike(2).network, typed.network) == {0: 0, 2: 1, 3: 2}


def test_a_copy_of_a_copy_has_the_nearest_model_that_is_there() -> None:
    spec = alike(1)
    once = with_layer_duplicated(spec, 0)
    twice = with_layer_duplicated(once, 1)
    assert matched_layers(once.network, twice.network) == {0: 0, 1: 1, 2: 1, 3: 2}
    alone = without_layer(without_layer(twice, 1), 0)
    assert matched_layers(spec.network, alone.network) == {0: 0, 1: 1}
    assert matched_layers(once.network, alone.network) == {0: 1, 1: 2}


def test_a_shape_that_is_typed_keeps_the_layers_from_the_first_on() -> None:
    spec = with_shape(alike(0), "8-4")
    assert matched_layers(spec.network, with_shape(spec, "6").network) == {0: 0, 1: 2}
    assert matched_layers(spec.network, with_shape(spec, "6-4-2").network) == {0: 0, 1: 1, 3: 2}


def test_keys_come_back_from_a_file_and_are_not_for_people() -> None:
    spec = with_layer_moved(with_layer_duplicated(alike(2), 0), 2, 0)
    back = from_json(to_json(spec))
    assert back == spec
    assert back.network.keys_given == spec.network.keys_given == 3
    assert not [one for one in settings_of(spec) if one.path.endswith((".key", ".copy_of"))]
    with pytest.raises(SettingError, match="no setting"):
        with_settings(spec, ["network.layers.0.key=9"])
    changed = with_settings(spec, ["network.layers.1.units=5"])
    assert stay_in_place(spec.network, changed.network)


def test_an_experiment_from_before_there_were_keys_opens() -> None:
    document = json.loads(to_json(alike(2)))
    del document["experiment"]["network"]["keys_given"]
    for layer in document["experiment"]["network"]["layers"]:
        del layer["key"], layer["copy_of"]
    assert from_json(json.dumps(document)) == alike(2)


@pytest.mark.parametrize("changes", [({"key": 2}, {"key": 2}), ({"key": -1}, {}), ({"copy_of": (0,)}, {})])
def test_layers_that_cannot_be_told_apart_are_refused(changes: tuple[dict[str, object], ...]) -> None:
    layers = (*(replace(ALIKE, **each) for each in changes), OUT)  # type: ignore[arg-type]
    found = problems(ExperimentSpec(network=NetworkSpec(layers)))
    assert ["key" in str(problem) for problem in found] == [True]


@given(st.integers(0, 3), st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5), st.integers(0, 5)), max_size=12))
def test_any_way_from_one_network_to_another_is_told_by_the_two(
    count: int, steps: list[tuple[int, int, int]]
) -> None:
    """Beside each layer goes what it is made of; the match of the first and the last network says the same."""
    first = spec = alike(count)
    beside: list[tuple[int, ...]] = [(index,) for index in range(count)]
    new = count
    for kind, one, other in steps:
        hidden = len(beside)
        if kind == 0 and hidden < 6:
            place = one % (hidden + 1)
            spec = with_layer_after(spec, place - 1)
            beside.insert(place, (new,))
        elif kind == 1 and 0 < hidden < 6:
            spec = with_layer_duplicated(spec, one % hidden)
            beside.insert(one % hidden + 1, (new, *beside[one % hidden]))
        elif kind == 2 and hidden:
            spec = with_layer_moved(spec, one % hidden, other % hidden)
            beside.insert(other % hidden, beside.pop(one % hidden))
        elif kind == 3 and hidden:
            spec = without_layer(spec, one % hidden)
            del beside[one % hidden]
        new += 1
    assert len(set(keys_of(spec.network.layers))) == len(beside)
    assert problems(spec) == ()
    match = matched_layers(first.network, spec.network)
    assert match.pop(len(beside)) == count
    origins = {index: next((one for one in made_of if one < count), None) for index, made_of in enumerate(beside)}
    assert match == {index: origin for index, origin in origins.items() if origin is not None}
