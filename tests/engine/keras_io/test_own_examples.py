"""A live model with the arrays that it is trained on: the same answers and the same loss as Keras's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.catalog.data_source import DataProblem
from engine.data import data_info
from engine.keras_io import from_sequential
from engine.session import Session
from engine.spec import choosable_columns
from engine.spec.edits import other_data

RNG = np.random.default_rng(4)
X = RNG.normal(size=(60, 3))
LABELS = RNG.integers(0, 4, 60)
CASES: dict[str, tuple[int, str, str, Any, str]] = {
    "class numbers": (4, "softmax", "sparse_categorical_crossentropy", LABELS, "multiclass"),
    "one-hot rows": (4, "softmax", "categorical_crossentropy", np.eye(4)[LABELS], "multiclass"),
    "two classes with an output each": (2, "softmax", "sparse_categorical_crossentropy", LABELS % 2, "binary"),
    "yes or no": (1, "sigmoid", "binary_crossentropy", LABELS % 2, "binary"),
    "several answers": (2, "sigmoid", "binary_crossentropy", (X[:, :2] > 0) * 1.0, "multilabel"),
    "a number": (1, "linear", "mean_squared_error", X[:, 0] ** 2, "regression"),
    "several numbers": (3, "linear", "mean_absolute_error", X**2, "regression"),
}


@pytest.mark.parametrize("case", CASES)
def test_own_arrays_are_judged_as_keras_judges_them(case: str, keras: Any) -> None:
    units, activation, loss, y, task = CASES[case]
    layers = keras.layers
    model = keras.Sequential([layers.Input((3,)), layers.Dense(5, "tanh"), layers.Dense(units, activation)])
    model.compile("sgd", loss)
    session = Session.of_model(from_sequential(model, (X, y)))
    assert session.data.info.task == task
    assert len(session.data.training) == 48
    np.testing.assert_allclose(session.predict(X), np.asarray(model(X)), rtol=1e-5, atol=1e-6)
    rows = session.data.training.rows
    theirs = model.evaluate(X[rows], np.asarray(y)[rows], verbose=0)
    assert session.evaluate("training")["loss"] == pytest.approx(theirs, rel=1e-5)


@pytest.mark.parametrize("shape", [(4, 5), (4, 5, 1)])
def test_pictures_are_pictures_fed_row_by_row(keras: Any, tmp_path: Path, shape: tuple[int, ...]) -> None:
    pictures, labels = RNG.random((40, *shape)), RNG.integers(0, 3, 40)
    model = keras.Sequential([keras.layers.Input(shape), keras.layers.Flatten(), keras.layers.Dense(3, "softmax")])
    model.compile("adam", "sparse_categorical_crossentropy")
    brought = from_sequential(model, (pictures, labels))
    session = Session.of_model(brought)
    info = session.data.info
    assert (info.image, info.inputs[0], info.inputs[-1]) == ((4, 5), "pixel 1,1", "pixel 4,5")
    assert choosable_columns(brought.spec.data) == ()
    assert not any("plain numbers" in note for note in brought.notes)
    rows = pictures.reshape(40, 20)
    np.testing.assert_allclose(session.predict(rows), np.asarray(model(pictures)), rtol=1e-5, atol=1e-6)
    session.train(updates=3)
    session.save(tmp_path / "pictures.chainrule")
    again = Session.open(tmp_path / "pictures.chainrule")
    assert again.data.info.image == (4, 5)
    again.export(tmp_path / "back.keras")
    back = keras.models.load_model(tmp_path / "back.keras")
    assert back.input_shape == (None, 4, 5)
    np.testing.assert_allclose(again.predict(rows), np.asarray(back(rows.reshape(40, 4, 5))), rtol=1e-5, atol=1e-6)
    again.export(tmp_path / "program.py")
    with np.load(tmp_path / "program.npz") as arrays:
        assert arrays["X_train"].shape[1:] == (4, 5)


ODD = RNG.random((40, 4, 5)) * 255.0, RNG.random((40, 4, 5)) - 0.5, RNG.random((40, 2, 5, 2))


@pytest.mark.parametrize("x", ODD)
def test_what_cannot_be_drawn_as_a_picture_is_numbers_and_says_so(keras: Any, x: np.ndarray) -> None:
    model = keras.Sequential([keras.layers.Input(x.shape[1:]), keras.layers.Flatten(), keras.layers.Dense(3)])
    brought = from_sequential(model, (x, RNG.integers(0, 3, 40)))
    assert brought.spec.data.image == ()
    assert any("X is taken as plain numbers" in note for note in brought.notes)


def test_other_data_leave_the_picture_size_behind(keras: Any) -> None:
    model = keras.Sequential([keras.layers.Input((4, 5)), keras.layers.Flatten(), keras.layers.Dense(3)])
    spec = from_sequential(model, (RNG.random((40, 4, 5)), RNG.integers(0, 3, 40))).spec
    assert other_data(spec.data, "iris").image == ()
    for image, said in (
        ((4, 4), "do not go with 20 inputs"),
        ((20,), "Pictures of 20 pixels"),
        ((4, 5, 1), "4 × 5 × 1"),
    ):
        with pytest.raises(DataProblem, match=said):
            data_info(replace(spec.data, image=image))


@pytest.mark.parametrize(
    ("x", "y", "said"),
    [
        (X, LABELS[:50], "60 examples, but y has 50"),
        (X, LABELS + 1, "from 0 to 3, but y has 4"),
        (X, LABELS + 0.5, "whole numbers"),
        (X * np.nan, LABELS, "X has a value that is NaN"),
        (X, ["a"] * 60, "y holds something that is no number"),
        (np.zeros((0, 3)), [], "X has no examples"),
    ],
)
def test_arrays_that_cannot_be_learned_from_are_told(keras: Any, x: Any, y: Any, said: str) -> None:
    model = keras.Sequential([keras.layers.Input((3,)), keras.layers.Dense(4, "softmax")])
    model.compile("sgd", "sparse_categorical_crossentropy")
    with pytest.raises(DataProblem, match=said):
        from_sequential(model, (x, y))
