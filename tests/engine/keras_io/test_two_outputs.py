"""Keras's Dense(2, "softmax") for two classes: it comes in, is judged and trained as by Keras, and goes out again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.keras_io import from_sequential
from engine.keras_io.reading import read_model
from engine.session import Session
from engine.spec import ExperimentSpec, PartSpec
from tests.engine.experiments import experiment
from tests.engine.keras_io.keras_models import answers_agree

SPARSE, PLAIN = "sparse_categorical_crossentropy", "categorical_crossentropy"


def _model(keras: Any, inputs: int, loss: str | None) -> Any:
    layers = keras.layers
    model = keras.Sequential([layers.Input((inputs,)), layers.Dense(4, "tanh"), layers.Dense(2, "softmax")])
    if loss is not None:
        model.compile("adam", loss, metrics=["accuracy"])
    return model


def _current(name: str) -> ExperimentSpec:
    return experiment(data=name).with_data(standardize=True)


@pytest.mark.parametrize("loss", [SPARSE, PLAIN, "mean_squared_error", None])
@pytest.mark.parametrize(("name", "inputs"), [("xor", 2), ("circle", 2), ("breast_cancer", 30)])
def test_it_opens_beside_data_of_two_classes(
    keras: Any, tmp_path: Path, name: str, inputs: int, loss: str | None
) -> None:
    model = _model(keras, inputs, loss)
    model.save(tmp_path / "two.keras")
    opened = read_model(tmp_path / "two.keras", _current(name))
    assert opened.spec.data == _current(name).data
    assert opened.spec.training.loss == PartSpec(loss or SPARSE)
    session = Session.of_model(opened)
    answers_agree(model, session)
    session.train(updates=3)
    session.export(tmp_path / "back.keras")
    answers_agree(keras.models.load_model(tmp_path / "back.keras"), session)


def test_without_data_at_hand_two_classes_are_found(keras: Any) -> None:
    brought = from_sequential(_model(keras, 2, SPARSE))
    info = Session.of_model(brought).data.info
    assert (info.task, len(info.classes)) == ("binary", 2)
    assert from_sequential(_model(keras, 2, "binary_crossentropy")).spec.data.name == "two_labels"


@pytest.mark.parametrize("loss", [SPARSE, PLAIN])
def test_it_trains_on_own_arrays_as_keras_fits_them(keras: Any, loss: str) -> None:
    x = np.random.default_rng(3).normal(size=(50, 3))
    labels = (x[:, 0] * x[:, 1] > 0).astype(int)
    model = _model(keras, 3, loss)
    y = labels if loss == SPARSE else np.eye(2)[labels]
    brought = from_sequential(model, (x, y))
    spec = brought.spec.with_training(shuffle=False, batch_size=8)
    session = Session(spec)
    session.set_weights(brought.weights)
    rows = session.data.training.rows
    history = model.fit(x[rows], y[rows], epochs=3, batch_size=8, shuffle=False, verbose=0).history
    session.train(epochs=3)
    for name in ("loss", "accuracy"):
        np.testing.assert_allclose(session.history.history[name], history[name], rtol=1e-4)
    for mine, theirs in zip(session.get_weights(), model.get_weights(), strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-3, atol=1e-5)
