"""Models that are not drawn, or that no data fits: named with what could be done, or opened with what does fit."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.keras_io import from_sequential
from engine.keras_io.reading import read_model
from engine.safe_io import UnreadableFile
from engine.session import Session
from engine.spec import ExperimentSpec, LayerSpec, PartSpec
from tests.engine.experiments import experiment

REFUSED: dict[str, tuple[Callable[[Any], list[Any]], str]] = {
    "convolution": (
        lambda k: [k.Input((8, 8, 1)), k.Conv2D(2, 3, name="conv"), k.Flatten(), k.Dense(10)],
        'layer "conv" is a Conv2D layer',
    ),
    "normalization": (
        lambda k: [k.Input((2,)), k.Dense(3), k.BatchNormalization(name="norm"), k.Dense(1)],
        'layer "norm" is a BatchNormalization layer.*Fold its scale',
    ),
    "lambda": (lambda k: [k.Input((2,)), k.Lambda(lambda x: x, name="odd"), k.Dense(1)], 'layer "odd".*never run'),
    "other slope": (
        lambda k: [k.Input((2,)), k.Dense(3), k.LeakyReLU(0.3, name="leaky")],
        'layer "leaky".*slope 0.2',
    ),
    "other alpha": (lambda k: [k.Input((2,)), k.Dense(3), k.ELU(0.5, name="bent")], 'layer "bent".*alpha 1'),
    "two activations": (
        lambda k: [k.Input((2,)), k.Dense(3, "tanh", name="d"), k.Activation("relu", name="again")],
        'layer "again" is a second activation behind the layer "d"',
    ),
    "no flatten": (lambda k: [k.Input((8, 8)), k.Dense(3, name="d")], 'layer "d".*8 × 8.*Flatten'),
    "unknown activation": (lambda k: [k.Input((2,)), k.Dense(3, "mish", name="d")], 'layer "d".*"mish".*relu'),
    "no Dense": (lambda k: [k.Input((2,)), k.Activation("linear")], "no Dense layer"),
    "never built": (lambda k: [k.Dense(3, name="d")], 'layer "d" comes first, without an Input'),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_layer_that_is_not_drawn_is_named_with_what_could_be_done(case: str, keras: Any) -> None:
    make, said = REFUSED[case]
    with pytest.raises(UnreadableFile, match=said) as caught:
        from_sequential(keras.Sequential(make(keras.layers)))
    assert re.fullmatch(r"Cannot take the model: .*[^.]\.", str(caught.value))


def test_a_model_that_branches_is_refused(keras: Any) -> None:
    layers = keras.layers
    inputs = layers.Input((2,))
    first, second = layers.Dense(3)(inputs), layers.Dense(3)(inputs)
    with pytest.raises(UnreadableFile, match=r"feeds two layers\. Only a straight line"):
        from_sequential(keras.Model(inputs, layers.Add()([first, second])))
    shared = layers.Dense(2)
    with pytest.raises(UnreadableFile, match="straight line"):
        from_sequential(keras.Model(inputs, shared(shared(inputs))))
    with pytest.raises(UnreadableFile, match="model within the model"):
        from_sequential(keras.Sequential([inputs, keras.Sequential([layers.Dense(1)])]))


def test_the_data_at_hand_stays_if_it_fits(saved: dict[str, tuple[Any, Path]]) -> None:
    current = experiment(data="moons")
    kept = read_model(saved["plain"][1], current)
    assert kept.spec.data == current.data
    assert (kept.spec.seed, kept.spec.training.batch_size) == (current.seed, current.training.batch_size)
    other = read_model(saved["picture"][1], current)
    assert other.spec.data.name == "digits"
    said = next(note for note in other.notes if "Digits" in note)
    both = r"expected an input of 64 numbers \(8 × 8\), but the data has 2"
    assert re.search(f'The data before does not fit: layer ".+": {both}', said)


def test_data_that_does_not_fit_is_told_with_both_shapes(keras: Any, saved: dict[str, tuple[Any, Path]]) -> None:
    iris = ExperimentSpec(data=experiment(data="iris").data)
    with pytest.raises(UnreadableFile, match=r'"first": expected an input of 2 numbers, but the data has 4 \(Iris'):
        read_model(saved["plain"][1], iris, insist=True)
    odd = keras.Sequential([keras.layers.Input((13,)), keras.layers.Dense(7, name="seven")])
    with pytest.raises(UnreadableFile, match=r'layer "seven": expected an input of 13 numbers, but the data has 4'):
        from_sequential(odd, iris)
    with pytest.raises(UnreadableFile, match=r'"seven": the model takes 13 inputs and 7 outputs, and no data set'):
        from_sequential(odd)
    two = keras.Sequential([keras.layers.Input((4,)), keras.layers.Dense(2, name="two")])
    with pytest.raises(UnreadableFile, match=r'layer "two": it has 2 outputs, but the data needs 3'):
        from_sequential(two, "iris")


def test_that_the_data_at_hand_is_standardised_is_said(saved: dict[str, tuple[Any, Path]]) -> None:
    current = experiment(data="moons")
    for standardize in (True, False):
        notes = read_model(saved["plain"][1], current.with_data(standardize=standardize)).notes
        assert any("switch that off" in note for note in notes) == standardize


def test_three_outputs_for_two_classes_are_told_what_is_needed(keras: Any) -> None:
    three = keras.Sequential([keras.layers.Input((2,)), keras.layers.Dense(3, "softmax", name="three")])
    with pytest.raises(UnreadableFile, match=r"it has 3 outputs, but the data needs 1 or 2"):
        from_sequential(three, "moons")


def test_a_loss_that_does_not_suit_the_data_does_not_keep_a_model_out(keras: Any) -> None:
    model = keras.Sequential([keras.layers.Input((2,)), keras.layers.Dense(3, "relu")])
    model.compile("adam", "binary_crossentropy")
    brought = from_sequential(model, "iris_petals")
    assert brought.spec.network.layers[-1] == LayerSpec(3, "relu", name=brought.spec.network.layers[-1].name)
    assert brought.spec.training.loss == PartSpec("sparse_categorical_crossentropy")
    assert any("does not suit this data" in note for note in brought.notes)
    Session.of_model(brought).train(updates=1)
