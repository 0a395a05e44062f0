"""What lights up is what the formula speaks of."""

from dataclasses import replace

import pytest

from engine.trace import BIAS, Address, Kind
from gui.tracer.lighting import lights_of, places_of
from gui.view import NO_LIGHT
from tests.gui.tracer.conftest import Run

OUTPUTS = (2, 1)


def test_a_weighted_sum_lights_its_inputs_its_weights_and_itself(xor: Run) -> None:
    found = lights_of(xor.explain(Address(Kind.SUM, 3, 0, 4, example=xor.row())), OUTPUTS)
    assert found.neurons == {(-1, 0), (-1, 1), (0, 4)}
    assert found.edges == {(0, 0, 4), (0, 1, 4), (0, BIAS, 4)}
    assert found.strongest == {(0, 4)}


def test_a_hidden_error_lights_the_errors_above_it(xor: Run) -> None:
    found = lights_of(xor.explain(Address(Kind.DELTA, 3, 0, 0, example=xor.row())), OUTPUTS)
    above = xor.moments.spec(0).network.layers[1].units
    assert found.neurons == {(0, 0), *((1, k) for k in range(above))}
    assert found.edges == {(1, 0, k) for k in range(above)}


def test_a_weight_lights_its_edge(xor: Run) -> None:
    found = lights_of(xor.explain(Address(Kind.WEIGHT, 4, 1, 2, 3)), OUTPUTS)
    assert found.strongest == found.edges == {(1, 3, 2)}


def test_what_is_pointed_at_is_strongest(xor: Run) -> None:
    pointed = Address(Kind.WEIGHT, 3, 0, 4, 1)
    found = lights_of(xor.explain(Address(Kind.SUM, 3, 0, 4, example=xor.row())), OUTPUTS, pointed)
    assert found.strongest == {(0, 1, 4)}
    assert (0, 4) in found.neurons


def test_term_by_term_the_last_term_is_as_strong_as_its_sum(xor: Run) -> None:
    found = xor.explain(Address(Kind.SUM, 3, 0, 4, example=xor.row()))
    first, second = (lights_of(replace(found, shown=shown), OUTPUTS) for shown in (1, 2))
    assert first.strongest == {(0, 4), (-1, 0), (0, 0, 4)}
    assert first.edges == {(0, 0, 4)}, "what has not been told is not lit"
    assert second.strongest == {(0, 4), (-1, 1), (0, 1, 4)}
    assert second.edges == {(0, 0, 4), (0, 1, 4)}
    assert lights_of(replace(found, shown=3), OUTPUTS) == lights_of(found, OUTPUTS)


def test_nothing_lights_up_without_a_formula() -> None:
    assert lights_of(None, OUTPUTS) == NO_LIGHT
    assert not NO_LIGHT


def test_a_loss_lights_all_outputs() -> None:
    assert set(places_of(Address(Kind.BATCH_LOSS, 3), (2, 3))) == {(2, 0), (2, 1), (2, 2)}


@pytest.mark.parametrize("kind", list(Kind))
def test_a_place_is_a_neuron_or_an_edge(kind: Kind) -> None:
    for place in places_of(Address(kind, 3, 1, 0, 2), OUTPUTS):
        assert len(place) in (2, 3)
        assert -1 <= place[0] <= 2
