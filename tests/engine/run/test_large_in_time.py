"""A network whose arrays are shared, not copied, comes back to the bit as well, and steps back soon."""

from collections.abc import Iterator

import numpy as np
import pytest

from engine.backends import NumpyBackend
from engine.passes.update import Batch
from engine.run.at_once import at_once
from engine.session import Session
from engine.spec import LayerSpec
from engine.trace import Event, Grain
from tests.engine.experiments import experiment
from tests.engine.run.moments import assert_same_state, at, go

LARGE = experiment(LayerSpec(90, "tanh"), LayerSpec(60, "relu"), LayerSpec(1, "sigmoid"), optimizer="adam")
STATE_BYTES = 4 * 8 * LARGE.network.parameter_count(2)


@pytest.fixture(autouse=True)
def _large_from_here_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.passes.network.IN_PLACE", 1000)


@pytest.fixture
def states() -> list[np.ndarray]:
    """The weights after each of 70 updates."""
    session = Session(LARGE)
    assert session._trainer.backend.network.is_large
    found = [session.state().weights.copy()]
    for _ in range(70):
        session.train(updates=1)
        found.append(session.state().weights.copy())
    return found


def test_every_kind_of_journey_leads_to_the_same_bits(states: list[np.ndarray]) -> None:
    session = Session(LARGE)
    session.train(updates=70)
    for update in (70, 66, 63, 3):
        np.testing.assert_array_equal(at(session, update).state().weights, states[update])
    for _ in range(4):
        go(session.step(Grain.LAYER))
    go(session.back(Grain.PASS))
    session.train(updates=2)
    np.testing.assert_array_equal(session.state().weights, states[5])
    record = at_once(session.update_record(4))
    assert record is not None
    np.testing.assert_array_equal(record.weights, states[5])
    np.testing.assert_array_equal(record.before.weights, states[4])
    assert session.timeline.bytes <= session.timeline.cap


def test_what_is_kept_is_shared_with_the_run() -> None:
    session = Session(LARGE)
    weights = session._trainer.backend.network.weights
    kept = session._live.chronicle.current.stretches[0].kept[0]
    assert kept.weights is weights  # type: ignore[union-attr]
    session.train(updates=3)
    taken = session.timeline.bytes
    session.edit(session.spec.with_optimizer(learning_rate=0.1))
    one = session.timeline.bytes - taken
    session.edit(session.spec.with_optimizer(learning_rate=0.2))
    assert session.timeline.bytes - taken == one


def test_a_step_back_from_the_end_needs_few_updates(monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(LARGE)
    session._live.chronicle.cap = 32 * STATE_BYTES
    session.train(updates=60)
    made = 0
    backend = type(session._trainer.backend)
    original = backend.update

    def counted(self: NumpyBackend, batch: Batch) -> Iterator[Event | None]:
        nonlocal made
        made += 1
        return original(self, batch)

    monkeypatch.setattr(backend, "update", counted)
    for most in (1, 3, 12, 12):
        made = 0
        go(session.back(Grain.BATCH))
        assert 1 <= made <= most


def test_a_branch_of_a_large_network(states: list[np.ndarray]) -> None:
    session = Session(LARGE)
    session.train(updates=6)
    at(session, 2)
    session.set_weights([weights * 0.5 for weights in session.get_weights()])
    session.train(updates=2)
    go(session.switch(session.timeline.branches[0].id))
    np.testing.assert_array_equal(session.state().weights, states[6])
    assert_same_state(at(session, 2).state(), at(session, 2).state())
    np.testing.assert_array_equal(session.state().weights, states[2])
