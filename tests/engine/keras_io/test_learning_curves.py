"""The learning curves beside those of `keras.Model.fit` on the same batches, and beside its `evaluate`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.diagnostics import little_work
from engine.keras_io.autodiff import precision
from engine.presets import preset
from engine.session import Session
from tests.engine.keras_twin import keras_model, keras_optimizer

EPOCHS = 3  # Keras takes the settings of its optimizer in single precision, so figures agree to 1e-5
SPEC = preset("iris-all").spec.with_data(shuffled=False, validation_share=0.2).with_training(shuffle=False)


def _keras_curves(keras: Any, session: Session) -> tuple[Any, dict[str, list[float]]]:
    """Keras's History, and its evaluate of the training part at the end of every epoch under our names."""
    data, spec = session.data, session.spec
    model = keras_model(keras, spec, session.get_weights())
    model.compile(keras_optimizer(keras, spec), spec.training.loss.name, metrics=["accuracy"])
    x, y = data.training.x, data.training.y
    held = (data.validation.x, data.validation.y)
    again: dict[str, list[float]] = {"train_loss": [], "train_accuracy": []}

    class Evaluate(keras.callbacks.Callback):  # type: ignore[misc]
        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            twin = keras_model(keras, spec, model.get_weights())  # fit's own evaluation state is left alone
            twin.compile(loss=spec.training.loss.name, metrics=["accuracy"])
            figures = twin.evaluate(x, y, verbose=0, return_dict=True)
            for name in again:
                again[name].append(figures[name.removeprefix("train_")])

    size = spec.training.batch_size
    history = model.fit(
        x, y, batch_size=size, epochs=EPOCHS, shuffle=False, verbose=0, validation_data=held, callbacks=[Evaluate()]
    )
    return history, again


def test_the_curves_are_those_of_fit_and_evaluate(keras: Any) -> None:
    session = Session(SPEC)
    with precision(keras, "float64"):
        theirs, again = _keras_curves(keras, session)
    ours = session.train(EPOCHS)
    assert (ours.epoch, ours.params) == (theirs.epoch, theirs.params)
    assert set(ours.history) == set(theirs.history), "measured again is no figure of Keras's"
    for name, values in ours.history.items():
        np.testing.assert_allclose(theirs.history[name], values, rtol=1e-5, err_msg=name)
    view = session.curves.view()
    for name, expected in again.items():
        np.testing.assert_allclose(view.by_epoch[name][1:], expected, rtol=1e-5, err_msg=name)
    assert view.epochs.tolist() == [0.0, 1.0, 2.0, 3.0]


def test_a_large_training_part_is_measured_again_only_where_that_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(little_work, "LITTLE_WORK", 0)
    session = Session(SPEC)
    session.train(1)
    assert "train_loss" not in session.snapshot().latest
    session.edit(session.spec.with_training(measure_again=True))
    session.train(1)
    figures = session.evaluate("training")
    assert {name: session.snapshot().latest[f"train_{name}"] for name in figures} == figures


def test_the_third_curve_is_saved_and_found_again(tmp_path: Path) -> None:
    session = Session(SPEC)
    session.train(2)
    session.train(updates=1)
    session.save(tmp_path / "run.chainrule")
    back = Session.open(tmp_path / "run.chainrule")
    for each in (session, back):
        each.train(1)
    one, other = (each.curves.view().by_epoch for each in (session, back))
    assert one.keys() == other.keys()
    assert all(np.array_equal(one[name], other[name], equal_nan=True) for name in one)
    assert np.isfinite(one["train_loss"]).all()


@pytest.fixture(scope="module")
def keras() -> Any:
    import keras

    return keras
