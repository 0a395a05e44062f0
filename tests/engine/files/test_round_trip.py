"""An opened run is the saved one: same weights, same numbers, same next hundred updates, to the bit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.catalog import optimizers
from engine.session import Session, UnreadableFile, UnwritableFile, data_info
from engine.spec import ExperimentSpec, LayerSpec, Parameters, to_json
from engine.spec.training_problems import offered_metrics
from engine.trace import Grain, event_count
from tests.engine.experiments import experiment

EVENTS = event_count(2)


def assert_same(a: Session, b: Session) -> None:
    """Every number that a person could see is the same."""
    for mine, other in zip(a.get_weights(), b.get_weights(), strict=True):
        np.testing.assert_array_equal(mine, other)
    assert (a.updates, a.epochs) == (b.updates, b.epochs)
    assert a.history.history == b.history.history
    assert a.history.epoch == b.history.epoch
    mine, other = a.snapshot(), b.snapshot()
    assert (mine.phase, mine.layer, mine.events_done) == (other.phase, other.layer, other.events_done)
    assert (mine.batch, mine.batch_loss, mine.latest) == (other.batch, other.batch_loss, other.latest)
    for name in ("x", "y", "low", "high", "epochs"):
        np.testing.assert_array_equal(getattr(mine.curves, name), getattr(other.curves, name))
    assert mine.curves.by_epoch.keys() == other.curves.by_epoch.keys()
    for name, values in mine.curves.by_epoch.items():
        np.testing.assert_array_equal(values, other.curves.by_epoch[name])


def reopened(session: Session, folder: Path) -> Session:
    session.save(folder / "run.chainrule")
    return Session.open(folder / "run.chainrule")


@pytest.mark.parametrize("name", optimizers.names())
def test_every_optimizer_goes_on_to_the_bit(name: str, tmp_path: Path) -> None:
    session = Session(experiment(optimizer=name))
    session.train(updates=13)
    opened = reopened(session, tmp_path)
    assert opened.spec == session.spec
    assert_same(session, opened)
    session.train(updates=100)
    opened.train(updates=100)
    assert_same(session, opened)
    assert session.epochs > 10


@pytest.mark.parametrize("name", ["sgd", "nadam"])
@pytest.mark.parametrize("events", [1, 2, 3, 5, EVENTS - 1])
def test_a_run_saved_inside_an_update_goes_on_inside_it(name: str, events: int, tmp_path: Path) -> None:
    session = Session(experiment(optimizer=name))
    session.train(updates=4)
    for _ in range(events):
        for _ in session.step(Grain.LAYER):
            pass
    assert session.snapshot().phase is not None
    opened = reopened(session, tmp_path)
    assert_same(session, opened)
    session.train(updates=100)
    opened.train(updates=100)
    assert_same(session, opened)


@pytest.mark.parametrize(
    "spec",
    [
        experiment(LayerSpec(1, "linear"), data="plane", loss="mean_squared_error"),
        experiment(LayerSpec(3, "softmax"), data="iris_petals", loss="sparse_categorical_crossentropy"),
        experiment().with_data(validation_share=0.0),
        experiment().with_optimizer(name="sgd", parameters=Parameters(momentum=0.9, nesterov=1.0)),
        replace(experiment(), name="Köln — ν"),
    ],
    ids=["regression", "classes", "no-validation", "parameters", "unicode"],
)
def test_every_kind_of_experiment_comes_back(spec: ExperimentSpec, tmp_path: Path) -> None:
    session = Session(spec)
    session.train(epochs=3)
    opened = reopened(session, tmp_path)
    assert opened.spec == spec
    session.train(updates=20)
    opened.train(updates=20)
    assert_same(session, opened)


def test_a_fresh_run_comes_back(tmp_path: Path) -> None:
    session = Session(experiment())
    assert_same(session, reopened(session, tmp_path))


def test_the_same_run_gives_the_same_file(tmp_path: Path) -> None:
    files = []
    for name in ("a.chainrule", "b.chainrule"):
        session = Session(experiment())
        session.train(epochs=2)
        session.save(tmp_path / name)
        files.append((tmp_path / name).read_bytes())
    assert files[0] == files[1]


def test_an_edited_run_comes_back(tmp_path: Path) -> None:
    session = Session(experiment())
    session.train(epochs=2)
    session.edit(session.spec.with_layer(0, units=5).with_optimizer(name="adam"))
    session.train(epochs=2)
    opened = reopened(session, tmp_path)
    assert_same(session, opened)
    assert opened.state().iterations < opened.updates


def test_an_experiment_in_json_opens_at_its_first_weights(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_bytes(to_json(experiment()))
    assert_same(Session.open(path), Session(experiment()))


def test_a_diverged_run_is_not_saved(tmp_path: Path) -> None:
    session = Session(experiment())
    weights = session.get_weights()
    session._trainer.backend.network.weights[0] = np.nan
    with pytest.raises(UnwritableFile, match=r"diverged.*Reset"):
        session.save(tmp_path / "run.chainrule")
    assert not list(tmp_path.iterdir())
    session.set_weights(weights)
    session.save(tmp_path / "run.chainrule")


def test_a_saved_run_is_named_chainrule(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile, match=r"ends in \.chainrule"):
        Session(experiment()).save(tmp_path / "run.png")


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="there is no such file"):
        Session.open(tmp_path / "gone.chainrule")
    with pytest.raises(UnreadableFile, match="it is a folder"):
        Session.open(tmp_path)


def test_a_run_with_every_metric_opens_again(tmp_path: Path) -> None:
    layers = LayerSpec(3), LayerSpec(1, "linear")
    for base in (experiment(), experiment(*layers, data="plane", loss="mean_squared_error")):
        spec = base.with_training(metrics=offered_metrics(base, data_info(base.data)))
        session = Session(spec.with_optimizer(learning_rate=0.001))
        session.train(epochs=2)
        session.save(tmp_path / "a.chainrule")
        opened = Session.open(tmp_path / "a.chainrule")
        assert opened.history.history == session.history.history
