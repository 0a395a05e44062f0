"""A run: the same whichever way it is walked, interruptible, resumable, honest about its end."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.catalog import optimizers
from engine.session import InvalidExperiment, Session
from engine.spec import LayerSpec
from engine.trace import Grain, Phase, event_count
from tests.engine.experiments import experiment


def flat(session: Session) -> np.ndarray:
    return np.concatenate([w.ravel() for w in session.get_weights()])


def walk(session: Session, grain: Grain) -> None:
    for _ in session.step(grain):
        pass


@pytest.mark.parametrize("grain", list(Grain))
def test_stepping_and_training_follow_one_trajectory_to_the_bit(grain: Grain) -> None:
    spec = experiment(optimizer="adam")
    stepped, trained = Session(spec), Session(spec)
    while stepped.updates < 25:
        walk(stepped, grain)
        stepped.snapshot()
    trained.train(updates=stepped.updates)
    assert (flat(stepped) == flat(trained)).all()
    assert stepped.history.history == trained.history.history


def test_same_seed_same_run_and_another_seed_another() -> None:
    one, two = Session(experiment()), Session(experiment())
    one.train(3), two.train(3)
    assert (flat(one) == flat(two)).all()
    other = Session(replace(one.spec, seed=9))
    other.train(3)
    assert (flat(one) != flat(other)).any()


def test_reset_returns_to_the_first_weights_and_repeats_the_run() -> None:
    session = Session(experiment())
    first = flat(session)
    session.train(2)
    trained = flat(session)
    session.reset()
    assert (flat(session) == first).all()
    assert session.updates == 0
    assert session.history.history == {}
    session.train(2)
    assert (flat(session) == trained).all()


def test_every_epoch_uses_every_example_once_in_a_new_order_and_a_short_last_batch() -> None:
    session = Session(experiment())
    orders = []
    for _ in range(2):
        rows: list[int] = []
        sizes = []
        epoch = session.epochs
        while session.epochs == epoch:
            list(session.trace())
            record = session._trainer.record
            assert record is not None
            rows += record.rows.tolist()
            sizes.append(len(record.rows))
        assert sorted(rows) == list(range(30))
        assert sizes == [7, 7, 7, 7, 2]
        orders.append(rows)
    assert orders[0] != orders[1]


def test_history_is_the_running_mean_weighted_by_batch_size() -> None:
    session = Session(experiment())
    losses, sizes = [], []
    while session.epochs == 0:
        events = list(session.trace())
        losses.append(next(e.loss for e in events if e.phase is Phase.LOSS))
        sizes.append(len(session._trainer.record.rows))  # type: ignore[union-attr]
    assert session.history.history["loss"] == [pytest.approx(np.average(losses, weights=sizes), rel=1e-12)]
    assert set(session.history.history) == {"loss", "accuracy", "val_loss", "val_accuracy"}
    assert session.history.history["val_loss"][0] == pytest.approx(session.evaluate("validation")["loss"], rel=1e-12)


def test_history_has_the_params_of_keras(tmp_path: Path) -> None:
    session = Session(experiment())
    history = session.train(2)
    assert history.params == {"verbose": 0, "epochs": 2, "steps": 5}
    assert history.epoch == [0, 1]
    session.save(tmp_path / "run.chainrule")
    assert Session.open(tmp_path / "run.chainrule").history == history


def test_a_batch_larger_than_the_data_is_clamped() -> None:
    session = Session(experiment().with_training(batch_size=1000))
    assert session.snapshot().batch_size == 30
    session.train(1)
    assert session.updates == 1


@pytest.mark.parametrize("optimizer", optimizers.names())
def test_a_state_taken_inside_an_update_goes_on_to_the_bit(optimizer: str) -> None:
    one = Session(experiment(optimizer=optimizer))
    one.train(updates=8)
    for done in range(event_count(2) + 1):
        walk(one, Grain.LAYER)
        two = Session(one.spec)
        two.restore(one.state())
        assert two.snapshot().events_done == one.snapshot().events_done or not one._trainer.in_update, done
        one_copy = Session(one.spec)
        one_copy.restore(one.state())
        one_copy.train(updates=20), two.train(updates=20)
        assert (flat(one_copy) == flat(two)).all()
    one.train(updates=20)
    two.train(updates=one.updates - two.updates)
    assert (flat(one) == flat(two)).all()


def test_inside_the_update_phase_only_the_layers_shown_have_new_weights() -> None:
    session = Session(experiment())
    before = session.get_weights()
    for _ in range(6):  # 2 forward, loss, 2 backward, update of layer 1
        walk(session, Grain.LAYER)
    snapshot = session.snapshot()
    assert (snapshot.phase, snapshot.layer, snapshot.update) == (Phase.UPDATE, 0, 0)
    assert (snapshot.layers[0].kernel != before[0]).any()
    assert (snapshot.layers[1].kernel == before[2]).all()
    assert snapshot.layers[0].kernel_before is not None
    assert snapshot.layers[1].kernel_before is None


def test_snapshots_cannot_be_written_to_and_do_not_change_later() -> None:
    session = Session(experiment())
    snapshot = session.snapshot()
    kept = snapshot.layers[0].kernel.copy()
    session.train(2)
    assert (snapshot.layers[0].kernel == kept).all()
    with pytest.raises(ValueError, match="read-only"):
        snapshot.layers[0].kernel[0, 0] = 1.0


def test_a_pass_step_ends_with_its_phase() -> None:
    session = Session(experiment())
    phases = []
    for _ in range(4):
        walk(session, Grain.PASS)
        phases.append(session.snapshot().phase)
    assert phases == [Phase.FORWARD, Phase.LOSS, Phase.BACKWARD, Phase.UPDATE]
    assert session.updates == 1


@pytest.mark.parametrize("grain", list(Grain))
def test_a_step_out_of_an_epoch_that_is_being_judged_is_one_of_the_next_epoch(grain: Grain) -> None:
    session = Session(experiment())
    play = session.play()
    while not session._trainer.epoch.finished:
        next(play)
    before, batches = session.updates, session.snapshot().batches
    assert (session.epochs, session._trainer.in_update) == (0, True)
    walk(session, grain)
    after = session.snapshot()
    assert session.history.epoch[:1] == [0]
    if grain <= Grain.PASS:
        assert (after.phase, after.events_done) == (Phase.FORWARD, 2 if grain is Grain.PASS else 1)
        assert session.updates == before
    else:
        assert session.updates == before + (1 if grain is Grain.BATCH else batches)


def test_divergence_stops_the_run_and_says_where_and_what_to_try() -> None:
    spec = experiment(LayerSpec(4, "relu"), LayerSpec(1, "linear"), data="plane", loss="mean_squared_error")
    session = Session(spec.with_optimizer(learning_rate=1e5))
    session.train(50)
    assert session.problem.startswith(f"Stopped at update {session.updates + 1}")
    assert "layer" in session.problem or "loss" in session.problem
    assert "smaller learning rate" in session.problem
    assert np.isfinite(flat(session)).all()
    updates = session.updates
    session.train(1)
    assert session.updates == updates
    session.reset()
    assert session.problem == ""


def test_an_impossible_experiment_is_refused_and_an_edit_to_one_changes_nothing() -> None:
    session = Session(experiment())
    weights = flat(session)
    with pytest.raises(InvalidExperiment, match=r"Layer 1: units"):
        session.edit(session.spec.with_layer(0, units=0))
    wide = LayerSpec(100_000, "relu")
    with pytest.raises(InvalidExperiment, match=r"10,000,500,001 weights .* GiB"):
        session.edit(experiment(wide, wide, LayerSpec(1, "sigmoid")))
    assert (flat(session) == weights).all()


def test_predict_wants_the_right_shape() -> None:
    session = Session(experiment())
    assert session.predict(np.zeros((3, 2))).shape == (3, 1)
    with pytest.raises(ValueError, match=r"\(n, 2\), got shape \(2,\)"):
        session.predict(np.zeros(2))


def test_predict_takes_rows_in_the_datas_own_units() -> None:
    spec = experiment(LayerSpec(3, "tanh"), LayerSpec(1, "sigmoid"), data="iris_setosa").with_data(standardize=True)
    session = Session(spec)
    seen = session.data.training.x
    raw = session.data.raw(session.data.training)
    assert np.abs(raw - seen).min() > 0.1
    w1, b1, w2, b2 = session.get_weights()
    by_hand = 1.0 / (1.0 + np.exp(-(np.tanh(seen @ w1 + b1) @ w2 + b2)))
    np.testing.assert_allclose(session.predict(raw), by_hand, rtol=1e-12)


def test_weights_that_overflow_in_an_update_stop_the_run_at_that_update() -> None:
    spec = experiment(LayerSpec(2, "linear"), LayerSpec(1, "linear"), data="plane", loss="mean_squared_error")
    session = Session(spec.with_optimizer(learning_rate=1e4))
    w1, b1, w2, b2 = session.get_weights()
    session.set_weights([w1, b1 + 1e152, np.ones_like(w2), b2])  # rate * gradient is too large
    session.train(updates=1)
    assert not np.isfinite(flat(session)).all()
    assert session.problem.startswith("Stopped at update 1: the weights of layer 2 are no longer finite")


def test_set_weights_wants_keras_order_and_shapes() -> None:
    session = Session(experiment())
    weights = session.get_weights()
    assert [w.shape for w in weights] == [(2, 3), (3,), (3, 1), (1,)]
    session.set_weights([w + 1 for w in weights])
    assert (session.get_weights()[2] == weights[2] + 1).all()
    with pytest.raises(ValueError, match="Bias of layer 1"):
        session.set_weights([weights[0], np.zeros(5), weights[2], weights[3]])
    with pytest.raises(ValueError, match="not a finite number"):
        session.set_weights([weights[0] * np.nan, *weights[1:]])


def test_a_saved_moment_is_where_the_run_stands_and_no_more(tmp_path: Path) -> None:
    session = Session(experiment())
    session.train(updates=8)
    for _ in session.step(Grain.LAYER):
        pass
    session.save_moment(tmp_path / "moment.chainrule")
    again = Session.open(tmp_path / "moment.chainrule")
    assert (again.updates, again.state().events_done) == (8, 1)
    assert again.history.history == {}
    for run in (session, again):
        run.train(updates=20)
    assert all(np.array_equal(a, b) for a, b in zip(session.get_weights(), again.get_weights(), strict=True))
