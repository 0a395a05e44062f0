"""After an edit no figure of the experiment before it passes for one of the experiment as it is now."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from engine.diagnostics import little_work
from engine.session import Session
from engine.spec import ExperimentSpec, LayerSpec, OptimizerSpec, PartSpec
from engine.trace import Snapshot
from tests.engine.experiments import experiment

Change = Callable[[ExperimentSpec], ExperimentSpec]
TRAINING, VALIDATION = {"loss", "accuracy"}, {"val_loss", "val_accuracy"}
JUDGED = VALIDATION | {"train_loss", "train_accuracy"}
OLD = TRAINING | {"batch"}


def deeper(spec: ExperimentSpec) -> ExperimentSpec:
    return replace(spec, network=spec.network.with_layer_added(1, LayerSpec(4, "tanh")))


RELEVANT: dict[str, Change] = {
    "layer": deeper,
    "units": lambda s: s.with_layer(0, units=5),
    "activation": lambda s: s.with_layer(0, activation="relu"),
    "penalty": lambda s: s.with_layer(0, l2=0.5),
    "points": lambda s: s.with_data(samples=90),
    "noise": lambda s: s.with_data(noise=0.4),
    "validation share": lambda s: s.with_data(validation_share=0.3),
    "standardise": lambda s: s.with_data(standardize=True),
    "loss": lambda s: s.with_training(loss=PartSpec("mean_squared_error")),
}
IRRELEVANT: dict[str, Change] = {
    "rate": lambda s: s.with_optimizer(learning_rate=0.4),
    "optimizer": lambda s: s.with_training(optimizer=OptimizerSpec("adam", 0.01)),
    "batch": lambda s: s.with_training(batch_size=3),
    "name": lambda s: replace(s, name="another"),
    "initializer": lambda s: s.with_layer(0, kernel_initializer=PartSpec("he_normal")),
}


def trained() -> Session:
    session = Session(experiment())
    session.train(3)
    session.train(updates=2)
    return session


def current_validation(session: Session) -> dict[str, float]:
    """What is measured of the weights as they are."""
    parts = {"val_": session.evaluate("validation"), "train_": session.evaluate("training")}
    return {f"{part}{name}": value for part, figures in parts.items() for name, value in figures.items()}


def validation(moment: Snapshot) -> dict[str, float]:
    return {name: value for name, value in moment.latest.items() if name in JUDGED}


@pytest.mark.parametrize("change", RELEVANT.values(), ids=RELEVANT)
def test_after_an_edit_validation_is_taken_anew_and_training_is_of_before(change: Change) -> None:
    session = trained()
    assert session.snapshot().outdated == frozenset()
    before = dict(session.snapshot().latest)
    session.edit(change(session.spec))
    moment = session.snapshot()
    assert moment.outdated == OLD
    assert {name: moment.latest[name] for name in TRAINING} == {name: before[name] for name in TRAINING}
    assert validation(moment) == current_validation(session)
    session.train(updates=1)
    assert session.snapshot().outdated == TRAINING
    session.train(1)
    assert session.snapshot().outdated == frozenset()
    assert session.history.history["val_loss"][-1] == session.snapshot().latest["val_loss"]
    assert len(session.history.history["val_loss"]) == 4


@pytest.mark.parametrize("change", IRRELEVANT.values(), ids=IRRELEVANT)
def test_how_it_is_trained_from_now_on_leaves_figures_true(change: Change) -> None:
    session = trained()
    before = dict(session.snapshot().latest)
    session.edit(change(session.spec))
    assert session.snapshot().outdated == frozenset()
    assert dict(session.snapshot().latest) == before


def test_what_takes_too_long_is_of_before_too(monkeypatch: pytest.MonkeyPatch) -> None:
    session = trained()
    monkeypatch.setattr(little_work, "LITTLE_WORK", 0)
    before = dict(session.snapshot().latest)
    session.edit(deeper(session.spec))
    assert session.snapshot().outdated == OLD | JUDGED
    assert dict(session.snapshot().latest) == before


def test_two_edits_and_an_edit_taken_back() -> None:
    session = trained()
    spec, before = session.spec, dict(session.snapshot().latest)
    session.edit(deeper(spec))
    now = validation(session.snapshot())
    session.edit(deeper(spec).with_optimizer(learning_rate=0.4))
    assert session.snapshot().outdated == OLD
    assert validation(session.snapshot()) == now
    session.edit(spec)
    assert session.snapshot().outdated == frozenset()
    assert {name: session.snapshot().latest[name] for name in TRAINING} == {n: before[n] for n in TRAINING}
    session.edit(deeper(spec))
    session.train(1)
    session.edit(deeper(spec).with_optimizer(learning_rate=0.1))
    last = session.snapshot()
    assert last.outdated == frozenset()
    assert validation(last) == {n: float(last.curves.by_epoch[n][-1]) for n in JUDGED}


def test_weights_set_by_hand_outdate_figures_too() -> None:
    session = trained()
    session.set_weights([w * 3 for w in session.get_weights()])
    assert session.snapshot().outdated == OLD
    assert validation(session.snapshot()) == current_validation(session)


@pytest.mark.parametrize("change", RELEVANT.values(), ids=RELEVANT)
def test_at_the_first_weights_the_figures_are_those_of_what_stands_there(change: Change) -> None:
    session = Session(experiment())
    session.edit(change(session.spec))
    moment = session.snapshot()
    assert moment.outdated == frozenset()
    assert dict(moment.latest) == current_validation(session)
    assert moment.curves.by_epoch["val_loss"].tolist() == [moment.latest["val_loss"]]
    assert moment.timeline is not None
    assert (moment.timeline.marks, moment.timeline.branches) == ((), ())


def test_at_the_first_weights_of_something_large_there_are_no_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(experiment())
    assert session.snapshot().latest
    monkeypatch.setattr(little_work, "LITTLE_WORK", 0)
    session.edit(deeper(session.spec))
    assert (session.snapshot().latest, session.snapshot().outdated) == ({}, frozenset())


def test_going_through_time_finds_the_figures_as_they_were() -> None:
    session = trained()
    at = session.updates
    session.edit(deeper(session.spec))
    edited = session.snapshot()
    session.train(2)
    for _ in session.seek(at):
        pass
    moment = session.snapshot()
    assert moment.outdated == OLD
    assert dict(moment.latest) == dict(edited.latest)
    for _ in session.seek(at - 1):
        pass
    assert session.snapshot().outdated == frozenset()
    session.train(updates=1)
    assert session.snapshot().outdated == edited.outdated
    assert dict(session.snapshot().latest) == dict(edited.latest)


def test_without_a_validation_part_there_is_nothing_to_take_anew() -> None:
    session = Session(experiment().with_data(validation_share=0.0))
    session.train(2)
    session.edit(deeper(session.spec))
    assert session.snapshot().outdated == OLD
    assert np.isfinite(list(session.snapshot().latest.values())).all()
