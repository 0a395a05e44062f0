"""A large network computes in pieces between which anybody may look or go elsewhere; here a small one plays it."""

from collections.abc import Iterator

import numpy as np
import pytest

from engine.catalog import optimizers
from engine.diagnostics import SurfaceRequest
from engine.passes import blocks, network
from engine.run import trainer
from engine.session import Session
from engine.trace import Grain, event_count
from tests.engine.experiments import experiment


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every network is large now."""
    monkeypatch.setattr(network, "IN_PLACE", 3)


@pytest.fixture
def cut(large: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """And every piece small."""
    monkeypatch.setattr(blocks, "WORK_PER_BLOCK", 60)


def flat(session: Session) -> np.ndarray:
    return np.concatenate([w.ravel() for w in session.get_weights()])


@pytest.mark.parametrize("optimizer", optimizers.names())
def test_a_large_network_learns_as_a_small_one_to_the_bit(optimizer: str, request: pytest.FixtureRequest) -> None:
    small = Session(experiment(optimizer=optimizer))
    small.train(3)
    request.getfixturevalue("large")
    session = Session(experiment(optimizer=optimizer))
    session.train(3)
    assert (flat(session) == flat(small)).all()
    assert session.state().iterations == small.state().iterations
    for name, slot in small.state().slots.items():
        assert (session.state().slots[name] == slot).all()


@pytest.mark.parametrize("optimizer", optimizers.names())
def test_in_pieces_too_every_optimizer_makes_the_same_steps(optimizer: str, request: pytest.FixtureRequest) -> None:
    whole = Session(experiment(optimizer=optimizer))
    whole.train(3)
    request.getfixturevalue("cut")
    pieces = Session(experiment(optimizer=optimizer))
    pieces.train(3)
    np.testing.assert_allclose(flat(pieces), flat(whole), rtol=1e-9)


def test_what_was_taken_from_a_run_stays_as_it_was_without_being_copied(large: None) -> None:
    session = Session(experiment(optimizer="adam"))
    session.train(updates=2)
    state, snapshot = session.state(), session.snapshot()
    weights, slot, kernel = state.weights.copy(), state.slots["velocity"].copy(), snapshot.layers[0].kernel.copy()
    assert np.shares_memory(snapshot.layers[0].kernel, state.weights)
    assert not state.weights.flags.writeable
    session.train(updates=5)
    assert (state.weights == weights).all()
    assert (state.slots["velocity"] == slot).all()
    assert (snapshot.layers[0].kernel == kernel).all()


def test_a_step_keeps_its_own_gradients(large: None) -> None:
    session = Session(experiment())
    for _ in range(5):
        list(session.step(Grain.LAYER))
    shown = session.snapshot().layers[0]
    assert shown.kernel_gradient is not None
    gradient = shown.kernel_gradient.copy()
    session.train(updates=3)
    assert (shown.kernel_gradient == gradient).all()


@pytest.mark.parametrize("optimizer", optimizers.names())
def test_between_two_pieces_of_an_update_the_run_is_where_the_update_began(cut: None, optimizer: str) -> None:
    session = Session(experiment(optimizer=optimizer))
    session.train(updates=3)
    before = session.state()
    pieces = 0
    for _ in session._trainer.finish():
        now = session.state()
        if session.updates > 3:
            break
        assert (now.weights == before.weights).all()
        assert (now.iterations, now.seen) == (before.iterations, before.seen)
        assert all((now.slots[name] == slot).all() for name, slot in before.slots.items())
        pieces += 1
    assert pieces > 10


def some_of(work: Iterator[None], pieces: int) -> None:
    for _ in range(pieces):
        next(work)


@pytest.mark.parametrize("change", ["edit", "seed", "reset"])
def test_a_change_given_up_between_two_pieces_leaves_the_run_alone(cut: None, change: str) -> None:
    one, two = Session(experiment()), Session(experiment())
    one.train(updates=4), two.train(updates=4)
    work = {
        "edit": lambda: one.editing(one.spec.with_layer(0, units=9)),
        "seed": lambda: one.editing(experiment().with_data(name="moons")),
        "reset": one.resetting,
    }[change]()
    some_of(work, 2)
    work.close()
    assert one.spec == two.spec
    one.train(updates=4), two.train(updates=4)
    assert (flat(one) == flat(two)).all()


def test_edits_keep_the_weights_of_a_large_network(cut: None) -> None:
    session = Session(experiment(optimizer="adam"))
    session.train(updates=4)
    spec, before = session.spec, session.get_weights()
    session.edit(spec.with_layer(0, units=9))
    assert (session.get_weights()[0][:, :3] == before[0]).all()
    session.edit(spec)
    assert all((now == then).all() for now, then in zip(session.get_weights(), before, strict=True))
    session.edit(spec.with_optimizer(learning_rate=0.5))
    session.train(updates=2)
    session.set_weights(before)
    assert all((now == then).all() for now, then in zip(session.get_weights(), before, strict=True))


def test_many_short_events_breathe_too_when_they_have_taken_long(monkeypatch: pytest.MonkeyPatch) -> None:
    session, alone = Session(experiment()), Session(experiment())
    assert len(list(session._trainer.finish())) == 1
    monkeypatch.setattr(trainer, "LONGEST_PIECE_SECONDS", 0.0)
    assert len(list(session._trainer.finish())) == event_count(2) - 2 + 1  # all weights in one piece with the end
    alone.train(updates=2)
    assert (flat(session) == flat(alone)).all()


def test_a_surface_shows_the_moment_it_was_asked_for(cut: None, monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(experiment())
    request = SurfaceRequest(resolution=12, stride=2)

    def surface(disturbed: bool) -> np.ndarray:
        work = session.surface(request)
        while True:
            try:
                next(work)
            except StopIteration as end:
                plot: np.ndarray = end.value.plot
                return plot
            if disturbed:
                session.train(updates=1)

    calm = surface(False)
    assert (surface(True) == calm).all()
    assert (surface(False) != calm).any()
