"""A refused experiment has a way out that works, and says what it does."""

import re

import pytest

from engine.data import data_info
from engine.spec import ExperimentSpec, LayerSpec, PartSpec, problems
from engine.spec.cures import cure
from tests.engine.experiments import experiment

BASE = experiment()
WIDE = experiment(LayerSpec(20_000, "tanh"), LayerSpec(20_000, "tanh"), LayerSpec(1, "sigmoid"))
HUGE_BATCH = BASE.with_layer(0, units=900).with_data(samples=10**6).with_training(batch_size=10**6)
IRIS = experiment(LayerSpec(4, "tanh"), LayerSpec(2, "softmax"), data="iris", loss="categorical_crossentropy")


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        (BASE.with_layer(1, units=4), "Give it 1 unit"),
        (BASE.with_layer(1, units=2), "Give it 1 unit"),
        (BASE.with_layer(1, units=2, activation="softmax"), "Use sparse categorical cross-entropy"),
        (IRIS, "Give it 3 units"),
        (BASE.with_training(loss=PartSpec("categorical_crossentropy")), "Use binary cross-entropy"),
        (BASE.with_training(class_weight=(1.0, 2.0, 3.0)), "Remove the class weights"),
        (IRIS.with_training(class_weight=(1.0, 2.0)), "Fit output and loss to the data"),
        (BASE.with_training(loss=PartSpec("perceptron")), "Use the perceptron rule"),
        (WIDE, "Use 9.0 units in layer 1"),
        (HUGE_BATCH, "Batches of 9.,000"),
    ],
)
def test_the_way_out_works(spec: ExperimentSpec, words: str) -> None:
    info = data_info(spec.data)
    assert problems(spec, info)
    found = cure(spec, info)
    assert found is not None
    assert re.fullmatch(words, found.text)
    assert problems(found.spec, info) == ()


@pytest.mark.parametrize(
    "spec",
    [
        BASE,
        BASE.with_layer(0, units=0),
        BASE.with_layer(0, activation="rulo"),
        BASE.with_optimizer(learning_rate=-1.0),
    ],
)
def test_where_nothing_is_wrong_or_nobody_can_tell_what_was_meant_there_is_none(spec: ExperimentSpec) -> None:
    assert cure(spec, data_info(spec.data)) is None
