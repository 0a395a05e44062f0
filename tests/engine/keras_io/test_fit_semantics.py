"""What `keras.Model.fit` means by validation_split, validation_data, class and sample weights, and what we do."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from engine.keras_io.autodiff import precision
from engine.presets import preset
from engine.session import Session
from engine.spec import ExperimentSpec, PartSpec
from engine.spec.example_weights import with_example_weights
from tests.engine.keras_twin import keras_model, keras_optimizer

EPOCHS = 2  # Keras takes the settings of its optimizer in single precision, so figures agree to 1e-5
IN_ORDER = preset("iris-all").spec.with_data(shuffled=False, standardize=False, validation_share=0.15)
WEIGHTS = np.linspace(0.0, 3.0, 150)


@pytest.fixture(scope="module")
def keras() -> Any:
    import keras

    return keras


def _fitted(keras: Any, session: Session, **given: Any) -> dict[str, list[float]]:
    """Keras's History over the whole set in its own order, from the session's first weights."""
    spec, data = session.spec, session.data
    x = np.stack(data.columns, axis=1)
    y = np.concatenate([data.training.y, data.validation.y])
    model = keras_model(keras, spec, session.get_weights())
    metrics = ["accuracy"]
    model.compile(keras_optimizer(keras, spec), spec.training.loss.name, metrics=metrics)
    if spec.training.loss.name == "categorical_crossentropy":
        y = keras.utils.to_categorical(y, 3)
    given = {"validation_split": spec.data.validation_share} | given
    if "validation_data" in given:
        given.pop("validation_split")
        count = len(data.training)
        x, y, given["validation_data"] = x[:count], y[:count], (x[count:], y[count:])
    history = model.fit(x, y, epochs=EPOCHS, shuffle=False, batch_size=spec.training.batch_size, verbose=0, **given)
    found: dict[str, list[float]] = history.history
    return found


def _agree(keras: Any, spec: ExperimentSpec, **given: Any) -> None:
    spec = spec.with_training(shuffle=False)
    session = Session(spec)
    with precision(keras, "float64"):
        theirs = _fitted(keras, session, **given)
    session.train(epochs=EPOCHS)
    ours = session.history.history
    assert set(ours) == set(theirs)
    for name, values in ours.items():
        np.testing.assert_allclose(theirs[name], values, rtol=1e-5, err_msg=name)


def test_validation_split_takes_the_last_part_before_shuffling(keras: Any) -> None:
    session = Session(IN_ORDER)
    count = math.floor(150 * 0.85)
    assert session.data.training.rows.tolist() == list(range(count))
    assert session.data.validation.rows.tolist() == list(range(count, 150))
    _agree(keras, IN_ORDER)


def test_validation_data_is_judged_at_the_end_of_each_epoch(keras: Any) -> None:
    _agree(keras, IN_ORDER, validation_data=True)


def test_class_weights(keras: Any) -> None:
    spec = IN_ORDER.with_training(class_weight=(0.5, 1.0, 4.0))
    _agree(keras, spec, class_weight={0: 0.5, 1: 1.0, 2: 4.0})


def test_example_weights_are_of_training_alone(keras: Any) -> None:
    """As with validation_data: given a validation_split, Keras weighs what it splits off, too."""
    count = math.floor(150 * 0.85)
    weighed = with_example_weights(IN_ORDER, WEIGHTS)
    _agree(keras, weighed, sample_weight=WEIGHTS[:count], validation_data=True)


def test_one_hot_labels_under_the_plain_cross_entropy_and_class_numbers_under_the_sparse_one(keras: Any) -> None:
    plain = IN_ORDER.with_training(loss=PartSpec("categorical_crossentropy"))
    sparse = IN_ORDER.with_training(loss=PartSpec("sparse_categorical_crossentropy"))
    _agree(keras, plain)
    _agree(keras, sparse)
    losses = []
    for spec in (plain, sparse):
        session = Session(spec)
        session.train(epochs=1)
        losses.append(session.history.history["loss"])
    np.testing.assert_allclose(losses[0], losses[1], rtol=1e-12)
