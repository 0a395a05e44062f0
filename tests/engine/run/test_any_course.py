"""Whatever is done in whatever order, the run is where a fresh one comes to that made the same changes."""

import random
from collections.abc import Callable

import numpy as np
import pytest

from engine.session import Session
from engine.trace import Grain, RunState
from engine.trace.weight_change import one_weight
from tests.engine.experiments import experiment
from tests.engine.run.moments import assert_same_state, go

Change = Callable[[Session], object]
Script = list[tuple[int, Change]]
"""What was changed after how many updates, in order; updates beyond the last are just made."""

OPERATIONS = 45


def rate(value: float) -> Change:
    return lambda session: session.edit(session.spec.with_optimizer(learning_rate=value))


def batch(size: int) -> Change:
    return lambda session: session.edit(session.spec.with_training(batch_size=size))


def optimizer(name: str) -> Change:
    return lambda session: session.edit(session.spec.with_optimizer(name=name))


def noise(value: float) -> Change:
    return lambda session: session.edit(session.spec.with_data(noise=value))


def scaled(factor: float) -> Change:
    """The weights with which the update under way began, by hand."""

    def change(session: Session) -> None:
        parts = session._trainer.backend.network.parts(session.state().weights * factor)
        session.set_weights([part for _, part in parts])

    return change


def one_by_hand(value: float) -> Change:
    return lambda session: session.change_weights((one_weight(0, 1, 2, value),))


def layer(index: int, **changes: object) -> Change:
    return lambda session: session.edit(session.spec.with_layer(index, **changes))


def some_change(rng: random.Random) -> Change:
    return rng.choice(
        [
            rate(rng.choice([0.01, 0.1, 0.3])),
            batch(rng.choice([3, 7, 10, 1000])),
            optimizer(rng.choice(["sgd", "adam", "nadam"])),
            noise(rng.choice([0.0, 0.2])),
            scaled(rng.choice([0.5, 0.9])),
            one_by_hand(rng.choice([-0.25, 0.5])),
            layer(0, dropout=rng.choice([0.0, 0.5])),
            layer(1, use_bias=rng.choice([False, True])),
            layer(0, frozen_neurons=rng.choice([(), (1,)]), frozen_weights=rng.choice([(), ((-1, 0), (1, 2))])),
            layer(1, trainable=rng.choice([False, True])),
        ]
    )


def fresh(script: Script, update: int) -> Session:
    session = Session(experiment())
    for at, change in script:
        session.train(updates=at - session.updates)
        change(session)
    session.train(updates=update - session.updates)
    return session


class Walk:
    """A session, and what was changed on each of its courses."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.session = Session(experiment())
        chronicle = self.session._live.chronicle
        chronicle.spacing = chronicle._finest = self.rng.choice([2, 4, 64])
        chronicle.cap = self.rng.choice([2**28, 110_000])
        self.scripts: dict[int, Script] = {self.course: []}

    @property
    def course(self) -> int:
        return self.session._live.chronicle.current.id

    @property
    def script_here(self) -> Script:
        """What has been changed up to here; at a change that is still ahead, without it."""
        here, stretch = self.session.updates, self.session._live.stretch
        made = self.scripts[self.course]
        return [(at, change) for at, change in made if at < here or at <= stretch.start]

    def change(self) -> None:
        script, spec, weights = self.script_here, self.session.spec, self.session.state().weights
        change = some_change(self.rng)
        here = self.session.updates
        change(self.session)
        if spec != self.session.spec or (weights != self.session.state().weights).any():
            self.scripts[self.course] = [*script, (here, change)]

    def operate(self) -> None:
        rng, session, view = self.rng, self.session, self.session.timeline
        match rng.randrange(8):
            case 0:
                session.train(updates=rng.randrange(1, 12))
            case 1:
                go(session.seek(rng.randrange(view.first, view.tip + 1), rng.choice([0, 0, 2, 5, 7])))
            case 2 | 3:
                for _ in range(rng.randrange(1, 5)):
                    go(session.step(rng.choice(list(Grain))))
            case 4 | 5:
                for _ in range(rng.randrange(1, 5)):
                    go(session.back(rng.choice(list(Grain))))
            case 6:
                self.change()
            case _:
                self.elsewhere()

    def elsewhere(self) -> None:
        if self.session.timeline.branches and self.rng.random() < 0.8:
            go(self.session.switch(self.rng.choice(self.session.timeline.branches).id))
        elif self.rng.random() < 0.3:
            self.session.reset()
            self.scripts.setdefault(self.course, [])
            first = self.session._live.chronicle.current.stretches[0].spec
            self.scripts[self.course] = [(0, lambda session: session.edit(first))]
        else:
            journey = self.session.seek(self.session.timeline.first)
            next(journey, None)

    def check(self) -> None:
        state: RunState = self.session.state()
        alone = fresh(self.script_here, state.update)
        assert self.session.spec == alone.spec
        assert_same_state(RunState(**{**fields_of(state), "events_done": 0, "cursor": None}), alone.state())
        snapshot, view = self.session.snapshot(), self.session.timeline
        assert snapshot.latest == alone.snapshot().latest
        assert snapshot.outdated == alone.snapshot().outdated or snapshot.events_done
        assert view.bytes <= view.cap
        assert view.first <= state.update <= view.tip == self.session.curves.recorded
        whole = fresh(self.scripts[self.course], view.tip)
        np.testing.assert_array_equal(self.session.curves.view().y, whole.curves.view().y)
        np.testing.assert_array_equal(self.session.curves.view().x, whole.curves.view().x)
        assert self.session.history.history == whole.history.history


def fields_of(state: RunState) -> dict[str, object]:
    return {name: getattr(state, name) for name in RunState.__dataclass_fields__}


@pytest.mark.parametrize("seed", range(10))
def test_any_course_is_that_of_a_fresh_run_with_the_same_changes(seed: int) -> None:
    walk = Walk(seed)
    for _ in range(OPERATIONS):
        walk.operate()
        walk.check()
