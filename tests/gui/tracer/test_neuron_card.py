"""A neuron's table holds the snapshot's numbers, says where each can be asked for, and what it leaves out."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from engine.diagnostics import Activity
from engine.formula import NumberStyle, number_text
from engine.session import Session
from engine.spec import ExperimentSpec, LayerSpec, NetworkSpec
from engine.trace import BIAS, Address, Grain, Kind, Snapshot
from gui.tracer.card_layout import fitting_text, lay_out_card
from gui.tracer.focus import focus_of
from gui.tracer.neuron_card import MOST_WEIGHTS, Card, CardRow, neuron_card, silence_of
from tests.gui.experiments import THREE, info_of, steps
from tests.gui.tracer.conftest import Monospaced


def rows_of(snapshot: Snapshot, layer: int, unit: int) -> dict[str, CardRow]:
    return {row.name: row for row in neuron_card(snapshot, layer, unit, info_of(THREE)).rows}


def test_the_card_holds_weights_with_their_gradients() -> None:
    snapshot = list(steps(THREE))[-1]
    weight, numbers = rows_of(snapshot, 0, 1)["w from x₂"], snapshot.layers[0]
    assert weight.value is not None
    assert weight.slope is not None
    assert numbers.kernel_gradient is not None
    assert (weight.value.value, weight.value.role) == (numbers.kernel[1, 1], "signed")
    assert (weight.slope.value, weight.slope.role) == (numbers.kernel_gradient[1, 1], "gradient")
    assert weight.value.address == Address(Kind.WEIGHT, 4, 0, 1, 1)
    assert weight.slope.address == Address(Kind.GRADIENT, 3, 0, 1, 1)


def test_every_number_of_the_card_can_be_asked_for() -> None:
    snapshot = list(steps(THREE))[-1]
    assert snapshot.example is not None
    rows = rows_of(snapshot, 1, 0)
    figures = [figure for row in rows.values() for figure in (row.value, row.slope) if figure is not None]
    assert all(figure.address is not None for figure in figures)
    assert rows["z"].slope is not None
    assert rows["z"].slope.address == Address(Kind.DELTA, 3, 1, 0, example=snapshot.example.index)
    assert rows["bias b"].slope is not None
    assert rows["bias b"].slope.address == Address(Kind.GRADIENT, 3, 1, 0, BIAS)


def test_what_has_not_been_shown_is_not_on_the_card() -> None:
    session = Session(THREE)
    for _ in session.step(Grain.NEURON):
        pass
    first, second = (rows_of(session.snapshot(), 0, unit) for unit in (0, 1))
    assert first["z"].value is not None
    assert second["z"].value is None
    assert second["bias b"].slope is None


def test_a_card_too_long_says_how_much_is_left_out(monospaced: Monospaced) -> None:
    wide = ExperimentSpec(network=NetworkSpec((LayerSpec(100), LayerSpec(1, "sigmoid"))))
    card = neuron_card(Session(wide).snapshot(), 1, 0, info_of(wide))
    assert len(card.rows) == 3 + MOST_WEIGHTS
    assert card.left == 100 - MOST_WEIGHTS
    assert "… 70 more weights" in words(card, monospaced)


def words(card: Card, type_: Monospaced, style: NumberStyle = NumberStyle()) -> Sequence[str]:  # noqa: B008
    return [each.text for each in lay_out_card(card, 280.0, 1.0, type_, style).letters]


def test_the_card_is_written_in_the_chosen_digits(monospaced: Monospaced) -> None:
    snapshot = list(steps(THREE))[-1]
    weight = float(snapshot.layers[0].kernel[0, 0])
    card = neuron_card(snapshot, 0, 0, info_of(THREE))
    for digits in (3, 5):
        assert number_text(weight, NumberStyle(digits)) in words(card, monospaced, NumberStyle(digits))


@pytest.mark.parametrize("digits", [3, 8, 12])
def test_numbers_never_leave_their_column(digits: int, monospaced: Monospaced) -> None:
    card = neuron_card(list(steps(THREE))[-1], 1, 0, info_of(THREE), "inactive for this example")
    inked = lay_out_card(card, 280.0, 1.0, monospaced, NumberStyle(digits))
    assert all(each.x >= 0 and each.x + monospaced.words(each.text, each.px) <= 280.5 for each in inked.letters)
    for one in inked.spots:
        assert not any(other.x < one.x < other.x + other.width and other.y == one.y for other in inked.spots)


def test_digits_give_way_to_room(monospaced: Monospaced) -> None:
    style = NumberStyle(12)
    assert fitting_text(1 / 3, style, 999.0, 10, monospaced) == "0.333333333333"
    assert fitting_text(1 / 3, style, 30.0, 10, monospaced) == "0.3333"
    assert fitting_text(1 / 3, style, 1.0, 10, monospaced) == "0.33"


def test_a_remark_stands_under_the_title(monospaced: Monospaced) -> None:
    card = neuron_card(Session(THREE).snapshot(), 0, 0, info_of(THREE), "dead over the whole data set")
    title, remark = words(card, monospaced)[:2]
    assert (title, remark) == ("Neuron 1 of layer 1", "dead over the whole data set")


# Whose numbers


def test_the_selected_neuron_is_the_one_of_the_table() -> None:
    first, second, *_ = steps(THREE)
    assert focus_of(first, (0, 2)) == (0, 2)
    assert focus_of(second, (0, 2)) == (0, 2)
    assert focus_of(second, None) == (1, 0)
    assert focus_of(first, (0, 99)) == (0, 0)
    assert focus_of(first, (-1, 0)) == (0, 0)
    assert focus_of(Session(THREE).snapshot(), None) == (0, 0)


def test_without_a_selection_the_table_follows_the_formula() -> None:
    session = Session(THREE)
    for _ in range(2):
        for _ in session.step(Grain.NEURON):
            pass
    snapshot = session.snapshot()
    assert focus_of(snapshot, None, snapshot.explanation) == (0, 1)
    assert focus_of(snapshot, (0, 3), snapshot.explanation) == (0, 3)


# Neurons that learn nothing


def relu() -> tuple[Snapshot, Activity]:
    """A snapshot in which neuron 1 of layer 1 is below 0 for every example."""
    spec = THREE.with_layer(0, activation="relu")
    session = Session(spec)
    weights = session.get_weights()
    weights[1][0] = -1000.0
    session.set_weights(weights)
    work = session.activity()
    while True:
        try:
            next(work)
        except StopIteration as end:
            return session.snapshot(), end.value


def test_dead_and_inactive_are_two_different_words() -> None:
    snapshot, activity = relu()
    assert silence_of(snapshot, 0, 0, activity).startswith("Dead over the whole data set")
    assert silence_of(snapshot, 0, 0, None).startswith("Inactive for this example")
    assert silence_of(snapshot, 0, 0, replace(activity, version=-1)).startswith("Inactive for this example")
    assert silence_of(snapshot, 1, 0, activity) == ""
    assert snapshot.layers[0].z is not None
    alive = int(np.argmax(snapshot.layers[0].z))
    assert (silence_of(snapshot, 0, alive, activity) == "") == bool(snapshot.layers[0].z[alive] > 0)
