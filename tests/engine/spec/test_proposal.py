"""What is proposed for a data set is usual, sound, and learns."""

from dataclasses import replace

import pytest

from engine.catalog.datasets import datasets
from engine.data import load
from engine.data.facts import data_facts
from engine.session import Session
from engine.spec import DataInfo, DataSpec, PartSpec, problems
from engine.spec.advice import advice
from engine.spec.data_facts import DataFacts
from engine.spec.proposal import Choices, proposal
from engine.spec.proposal_words import proposal_words

USUAL = {
    "regression": ("linear", "mean_squared_error"),
    "binary": ("sigmoid", "binary_crossentropy"),
    "multilabel": ("sigmoid", "binary_crossentropy"),
    "multiclass": ("softmax", "sparse_categorical_crossentropy"),
}


@pytest.mark.parametrize("name", datasets.names())
def test_the_proposal_is_usual_sound_and_learns(name: str) -> None:
    data = load(DataSpec(name))
    spec = proposal(data.info, data_facts(data)).experiment(DataSpec(name), "try")
    assert problems(spec, data.info) == ()
    assert advice(spec, data.info, data_facts(load(spec.data))) == ()
    *hidden, last = spec.network.layers
    assert (last.activation, spec.training.loss.name) == USUAL[data.info.task]
    assert last.units == max(len(data.info.outputs), len(data.info.classes) if data.info.task == "multiclass" else 1)
    assert 1 <= len(hidden) <= 5
    assert all(10 <= layer.units <= 100 and layer.activation == "relu" for layer in hidden)
    history = Session(spec).train(epochs=20).history
    assert history["loss"][-1] < 0.9 * history["loss"][0]


def test_choices_are_taken() -> None:
    info = load(DataSpec("iris")).info
    found = proposal(info, choices=Choices((5, 4, 3), "selu", "linear", "mean_absolute_error"))
    assert [(layer.units, layer.activation) for layer in found.network.layers] == [
        (5, "selu"),
        (4, "selu"),
        (3, "selu"),
        (3, "linear"),
    ]
    assert found.network.layers[0].kernel_initializer == PartSpec("lecun_normal")
    assert found.training.loss == PartSpec("mean_absolute_error")
    assert [layer.units for layer in proposal(info, choices=Choices(())).network.layers] == [3]


def test_the_rule_is_not_proposed() -> None:
    with pytest.raises(ValueError, match="perceptron rule"):
        proposal(load(DataSpec("iris")).info, choices=Choices(loss="perceptron"))


def test_wide_data_get_wide_layers_and_far_numbers_a_bias() -> None:
    info = DataInfo("regression", tuple(f"x{n}" for n in range(30)), ("price",), training_count=800)
    found = proposal(info, DataFacts(means=(152.1,)))
    assert [layer.units for layer in found.network.layers] == [60, 30, 1]
    assert dict(found.network.layers[-1].bias_initializer.parameters) == {"value": 150.0}
    assert found.standardize
    assert proposal(info, DataFacts(means=(0.5,))).network.layers[-1].bias_initializer == PartSpec("zeros")
    assert max(layer.units for layer in proposal(replace(info, inputs=("x",) * 500)).network.layers) == 100


def test_pixels_are_taken_as_they_are() -> None:
    info = DataInfo("multiclass", tuple(f"p{n}" for n in range(64)), (), ("0", "1", "2"), 800, image=(8, 8))
    spec = proposal(info).experiment(DataSpec("digits"), "digits")
    assert not spec.data.standardize
    assert spec.training.optimizer.learning_rate == 0.001
    assert proposal_words(spec, info)[0] == "One input for each pixel of pictures of 8 by 8, from 0 to 1 as it is."
