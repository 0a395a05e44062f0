"""Layers are called by their names wherever they are shown, and by their numbers where they have none."""

import numpy as np
import pytest

from engine.diagnostics.agreement import Difference
from engine.diagnostics.agreement_text import place
from engine.explain.words import neuron_name, weight_name
from engine.keras_io.not_in_keras import NotInKeras, check_in_keras
from engine.run.at_once import at_once
from engine.session import Session, data_info
from engine.spec import LayerSpec
from engine.spec.advice.advising import advice
from engine.spec.changes import change_text
from engine.spec.layer_words import layer_name, layer_place, layer_span, layer_word
from engine.spec.locks import count_text, frozen_count
from engine.trace import BIAS, Address, Kind
from engine.trace.weight_change import WeightBlock
from tests.engine.experiments import experiment

SPEC = experiment(LayerSpec(3, "linear", name="edges"), LayerSpec(2, "linear"), LayerSpec(1, "sigmoid"))
LAYERS, INFO = SPEC.network.layers, data_info(SPEC.data)


def test_a_name_or_a_number() -> None:
    assert [layer_name(LAYERS, index) for index in range(3)] == ["edges", "Layer 2", "Output"]
    assert [layer_word(LAYERS, index) for index in range(4)] == ["“edges”", "layer 2", "layer 3", "layer 4"]
    assert [layer_place(LAYERS, index) for index in range(2)] == ["“edges”", "Layer 2"]


def test_layers_in_a_row() -> None:
    assert [layer_span(LAYERS, 0, last) for last in (1, 2)] == ["“edges” and layer 2", "“edges” to layer 3"]
    assert layer_span(LAYERS, 1, 2) == "layers 2 and 3"
    bare = experiment(*[LayerSpec(2)] * 3).network.layers
    assert layer_span(bare, 0, 2) == "layers 1 to 3"


def test_explanations_edits_and_advice_use_the_name() -> None:
    weight = Address(Kind.WEIGHT, 0, 0, 1, 0)
    assert neuron_name(weight, LAYERS) == "neuron 2 of “edges”"
    assert weight_name(weight, INFO, LAYERS).endswith("to neuron 2 of “edges”")
    assert neuron_name(Address(Kind.SUM, 0, 2, 0), LAYERS) == "neuron 1 of layer 3, the output"
    session = Session(SPEC)
    session.train(updates=1)
    for kind in (Kind.SUM, Kind.ACTIVATION, Kind.GRADIENT):
        assert "“edges”" in at_once(session.explain(Address(kind, 0, 0, 1, BIAS))).title
    assert change_text(SPEC, SPEC.with_layer(0, units=4)) == "“edges” units 4"
    for kind in (Kind.MERGED_SUM, Kind.MERGED_WEIGHT):
        merged = at_once(session.explain(Address(kind, 0, 1, 0, 0, 0)))
        assert "“edges” and layer 2" in merged.title
    (stack,) = [piece for piece in advice(SPEC, INFO, None) if piece.kind == "linear_stack"]
    assert stack.reason.startswith("“edges” and layer 2 are linear: with layer 3 they are equal")


def test_gradient_checks_weights_by_hand_and_keras_use_the_name() -> None:
    difference = Difference(0.1, 1, 0, 0, 1.0, 2.0)
    assert place(difference, INFO.short_inputs, LAYERS) == "weight from neuron 1 of “edges” to neuron 1 of layer 2"
    session = Session(SPEC)
    with pytest.raises(ValueError, match="no neuron 9 in “edges”"):
        session.change_weights((WeightBlock(0, np.array([0]), np.array([8]), np.ones((1, 1))),))
    with pytest.raises(ValueError, match="weight from input 1 to neuron 1 in “edges” is not a finite"):
        session.change_weights((WeightBlock(0, np.array([0]), np.array([0]), np.full((1, 1), np.nan)),))
    with pytest.raises(ValueError, match="Kernel of “edges” has shape"):
        session.set_weights([np.ones((1, 1)), *session.get_weights()[1:]])
    with pytest.raises(NotInKeras, match="“edges”: Keras has no step"):
        check_in_keras(SPEC.with_layer(0, activation="step"))


def test_each_stack_is_a_piece_of_its_own() -> None:
    spec = experiment(LayerSpec(2, "linear"), LayerSpec(2, "relu"), LayerSpec(2, "linear"), LayerSpec(1, "sigmoid"))
    pieces = [piece for piece in advice(spec, INFO, None) if piece.kind == "linear_stack"]
    assert [piece.layers for piece in pieces] == [(0, 1), (2, 3)]
    assert len({piece.place for piece in pieces}) == 2
    assert {layer.activation for layer in pieces[0].fixes[0].spec.network.layers} == {"relu", "sigmoid"}


def test_frozen_parameters_are_counted_once() -> None:
    frozen = SPEC.with_layer(0, frozen_neurons=(1,), frozen_weights=((0, 1), (0, 2), (BIAS, 0)))
    assert frozen_count(SPEC.network, 2) == 0
    assert frozen_count(frozen.network, 2) == 3 + 2
    assert frozen_count(frozen.with_layer(1, trainable=False).network, 2) == 5 + 8
    assert count_text(frozen.network, 2) == "20 weights and biases: 15 trainable, 5 frozen"
    assert count_text(SPEC.network, 2) == "20 weights and biases, all trainable"
