"""Stop rules: as Keras's EarlyStopping epoch for epoch, said in a sentence, and the same through time and files."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from engine.run.stopping import Watched
from engine.session import Session
from engine.spec import ExperimentSpec, LayerSpec, StopSpec
from engine.trace import Grain
from tests.engine.experiments import experiment, finish

EARLY = StopSpec(early_stopping=True, patience=3)


def noisy(stop: StopSpec, **training: object) -> ExperimentSpec:
    spec = experiment(LayerSpec(4, "tanh"), LayerSpec(1, "sigmoid"), data="xor", loss="binary_crossentropy")
    spec = spec.with_data(samples=60, noise=0.5).with_optimizer(learning_rate=1.0)
    return spec.with_training(stop=stop, batch_size=5, **training)


def play(session: Session, most: int = 5000) -> None:
    """Press play and wait until it ends."""
    for count, _ in enumerate(session.play(None)):
        assert count < most


SERIES = {
    "falls, then rises": [5.0, 4.0, 3.0, 3.1, 3.2, 3.3, 2.0, 1.0],
    "ever better": [5.0, 4.0, 3.0, 2.0, 1.0, 0.5, 0.4, 0.3],
    "equal": [2.0] * 8,
    "hardly better": [3.0, 2.95, 2.9, 2.85, 2.8, 2.75, 2.7, 2.0],
    "not a number": [3.0, float("nan"), float("nan"), 2.0, float("nan"), 3.0, 3.0, 3.0],
    "from below": [0.1, 0.3, 0.2, 0.25, 0.28, 0.29, 0.5, 0.4],
}


@pytest.mark.parametrize("name", SERIES)
@pytest.mark.parametrize("monitor", ["val_loss", "val_accuracy"])
@pytest.mark.parametrize(("patience", "min_delta"), [(0, 0.0), (1, 0.0), (2, 0.0), (3, 0.1), (2, 0.06)])
def test_watching_stops_and_remembers_as_keras_does(
    name: str, monitor: str, patience: int, min_delta: float, keras: ModuleType
) -> None:
    ours = Watched()
    stop = StopSpec(early_stopping=True, monitor=monitor, patience=patience, min_delta=min_delta)
    mode = "max" if monitor == "val_accuracy" else "min"
    theirs = keras.callbacks.EarlyStopping(monitor, min_delta, patience, mode=mode, restore_best_weights=True)
    model = keras.Sequential([keras.layers.Input((1,)), keras.layers.Dense(1)])
    model.compile(metrics=["accuracy"])
    theirs.set_model(model)
    theirs.on_train_begin()
    for epoch, value in enumerate(SERIES[name]):
        theirs.on_epoch_end(epoch, {monitor: value})
        assert ours.see(value, epoch, epoch + 1, stop) == bool(model.stop_training), epoch
        assert (ours.best, ours.best_epoch, ours.waited) == pytest.approx(
            (theirs.best, theirs.best_epoch, theirs.wait), nan_ok=True
        )
        if model.stop_training:
            break


def test_the_run_and_the_weights_brought_back_are_those_of_keras_fit(keras: ModuleType) -> None:
    spec = noisy(EARLY, shuffle=False)
    session = Session(spec)
    model = keras.Sequential(
        [keras.layers.Input((2,)), *(keras.layers.Dense(n.units, n.activation) for n in spec.network.layers)]
    )
    model.set_weights(session.get_weights())
    model.compile(keras.optimizers.SGD(1.0), "binary_crossentropy", metrics=["binary_accuracy"])
    data = session.data
    rule = keras.callbacks.EarlyStopping("val_loss", patience=3, restore_best_weights=True)
    fitted = model.fit(
        data.training.x, data.training.y, batch_size=5, epochs=60, shuffle=False, verbose=0,
        validation_data=(data.validation.x, data.validation.y), callbacks=[rule],
    )  # fmt: skip
    play(session)
    assert 3 < session.epochs < 60, "stopped, and not by the end of patience alone"
    assert session.epochs == len(fitted.epoch)
    np.testing.assert_allclose(session.history.history["val_loss"], fitted.history["val_loss"], rtol=1e-6)
    for ours, theirs in zip(session.get_weights(), model.get_weights(), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-6)


def test_a_stop_says_why_and_playing_goes_on_from_it() -> None:
    session = Session(noisy(EARLY))
    play(session)
    first, update = session.epochs, session.updates
    losses = session.history.history["val_loss"]
    best = int(np.argmin(losses))
    assert first == best + 1 + 3
    assert session.notice.startswith("Early stopping: the validation loss has not fallen below")
    assert f"(epoch {best + 1})" in session.notice
    assert f"The weights of epoch {best + 1}, the best, are back." in session.notice
    assert session.snapshot().notice == session.notice
    assert session.timeline.marks[-1].text == f"best weights of epoch {best + 1}"
    assert session.evaluate()["loss"] == losses[best]
    play(session)
    assert session.epochs >= first + 3 + 1, "watching begins anew"
    assert session.updates > update


def test_an_edit_where_the_best_weights_came_back_leaves_them_their_name() -> None:
    session = Session(noisy(EARLY))
    play(session)
    back, said = session.timeline.marks[-1].text, session.notice
    session.edit(session.spec.with_optimizer(learning_rate=0.123))
    assert session.timeline.marks[-1].text == f"{back}, learning rate 0.123"
    assert session.notice == said
    session.edit(session.spec.with_training(batch_size=7))
    assert session.timeline.marks[-1].text.startswith(f"{back}, ")
    session.set_weights([each * 2.0 for each in session.get_weights()])
    assert "weights set by hand" in session.timeline.marks[-1].text
    assert back not in session.timeline.marks[-1].text


def test_going_back_and_playing_again_ends_at_the_same_stop_with_nothing_added() -> None:
    session = Session(noisy(EARLY))
    play(session)
    weights, update, marks = session.get_weights(), session.updates, session.timeline.marks
    notice = session.notice
    for goal in (0, update - 5, update):
        for _ in session.seek(goal):
            pass
        if goal < update:
            assert session.notice == ""
            play(session)
        assert (session.updates, session.notice, session.timeline.marks) == (update, notice, marks)
        assert not session.timeline.branches
        for ours, kept in zip(session.get_weights(), weights, strict=True):
            np.testing.assert_array_equal(ours, kept)


def test_a_saved_run_stops_where_the_unsaved_one_does(tmp_path: Path) -> None:
    whole, saved = Session(noisy(EARLY)), Session(noisy(EARLY))
    play(whole)
    saved.train(epochs=whole.epochs - 2)
    saved.save(tmp_path / "run.chainrule")
    opened = Session.open(tmp_path / "run.chainrule")
    play(opened)
    assert (opened.updates, opened.notice) == (whole.updates, whole.notice)
    for ours, theirs in zip(opened.get_weights(), whole.get_weights(), strict=True):
        np.testing.assert_array_equal(ours, theirs)
    opened.save(tmp_path / "stopped.chainrule")
    again = Session.open(tmp_path / "stopped.chainrule")
    assert again.notice == whole.notice
    assert again.history.history == whole.history.history
    play(again)
    play(whole)
    assert again.updates == whole.updates
    for ours, theirs in zip(again.get_weights(), whole.get_weights(), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_epochs_and_a_low_loss_stop_once_and_let_go_on() -> None:
    session = Session(noisy(StopSpec(after_epochs=True), epochs=4))
    play(session)
    assert session.epochs == 4
    assert session.notice == "4 epochs done. Play goes on for as many again."
    play(session)
    assert session.epochs == 8
    low = Session(noisy(StopSpec(loss_below=0.6)))
    play(low)
    losses = list(low.history.history["loss"])
    assert losses[-1] < 0.6 <= min(losses[:-1])
    assert "below 0.6" in low.notice
    assert low.stopped
    low.train(epochs=1)
    assert low.epochs == len(losses) + 1
    assert low.stopped == (losses[-1] >= 0.6), "it is still below: that is no news"


def test_without_rules_nothing_stops_and_training_ends_with_the_best_where_asked() -> None:
    endless = Session(noisy(StopSpec()))
    endless.train(epochs=30)
    assert endless.epochs == 30
    assert endless.restore_best() == ""
    patient = Session(noisy(StopSpec(early_stopping=True, patience=1000)))
    patient.train(epochs=30)
    losses = patient.history.history["val_loss"]
    best = int(np.argmin(losses))
    assert patient.restore_best() == ("" if best == 29 else f"best weights of epoch {best + 1}")
    assert patient.evaluate()["loss"] == losses[best]
    kept = Session(noisy(StopSpec(early_stopping=True, patience=3, restore_best_weights=False)))
    play(kept)
    assert "are back" not in kept.notice
    assert not kept.timeline.marks


@pytest.mark.parametrize("grain", [Grain.EPOCH, Grain.BATCH, Grain.LAYER])
def test_stepping_obeys_the_rules_as_playing_does(grain: Grain) -> None:
    played, stepped = Session(noisy(EARLY)), Session(noisy(EARLY))
    play(played)
    stepped.train(updates=played.updates - 2)
    for _ in range(100):
        if stepped.notice:
            break
        finish(stepped.step(grain))
    assert (stepped.updates, stepped.notice) == (played.updates, played.notice)
    np.testing.assert_array_equal(stepped.state().weights, played.state().weights)
    assert stepped.timeline.marks == played.timeline.marks
    stop = stepped.updates
    finish(stepped.step(Grain.BATCH))
    assert stepped.updates == stop + 1
    finish(stepped.seek(stop - 1))
    for _ in range(2):
        finish(stepped.step(Grain.BATCH))
    assert (stepped.updates, stepped.notice) == (stop, played.notice)
