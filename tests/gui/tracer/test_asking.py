"""What is clicked on the screen is named by the update and the example that are shown."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from engine.explain import Book, explain
from engine.explain.live import LiveMoments
from engine.session import Session
from engine.trace import BIAS, Address, Cursor, Grain, Kind, Phase, Snapshot, event_count
from gui.tracer.asking import (
    at_moment,
    edge_number,
    is_new,
    known,
    last_epoch,
    moment_of,
    neuron_number,
    of_other_example,
    update_under_way,
)
from tests.gui.experiments import THREE, steps

STARTED = 3
EVENTS = event_count(3)


def by_grain(grain: Grain) -> Iterator[tuple[Session, Snapshot]]:
    """The run and its snapshots through one whole update."""
    session = Session(THREE)
    session.train(updates=STARTED)
    while session.updates == STARTED:
        for _ in session.step(grain):
            pass
        yield session, session.snapshot()


@pytest.mark.parametrize("grain", [Grain.TERM, Grain.NEURON, Grain.LAYER])
def test_the_update_is_the_one_under_way_to_its_end(grain: Grain) -> None:
    assert {update_under_way(snapshot) for _, snapshot in by_grain(grain)} == {STARTED}


def test_at_rest_numbers_are_those_of_the_next_update() -> None:
    session = Session(THREE)
    session.train(updates=STARTED)
    assert update_under_way(session.snapshot()) == STARTED


@pytest.mark.parametrize("grain", [Grain.TERM, Grain.NEURON, Grain.LAYER])
def test_a_weight_on_the_screen_is_named_by_the_updates_it_has_seen(grain: Grain) -> None:
    for session, snapshot in by_grain(grain):
        book = Book(LiveMoments(session._trainer))
        for layer, numbers in enumerate(snapshot.layers):
            for source, unit in np.ndindex(numbers.kernel.shape):
                place = at_moment(snapshot, Address(Kind.WEIGHT, layer=layer, source=source, unit=unit))
                assert place is not None
                assert explain_value(book, place) == numbers.kernel[source, unit], (snapshot.cursor, place)
            for unit, bias in enumerate(numbers.bias):
                place = at_moment(snapshot, Address(Kind.BIAS, layer=layer, unit=unit))
                assert place is not None
                assert explain_value(book, place) == bias


def explain_value(book: Book, place: Address) -> float:
    source = BIAS if place.kind is Kind.BIAS else place.source
    return book.weight(place.update, place.layer, source, place.unit).value


def test_the_numbers_of_a_pass_are_named_by_update_and_example() -> None:
    for session, snapshot in by_grain(Grain.LAYER):
        book, example = Book(LiveMoments(session._trainer)), snapshot.example
        assert example is not None
        for layer, numbers in enumerate(snapshot.layers):
            for kind, array in (
                (Kind.SUM, numbers.z),
                (Kind.ACTIVATION, numbers.activation),
                (Kind.DELTA, numbers.delta),
            ):
                if array is not None:
                    place = at_moment(snapshot, Address(kind, layer=layer, unit=1 % len(array)))
                    assert place is not None
                    assert explain(book, place).value == array[1 % len(array)]


def test_weights_are_new_up_to_the_cursor() -> None:
    last = list(steps(THREE))[-2]
    assert (last.phase, last.layer) == (Phase.UPDATE, 1)
    part = replace(last, cursor=Cursor(1, 2))
    inputs = len(part.layers[1].kernel)
    new = [
        (unit, source)
        for unit in range(2)
        for source in (*range(inputs), BIAS)
        if is_new(part, Address(Kind.WEIGHT, layer=1, source=source, unit=unit))
    ]
    assert new == [(0, 0), (0, 1), (0, 2), (0, 3), (0, BIAS), (1, 0), (1, 1), (1, 2)]
    assert is_new(part, Address(Kind.WEIGHT, layer=0))
    assert not is_new(part, Address(Kind.WEIGHT, layer=2))
    assert not is_new(part, Address(Kind.BIAS, layer=1, unit=1))


def test_an_epochs_figure_is_that_of_the_last_finished_epoch() -> None:
    session = Session(THREE)
    fresh = session.snapshot()
    assert last_epoch(fresh, "loss") is None
    first = at_moment(fresh, Address(Kind.EPOCH_FIGURE, name="val_loss"))
    assert first is not None
    assert (first.update, explained(session, first)) == (-1, pytest.approx(fresh.latest["val_loss"]))
    session.train(3)
    for name in ("loss", "val_loss", "accuracy"):
        assert at_moment(session.snapshot(), Address(Kind.EPOCH_FIGURE, name=name)) == Address(
            Kind.EPOCH_FIGURE, 2, name=name
        )
    assert at_moment(session.snapshot(), Address(Kind.EPOCH_FIGURE, name="nothing")) is None


def test_in_the_past_the_figures_are_those_of_that_moment() -> None:
    session = Session(THREE)
    session.train(4)
    for _ in session.seek(2 * 25 + 3):
        pass
    snapshot = session.snapshot()
    for name in ("loss", "val_loss", "accuracy"):
        place = at_moment(snapshot, Address(Kind.EPOCH_FIGURE, name=name))
        assert place is not None
        assert (place.update, explained(session, place)) == (1, pytest.approx(snapshot.latest[name]))


def test_a_figure_taken_after_an_edit_is_of_no_epoch() -> None:
    session = Session(THREE)
    session.train(2)
    session.edit(THREE.with_layer(0, units=3))
    snapshot = session.snapshot()
    assert last_epoch(snapshot, "loss") == 1
    assert last_epoch(snapshot, "val_loss") is None


def test_the_last_batch_is_the_one_that_was_learned_from() -> None:
    session, place = Session(THREE), Address(Kind.BATCH_FIGURE, name="loss")
    assert at_moment(session.snapshot(), place) is None
    session.train(updates=3)
    assert at_moment(session.snapshot(), place) == Address(Kind.BATCH_LOSS, 2)
    for _ in session.step(Grain.PASS):
        pass
    assert at_moment(session.snapshot(), place) == Address(Kind.BATCH_LOSS, 2)
    found = at_moment(session.snapshot(), place)
    assert found is not None
    assert explained(session, found) == session.snapshot().curves.y[-1]


def explained(session: Session, address: Address) -> float:
    work = session.explain(address)
    while True:
        try:
            next(work)
        except StopIteration as end:
            return float(end.value.value)


def test_a_neuron_is_asked_for_what_the_step_is_about() -> None:
    asked = [neuron_number(snapshot, 1, 0).kind for snapshot in steps(THREE)]
    assert asked == [Kind.ACTIVATION] * 5 + [Kind.DELTA] * 2 + [Kind.ACTIVATION] * 3
    assert neuron_number(Session(THREE).snapshot(), -1, 1) == Address(Kind.INPUT, unit=1)


def test_an_edge_is_asked_for_its_gradient_once_that_is_known() -> None:
    asked = [edge_number(snapshot, 1, 2, 0) for snapshot in steps(THREE)]
    assert [address.kind for address in asked] == [Kind.WEIGHT] * 5 + [Kind.GRADIENT] * 2 + [Kind.WEIGHT] * 3
    assert {(a.layer, a.source, a.unit) for a in asked} == {(1, 2, 0)}
    assert edge_number(Session(THREE).snapshot(), 1, BIAS, 0) == Address(Kind.BIAS, layer=1)


def test_what_the_pass_has_not_come_to_is_not_known() -> None:
    seen = [(snapshot, known(snapshot.layers[0], Kind.SUM, 1)) for _, snapshot in by_grain(Grain.NEURON)]
    assert [found for _, found in seen][:3] == [False, True, True]
    errors = [known(snapshot.layers[1], Kind.DELTA, 1) for _, snapshot in by_grain(Grain.NEURON)]
    assert errors == sorted(errors)
    assert any(errors)


def test_only_a_number_of_the_example_follows_it() -> None:
    own = Address(Kind.DELTA, 3, 1, 0, example=5)
    assert of_other_example(own, 5, 7) == replace(own, example=7)
    assert of_other_example(own, 4, 7) == own
    for other in (Address(Kind.WEIGHT, example=5), replace(own, split="validation"), replace(own, split="typed")):
        assert of_other_example(other, 5, 7) == other


def test_a_moment_changes_with_every_step_and_with_nothing_else() -> None:
    moments = [moment_of(snapshot) for _, snapshot in by_grain(Grain.TERM)]
    assert len(set(moments)) == len(moments)
    session = Session(THREE)
    assert moment_of(session.snapshot(0)) == moment_of(session.snapshot(7))
