"""Changes at one moment are one place in time; taken back, in whatever order, they leave no trace."""

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.run import by_hand
from engine.session import Session
from engine.spec import PartSpec
from engine.trace import BIAS
from engine.trace.weight_change import NewDraw, Nought, WeightBlock, WeightChange, WeightScope, one_weight
from tests.engine.experiments import experiment, finish
from tests.engine.run.moments import assert_same_drawing, assert_same_state, at, go


def trained(updates: int = 12) -> Session:
    session = Session(experiment(optimizer="adam"))
    session.train(updates=updates)
    return session


def test_many_changes_at_one_moment_are_one_mark_and_no_branch() -> None:
    session = trained()
    for value in np.linspace(-1, 1, 30):
        session.change_weights((one_weight(0, 0, 0, value),))
    session.edit(session.spec.with_optimizer(learning_rate=0.2))
    view = session.timeline
    assert [(mark.update, mark.text) for mark in view.marks] == [(12, "learning rate 0.2, weights set by hand")]
    assert view.branches == ()
    assert len(session._live.chronicle.current.stretches) == 2


def test_in_the_past_many_changes_are_one_branch_named_by_all_of_them() -> None:
    session = trained()
    at(session, 5)
    for units in (4, 5, 6):
        session.edit(session.spec.with_layer(0, units=units))
    session.change_weights((one_weight(0, 0, 0, 1.0),))
    assert [branch.tip for branch in session.timeline.branches] == [12]
    assert session.timeline.name == "layer 1 units 6, weights set by hand at update 5"


Step = Callable[[Session], object]
THERE_AND_BACK: dict[str, Step] = {
    "rate": lambda s: s.edit(s.spec.with_optimizer(learning_rate=0.3)),
    "optimizer": lambda s: s.edit(s.spec.with_optimizer(name="sgd")),
    "noise": lambda s: s.edit(s.spec.with_data(noise=0.3)),
    "loss": lambda s: s.edit(s.spec.with_training(loss=PartSpec("mean_squared_error"))),
    "weights": lambda s: s.change_weights(Nought()),
    "activation": lambda s: s.edit(s.spec.with_layer(0, activation="relu")),
}


@pytest.mark.parametrize("past", [False, True])
@pytest.mark.parametrize("name", THERE_AND_BACK)
def test_all_changes_of_a_moment_taken_back_leave_no_trace(name: str, past: bool) -> None:
    session = trained()
    if past:
        at(session, 7)
    before, state, spec, kept = session.snapshot(), session.state(), session.spec, session.get_weights()
    THERE_AND_BACK[name](session)
    session.change_weights((one_weight(0, 0, 0, 9.0),))
    assert session.timeline != before.timeline
    assert session.snapshot().outdated
    session.set_weights(kept)
    session.edit(spec)
    assert_same_state(session.state(), state)
    assert_same_drawing(session.snapshot(), before)
    session.train(updates=9)
    alone = trained(21 if not past else 16)
    assert_same_state(session.state(), alone.state())


def test_taken_back_at_the_first_weights_nothing_has_begun() -> None:
    session = Session(experiment())
    before = session.snapshot()
    old = session.change_weights((one_weight(0, 0, 0, 9.0),))
    assert [mark.text for mark in session.timeline.marks] == ["weights set by hand"]
    session.change_weights(old)
    assert_same_drawing(session.snapshot(), before)
    session.edit(session.spec.with_layer(0, units=5))
    assert session.timeline.branches == ()


def test_the_same_value_again_is_no_change() -> None:
    session = trained()
    at(session, 4)
    before = session.snapshot()
    session.change_weights((one_weight(0, 0, 0, float(session.get_weights()[0][0, 0])),))
    assert_same_drawing(session.snapshot(), before)


def test_weights_taken_back_beside_an_edit_are_no_longer_by_hand() -> None:
    session = trained()
    session.edit(session.spec.with_optimizer(learning_rate=0.3))
    edited = session.snapshot()
    old = session.change_weights((one_weight(0, 0, 0, 9.0),))
    assert session.snapshot().outdated
    session.change_weights(old)
    assert_same_drawing(session.snapshot(), edited)


def test_after_more_training_and_a_journey_back_a_change_is_still_taken_back_whole() -> None:
    session = trained()
    at(session, 6)
    state = session.state()
    old = session.change_weights(Nought())
    session.train(updates=4)
    at(session, 6)
    session.change_weights(old)
    assert_same_state(session.state(), state)
    assert session.timeline.tip == 12
    assert [branch.tip for branch in session.timeline.branches] == [10]


def test_given_up_between_pieces_the_run_is_untouched(monkeypatch: pytest.MonkeyPatch) -> None:
    session = trained()
    monkeypatch.setattr(by_hand, "COPY_WORK", 10**9)
    before, state = session.snapshot(), session.state()
    work = session.changing_weights(Nought())
    for _ in range(3):
        next(work)
    work.close()
    assert_same_state(session.state(), state)
    assert_same_drawing(session.snapshot(), before)
    assert finish(session.changing_weights(Nought()))
    assert all((part == 0).all() for part in session.get_weights())


# Random sequences


class Hands:
    """A session with its undo stack of weights, and what the weights must be."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.session = Session(experiment(optimizer=self.rng.choice(["sgd", "adam"])))
        self.taken: list[tuple[WeightChange, tuple[WeightBlock, ...]]] = []
        self.draws = 0

    def change(self) -> WeightChange:
        rng, shapes = self.rng, [(2, 3), (3, 1)]
        layer = rng.randrange(2)
        rows, columns = shapes[layer]
        sources = rng.sample(range(BIAS, rows), rng.randrange(1, rows + 2))
        neurons = rng.sample(range(columns), rng.randrange(1, columns + 1))
        scope = WeightScope(rng.choice([None, layer]), None, None)
        if scope.layer is not None:
            scope = replace(scope, sources=tuple(sources), neurons=tuple(neurons))
        self.draws += 1
        values = np.array([[rng.choice([0.0, -0.5, 1.25]) for _ in neurons] for _ in sources])
        block = WeightBlock(layer, np.array(sources), np.array(neurons), values)
        return rng.choice([(block,), (block,), (block, block), Nought((scope,)), NewDraw((scope,), self.draws)])

    def operate(self) -> None:
        session, rng = self.session, self.rng
        match rng.randrange(7):
            case 0:
                session.train(updates=rng.randrange(1, 4))
            case 1:
                view = session.timeline
                go(session.seek(rng.randrange(view.first, view.tip + 1), rng.choice([0, 2, 5])))
            case 2 | 3:
                change = self.change()
                self.apply(change)
            case _ if self.taken:
                self.undo()

    def apply(self, change: WeightChange) -> None:
        at_rest = self.at_rest()
        old = self.session.change_weights(change)
        self.taken.append((change, old))
        self.check_only(at_rest, {place for block in old for place in places(block)})

    def undo(self) -> None:
        _, old = self.taken.pop()
        at_rest = self.at_rest()
        self.session.change_weights(old, again=True)
        values = {place: value for block in old for place, value in cells(block)}
        self.check_only(at_rest, set(values))
        for (layer, source, neuron), value in values.items():
            kernel, bias = self.session.get_weights()[2 * layer : 2 * layer + 2]
            assert (bias[neuron] if source == BIAS else kernel[source, neuron]) == value

    def at_rest(self) -> np.ndarray:
        return np.array(self.session.state().weights)

    def check_only(self, before: np.ndarray, meant: set[tuple[int, int, int]]) -> None:
        views = list(self.session._trainer.backend.network.views(before.copy()))
        for (kernel, bias), layer in zip(views, range(2), strict=True):
            now, now_bias = self.session.get_weights()[2 * layer : 2 * layer + 2]
            for source, neuron in np.argwhere(now != kernel):
                assert (layer, source, neuron) in meant
            for (neuron,) in np.argwhere(now_bias != bias):
                assert (layer, BIAS, neuron) in meant

    def check_moment(self) -> None:
        """All that was done at this very moment, taken back in turn, leaves the moment as it was."""
        session = self.session
        go(session.seek(session.timeline.tip))
        session.train(updates=1)
        go(session.seek(self.rng.randrange(session.timeline.first, session.timeline.tip + 1)))
        before, state, taken = session.snapshot(), session.state(), []
        for value in self.rng.sample(range(10, 90), 3):
            layer, source = self.rng.randrange(2), self.rng.randrange(BIAS, 2)
            taken.append(session.change_weights((one_weight(layer, source, 0, value / 7),)))
        for old in reversed(taken):
            session.change_weights(old, again=True)
        assert_same_state(session.state(), state)
        assert_same_drawing(session.snapshot(), before)


def places(block: WeightBlock) -> list[tuple[int, int, int]]:
    return [(block.layer, int(source), int(neuron)) for source in block.sources for neuron in block.neurons]


def cells(block: WeightBlock) -> list[tuple[tuple[int, int, int], float]]:
    return list(zip(places(block), block.values.ravel().tolist(), strict=True))


@pytest.mark.parametrize("seed", range(12))
def test_any_sequence_changes_and_takes_back_just_what_it_says(seed: int, tmp_path: Path) -> None:
    hands = Hands(seed)
    for _ in range(40):
        hands.operate()
        view = hands.session.timeline
        assert view.first <= hands.session.updates <= view.tip == hands.session.curves.recorded
    hands.check_moment()
    path = tmp_path / "run.chainrule"
    hands.session.save(path)
    opened = Session.open(path)
    assert_same_state(opened.state(), hands.session.state())
    for session in (opened, hands.session):
        session.train(updates=7)
    assert_same_state(opened.state(), hands.session.state())
    assert opened.timeline.marks == hands.session.timeline.marks
