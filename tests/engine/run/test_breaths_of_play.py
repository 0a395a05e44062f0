"""Playing breathes within updates too, and whatever comes there finds a run whose updates are whole."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.passes import network
from engine.run import trainer
from engine.session import Session
from engine.trace import Grain, event_count
from engine.trace.weight_change import one_weight
from tests.engine.experiments import experiment, finish
from tests.engine.run.moments import assert_same_state, go

PIECES = 9 * event_count(2)  # more than an epoch of as many as there can be


@pytest.fixture(autouse=True, params=["in place", "large"])
def breathless(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine so busy that every piece has taken too long; a large network changes no vector in place."""
    monkeypatch.setattr(trainer, "LONGEST_PIECE_SECONDS", 0.0)
    if request.param == "large":
        monkeypatch.setattr(network, "IN_PLACE", 3)


def played(pieces: int) -> Session:
    session = Session(experiment(optimizer="adam"))
    motion = session.play()
    for _ in range(pieces):
        next(motion)
    return session


def edited_and_back(session: Session) -> None:
    spec = session.spec
    go(session.editing(spec.with_layer(0, units=5)))
    go(session.editing(spec, again=True))


def another_seed_and_back(session: Session) -> None:
    spec = session.spec
    go(session.editing(replace(spec, seed=4)))
    session.train(updates=2)
    go(session.editing(spec, again=True))


def by_hand_and_back(session: Session) -> None:
    before = finish(session.changing_weights((one_weight(0, 0, 1, 0.5),)))
    go(session.changing_weights(before, again=True))


def stepped(session: Session) -> None:
    go(session.step(Grain.BATCH))
    go(session.step(Grain.LAYER))
    go(session.step(Grain.BATCH))


def back_and_forth(session: Session) -> None:
    go(session.back(Grain.BATCH))
    go(session.step(Grain.BATCH))


def another_rate(session: Session) -> None:
    session.edit(session.spec.with_optimizer(learning_rate=0.04))
    session.edit(session.spec.with_optimizer(learning_rate=0.05))


COMERS: dict[str, Callable[[Session], object]] = {
    "a step": stepped,
    "a step back": back_and_forth,
    "an edit": another_rate,
    "an edit and undo": edited_and_back,
    "another seed and undo": another_seed_and_back,
    "a weight by hand and undo": by_hand_and_back,
}


@pytest.mark.parametrize("comes", COMERS.values(), ids=COMERS)
def test_at_any_breath_the_run_goes_on_from_there_as_one_that_was_left_alone(
    comes: Callable[[Session], object],
) -> None:
    for pieces in range(1, PIECES):
        session, alone = played(pieces), Session(experiment(optimizer="adam"))
        comes(session)
        session.train(updates=3)
        alone.train(updates=session.updates)
        assert_same_state(session.state(), alone.state())
        np.testing.assert_array_equal(session.curves.view().y, alone.curves.view().y)


def test_a_file_written_at_any_breath_holds_whole_updates(tmp_path: Path) -> None:
    for pieces in range(1, PIECES):
        played(pieces).save(tmp_path / "run.chainrule")
        session, alone = Session.open(tmp_path / "run.chainrule"), Session(experiment(optimizer="adam"))
        session.train(updates=3)
        alone.train(updates=session.updates)
        assert_same_state(session.state(), alone.state())


def test_what_is_drawn_and_answered_at_any_breath_is_where_the_update_began() -> None:
    kernels: dict[int, np.ndarray] = {}
    for pieces in range(1, PIECES):
        session = played(pieces)
        drawn, answered = session.snapshot().layers[0].kernel, session.moments.state(session.updates).weights
        kernel = kernels.setdefault(session.updates, drawn)
        np.testing.assert_array_equal(drawn, kernel)
        np.testing.assert_array_equal(answered[: kernel.size], kernel.ravel())
