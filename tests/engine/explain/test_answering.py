"""Asking a session where its numbers come from, at any moment and across edits."""

import random
from dataclasses import replace

import numpy as np
import pytest

from engine.explain import Book, explain
from engine.run.at_once import at_once
from engine.session import Session
from engine.trace import Address, Explanation, Grain, Kind, Origin
from tests.engine.explain.rerun import Rerun
from tests.engine.explain.test_walk import STATES, check_formulas, on_the_screen


def ask(session: Session, address: Address) -> Explanation:
    return at_once(session.explain(address))


@pytest.mark.parametrize("index", [0, 1, 4, 7])
def test_a_session_says_the_same_as_the_updates_kept_while_they_were_made(index: int) -> None:
    spec, updates = STATES[index], 7
    run, session = Rerun(spec, updates), Session(spec)
    session.train(updates=updates)
    rng = random.Random(index)
    starts = rng.sample(on_the_screen(run, 5, rng), 12)
    for address in starts:
        kept, asked = explain(Book(run), address), ask(session, address)
        check_formulas(asked)
        assert asked.value == kept.value, asked.title  # the replayed bits are the bits that were made
        assert [q.address for q in asked.operands] == [q.address for q in kept.operands]


def test_asking_moves_nothing() -> None:
    session, other = Session(STATES[4]), Session(STATES[4])
    for each in (session, other):
        each.train(updates=5)
        for _ in each.step(Grain.LAYER):
            pass
    before = session.snapshot()
    for address in (
        Address(Kind.WEIGHT, 3, 0, 1, 0),
        Address(Kind.BATCH_LOSS, 1),
        Address(Kind.EPOCH_FIGURE, 0, name="val_loss"),
    ):
        ask(session, address)
    after = session.snapshot()
    assert (after.update, after.events_done, after.cursor) == (before.update, before.events_done, before.cursor)
    session.train(updates=9)
    other.train(updates=9)
    assert all(np.array_equal(a, b) for a, b in zip(session.get_weights(), other.get_weights(), strict=True))


def test_weights_set_by_hand_and_kept_by_an_edit() -> None:
    session = Session(STATES[0])
    session.train(updates=4)
    weights = session.get_weights()
    weights[0][1, 2] = 0.625
    session.set_weights(weights)
    by_hand = ask(session, Address(Kind.WEIGHT, 4, 0, 2, 1))
    assert (by_hand.origin, by_hand.value) == (Origin.SETTING, 0.625)
    assert "by hand" in by_hand.sentence
    untouched = ask(session, Address(Kind.WEIGHT, 4, 0, 0, 0))
    assert untouched.origin is Origin.COMPUTED
    session.edit(session.spec.with_layer(0, units=4))
    kept, new = ask(session, Address(Kind.WEIGHT, 4, 0, 0, 0)), ask(session, Address(Kind.WEIGHT, 4, 0, 3, 0))
    assert kept.value == untouched.value
    assert new.origin is Origin.SEED


def test_after_a_change_of_the_rate_earlier_updates_are_explained_by_the_rate_they_had() -> None:
    session = Session(STATES[0])
    session.train(updates=3)
    session.edit(session.spec.with_optimizer(learning_rate=0.5))
    session.train(updates=3)
    for update, rate in ((2, 0.05), (5, 0.5)):
        found = ask(session, Address(Kind.WEIGHT, update + 1, 1, 0, 0))
        rates = [q.value for q in found.operands if q.address.name == "learning_rate"]  # type: ignore[union-attr]
        assert rates == [rate]


def test_a_typed_example_is_explained_like_any_other() -> None:
    session = Session(replace(STATES[7], seed=3))
    session.train(updates=6)
    row = np.array([5.0, 3.0, 2.0, 0.5][: len(session.data.info.inputs)])
    output = Address(Kind.ACTIVATION, session.updates, 2, 0, split="typed")
    found = at_once(session.explain(output, row))
    assert found.value == pytest.approx(float(session.predict(row[None, :])[0, 0]), rel=1e-12)
    raw = at_once(session.explain(Address(Kind.RAW, session.updates, unit=1, split="typed"), row))
    assert (raw.origin, raw.value) == (Origin.DATA, pytest.approx(row[1]))
    assert raw.sentence == "You gave it."


def test_the_loss_of_an_epoch_opens_its_batches() -> None:
    session = Session(STATES[0])
    session.train(epochs=2)
    found = ask(session, Address(Kind.EPOCH_FIGURE, 1, name="loss"))
    assert found.value == session.history.history["loss"][1]
    assert {q.address.kind for q in found.operands} == {Kind.BATCH_LOSS}  # type: ignore[union-attr]
    again = ask(session, Address(Kind.EPOCH_FIGURE, 1, name="train_loss"))
    assert again.value == pytest.approx(session.evaluate("training")["loss"], rel=1e-12)
    examples = [q.address for q in again.operands if q.address is not None and q.address.kind is Kind.EXAMPLE_LOSS]
    assert {each.split for each in examples} == {"training"}
    assert "training part" in again.title


def test_the_figures_of_the_epoch_so_far_open_its_batches() -> None:
    session = Session(STATES[0])
    session.train(epochs=1)
    session.train(updates=2)
    for name, value in session.running.items():
        found = ask(session, Address(Kind.RUNNING_FIGURE, session.updates, name=name))
        assert found.value == pytest.approx(value, rel=1e-12)
        assert "so far" in found.title + found.place
    losses = [ask(session, Address(Kind.BATCH_LOSS, update)).value for update in range(session.updates)][-2:]
    assert session.running["loss"] == pytest.approx(sum(losses) / 2, rel=1e-12)
    session.train(1)
    assert session.running == {}


def test_the_figures_of_the_first_weights_are_explained() -> None:
    session = Session(STATES[0])
    session.train(epochs=1)
    first = ask(session, Address(Kind.EPOCH_FIGURE, -1, name="val_loss"))
    assert "first" not in first.title
    assert first.value == pytest.approx(Session(STATES[0]).evaluate("validation")["loss"], rel=1e-12)


def test_numbers_that_are_not_yet_are_refused() -> None:
    session = Session(STATES[0])
    session.train(updates=2)
    with pytest.raises(ValueError, match="on record"):
        ask(session, Address(Kind.WEIGHT, 9, 0, 0, 0))
    with pytest.raises(ValueError, match="not completed"):
        ask(session, Address(Kind.BATCH_LOSS, 2))
