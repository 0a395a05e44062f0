"""Names, biases, dropout and frozen parts of layers: what is refused, and what edits make of them."""

from dataclasses import replace

import pytest

from engine.spec import DataInfo, ExperimentSpec, LayerSpec, NetworkSpec, from_json, problems, to_json
from engine.spec.changes import judged_alike
from engine.spec.edits import (
    with_dataset,
    with_frozen_neuron,
    with_frozen_weight,
    with_layer_after,
    with_units,
    without_layer,
)

INFO = DataInfo("binary", ("x1", "x2"), classes=("no", "yes"), training_count=10)
SPEC = replace(
    ExperimentSpec(),
    network=NetworkSpec((LayerSpec(units=4), LayerSpec(units=3), LayerSpec(units=1, activation="sigmoid"))),
)


def with_raw_layer(index: int, **changes: object) -> ExperimentSpec:
    """The layer as somebody else's file may have it: no edit has looked at it."""
    layers = list(SPEC.network.layers)
    layers[index] = replace(layers[index], **changes)
    return replace(SPEC, network=NetworkSpec(tuple(layers)))


@pytest.mark.parametrize(
    ("index", "changes", "said"),
    [
        (2, {"dropout": 0.5}, "the output layer has a dropout, but an answer"),
        (0, {"dropout": 1.0}, "dropout is 1. Choose a number from 0 to 0.99."),
        (0, {"dropout": float("nan")}, "dropout is nan."),
        (0, {"frozen_neurons": (4,)}, "neuron 5 is frozen, but it has neurons 1 to 4."),
        (0, {"frozen_neurons": (-1,)}, "neuron 0 is frozen"),
        (0, {"frozen_weights": ((0, 4),)}, "a weight of neuron 5 is frozen, but it has neurons 1 to 4."),
        (0, {"frozen_weights": ((2, 0),)}, "the weight from input 3 to neuron 1 is frozen, but there are 1 to 2."),
        (1, {"frozen_weights": ((4, 0),)}, "the weight from neuron below 5 to neuron 1 is frozen"),
        (1, {"frozen_weights": ((-2, 0),)}, "the weight from neuron below -1 to neuron 1 is frozen"),
        (0, {"frozen_weights": ((-1, 0),), "use_bias": False}, "frozen, but the layer has no biases."),
        (0, {"name": "x" * 61}, "its name has 61 characters."),
        (0, {"name": "a\nb"}, "its name has a character that cannot be shown."),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(index: int, changes: dict[str, object], said: str) -> None:
    found = problems(with_raw_layer(index, **changes), INFO)
    assert len(found) == 1
    assert said in str(found[0])
    assert str(found[0]).startswith(f"Layer {index + 1}: ")


def test_files_keep_all_of_it() -> None:
    spec = SPEC.with_layer(0, name="first", use_bias=False, dropout=0.25, trainable=False, frozen_neurons=(1,))
    spec = spec.with_layer(1, frozen_weights=((-1, 0), (2, 1)))
    assert problems(spec, INFO) == ()
    assert from_json(to_json(spec)) == spec


def test_fewer_units_drop_what_was_frozen_there_and_behind() -> None:
    spec = SPEC.with_layer(0, frozen_neurons=(0, 3), frozen_weights=((1, 1), (1, 3)), name="first")
    spec = spec.with_layer(1, frozen_weights=((-1, 0), (1, 0), (3, 0)))
    fewer = with_units(spec, 0, 2)
    first, second, _ = fewer.network.layers
    assert (first.frozen_neurons, first.frozen_weights, first.name) == ((0,), ((1, 1),), "first")
    assert second.frozen_weights == ((-1, 0), (1, 0))
    assert problems(fewer, INFO) == ()


def test_a_layer_over_other_neurons_keeps_only_its_frozen_biases() -> None:
    spec = SPEC.with_layer(1, frozen_weights=((-1, 0), (0, 0)), frozen_neurons=(1,), name="second")
    for changed in (with_layer_after(spec, 0), without_layer(spec, 0)):
        layer = next(layer for layer in changed.network.layers if layer.name)
        assert (layer.frozen_weights, layer.frozen_neurons) == (((-1, 0),), (1,))


def test_a_new_layer_is_free_and_nameless_but_alike() -> None:
    spec = SPEC.with_layer(0, name="first", trainable=False, frozen_neurons=(0,), dropout=0.5, use_bias=False)
    new = with_layer_after(spec, 0).network.layers[1]
    assert new == LayerSpec(units=4, dropout=0.5, use_bias=False, key=3)


def test_without_biases_no_bias_is_frozen() -> None:
    spec = SPEC.with_layer(0, frozen_weights=((-1, 0), (0, 0)))
    assert spec.with_layer(0, use_bias=False).network.layers[0].frozen_weights == ((0, 0),)


def test_other_data_drops_frozen_weights_of_inputs_that_are_gone() -> None:
    spec = SPEC.with_layer(0, frozen_weights=((-1, 0), (0, 0), (1, 0)))
    one = DataInfo("regression", ("x",), outputs=("y",), training_count=10)
    assert with_dataset(spec, "sine", one).network.layers[0].frozen_weights == ((-1, 0), (0, 0))


def test_freezing_one_by_one_keeps_an_order_and_no_doubles() -> None:
    spec = SPEC
    for unit in (2, 0, 2):
        spec = with_frozen_neuron(spec, 0, unit)
    for source in (1, -1, 1):
        spec = with_frozen_weight(spec, 0, source, 0)
    assert spec.network.layers[0].frozen_neurons == (0, 2)
    assert spec.network.layers[0].frozen_weights == ((-1, 0), (1, 0))
    free = with_frozen_weight(with_frozen_neuron(spec, 0, 2, frozen=False), 0, 1, 0, frozen=False)
    assert free.network.layers[0].frozen_neurons == (0,)
    assert free.network.layers[0].frozen_weights == ((-1, 0),)


def test_biases_that_a_layer_does_not_have_are_not_counted() -> None:
    assert SPEC.network.parameter_count(2) == 3 * 4 + 5 * 3 + 4 * 1
    without = SPEC.with_layer(1, use_bias=False).network
    assert without.parameter_count(2) == 3 * 4 + 4 * 3 + 4 * 1
    assert without.vector_size(2) == SPEC.network.vector_size(2)


def test_which_changes_leave_the_figures_true() -> None:
    penalised = SPEC.with_layer(0, l2=0.1)
    assert judged_alike(SPEC, SPEC.with_layer(0, name="first", trainable=False, frozen_neurons=(0,)))
    assert not judged_alike(SPEC, SPEC.with_layer(0, use_bias=False))
    assert not judged_alike(SPEC, SPEC.with_layer(0, dropout=0.5))
    assert not judged_alike(penalised, penalised.with_layer(0, trainable=False)), "its penalty no longer counts"
