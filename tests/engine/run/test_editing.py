"""What an edit keeps: neurons that stay keep their weights, neurons that return get theirs back."""

from dataclasses import replace

import numpy as np
import pytest

from engine.catalog import activations, optimizers
from engine.session import Session
from engine.spec import DataSpec, LayerSpec, OptimizerSpec
from engine.trace import Grain
from tests.engine.experiments import experiment
from tests.engine.run.test_outdated_figures import IRRELEVANT, RELEVANT, Change

THREE = (LayerSpec(4, "tanh"), LayerSpec(3, "tanh"), LayerSpec(1, "sigmoid"))


def trained(optimizer: str = "adam") -> Session:
    session = Session(experiment(*THREE, optimizer=optimizer))
    session.train(3)
    return session


def test_a_neuron_more_keeps_all_other_weights() -> None:
    session = trained()
    before = session.get_weights()
    session.edit(session.spec.with_layer(0, units=5))
    after = session.get_weights()
    np.testing.assert_array_equal(after[0][:, :4], before[0])
    np.testing.assert_array_equal(after[1][:4], before[1])
    np.testing.assert_array_equal(after[2][:4], before[2])
    for same in (3, 4, 5):
        np.testing.assert_array_equal(after[same], before[same])
    assert after[0][:, 4].any()


def test_a_removed_neuron_comes_back_with_the_weights_it_left_with_and_others_keep_what_they_learned() -> None:
    session = trained()
    spec, left = session.spec, session.get_weights()
    session.edit(spec.with_layer(0, units=3))
    session.train(2)
    meanwhile = session.get_weights()
    session.edit(spec)
    back = session.get_weights()
    np.testing.assert_array_equal(back[0][:, 3], left[0][:, 3])
    np.testing.assert_array_equal(back[2][3], left[2][3])
    np.testing.assert_array_equal(back[0][:, :3], meanwhile[0])
    np.testing.assert_array_equal(back[2][:3], meanwhile[2])
    assert (meanwhile[0] != left[0][:, :3]).any()


def test_a_layer_added_and_removed_leaves_the_others_alone() -> None:
    session = trained()
    spec, before = session.spec, session.get_weights()
    session.edit(replace(spec, network=spec.network.with_layer_added(1, LayerSpec(5, "relu"))))
    after = session.get_weights()
    np.testing.assert_array_equal(after[0], before[0])
    np.testing.assert_array_equal(after[6], before[4])
    session.edit(spec)
    for now, then in zip(session.get_weights(), before, strict=True):
        np.testing.assert_array_equal(now, then)


@pytest.mark.parametrize(
    "change",
    [
        lambda s: s.with_layer(0, activation="relu"),
        lambda s: s.with_layer(1, l2=0.01),
        lambda s: s.with_optimizer(learning_rate=0.5),
        lambda s: s.with_training(optimizer=OptimizerSpec("rmsprop", 0.01)),
        lambda s: s.with_training(batch_size=3),
        lambda s: s.with_data(noise=0.3),
    ],
    ids=["activation", "regularizer", "learning rate", "optimizer", "batch size", "noise"],
)
def test_edits_that_keep_every_weight_and_the_place_in_the_run(change) -> None:  # type: ignore[no-untyped-def]
    session = trained()
    before, updates = session.get_weights(), session.updates
    session.edit(change(session.spec))
    for now, then in zip(session.get_weights(), before, strict=True):
        np.testing.assert_array_equal(now, then)
    assert session.updates == updates
    session.train(updates=2)
    assert session.updates == updates + 2


def test_the_optimizer_keeps_its_state_with_the_neurons_that_stay() -> None:
    session = trained()
    moment = session.state().slots["momentum" if "momentum" in session.state().slots else "m"]
    first_layer = moment[:8].reshape(2, 4)
    session.edit(session.spec.with_layer(0, units=5))
    grown = next(iter(session.state().slots.values()))
    np.testing.assert_array_equal(grown[:10].reshape(2, 5)[:, :4], first_layer)
    assert (grown[:10].reshape(2, 5)[:, 4] == 0).all()
    assert session.state().iterations == session.updates


def test_a_batch_size_changed_inside_an_epoch_still_uses_every_example_once() -> None:
    session = Session(experiment())
    rows: list[int] = []

    def one_update() -> None:
        list(session.trace())
        rows.extend(session._trainer.record.rows.tolist())  # type: ignore[union-attr]

    one_update()
    session.edit(session.spec.with_training(batch_size=4))
    batches = []
    while session.epochs == 0:
        moment = session.snapshot()
        batches.append((moment.batch, moment.batches))
        one_update()
    assert sorted(rows) == list(range(30))
    assert batches == [(done, 8) for done in (2, 2, 3, 4, 5, 6)]  # at rest, then the one stepped through


def test_another_data_set_or_seed_begins_anew() -> None:
    session = trained()
    session.edit(replace(session.spec, seed=77))
    assert session.updates == 0
    session.train(1)
    session.edit(replace(session.spec, data=DataSpec("moons", 60)))
    assert session.updates == 0
    assert session.history.history == {}


def test_an_edit_between_the_layers_of_a_step_begins_the_update_anew() -> None:
    session = trained()
    for _ in range(4):
        list(session.step(Grain.LAYER))
    updates = session.updates
    session.edit(session.spec.with_layer(0, activation="relu"))
    assert session.snapshot().phase is None
    session.train(updates=1)
    assert session.updates == updates + 1


@pytest.mark.parametrize("optimizer", optimizers.names())
def test_every_optimizer_survives_growing_and_shrinking(optimizer: str) -> None:
    session = trained(optimizer)
    for units in (9, 2, 4):
        session.edit(session.spec.with_layer(1, units=units))
        session.train(updates=3)
    assert np.isfinite(np.concatenate([w.ravel() for w in session.get_weights()])).all()


@pytest.mark.parametrize("activation", activations.names())
def test_every_activation_can_be_chosen_while_it_trains(activation: str) -> None:
    session = trained()
    session.edit(session.spec.with_layer(0, activation=activation))
    session.train(updates=3)
    assert session.problem == ""


@pytest.mark.parametrize("change", [*RELEVANT.values(), *IRRELEVANT.values()], ids=[*RELEVANT, *IRRELEVANT])
def test_the_place_on_the_curves_never_falls_back(change: Change) -> None:
    session = Session(experiment())
    session.train(updates=13)
    session.edit(change(session.spec))
    session.train(updates=4)
    session.edit(change(session.spec).with_data(seed=5))
    session.train(updates=40)
    assert (np.diff(session.curves.view().x) > 0).all()
    epochs = session.history.epoch
    assert epochs == sorted(set(epochs))


def test_over_other_examples_the_next_epoch_begins() -> None:
    session = Session(experiment())
    session.train(updates=13)
    session.edit(session.spec.with_data(noise=0.3))
    assert (session.epochs, session.snapshot().batch) == (3, 0)
    session.edit(session.spec.with_data(noise=0.2))
    assert session.epochs == 3
    session.train(1)
    assert session.history.epoch == [0, 1, 3]


@pytest.mark.parametrize("change", [*RELEVANT.values(), *IRRELEVANT.values()], ids=[*RELEVANT, *IRRELEVANT])
def test_an_edit_while_an_epoch_is_judged_loses_nothing_of_it(change: Change) -> None:
    session, alone = Session(experiment()), Session(experiment())
    alone.train(1)
    session.train(updates=4)
    judging = session._trainer.finish()
    while session.updates < 5:
        next(judging)
    assert session._trainer.in_update
    session.edit(change(session.spec))
    assert session.history.history == alone.history.history
    assert session.epochs == 1
    session.train(1)
    assert session.history.epoch == [0, 1]
