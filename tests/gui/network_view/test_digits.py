"""More digits beside neurons and on edges: where they fit, and never at the cost of a number that was told."""

from dataclasses import replace

import pytest

from engine.formula import NumberStyle, number_text
from engine.presets import presets
from gui.network_view.card import card_of
from gui.network_view.chip_places import chips_of
from gui.network_view.edge_style import styled
from gui.network_view.labels import lines_of, loss_badge
from gui.network_view.scene import NeuronRef
from gui.theme.theme import load_theme
from gui.view import ViewState
from tests.gui.network_view.scenes import AREAS, in_window, spec_of, stepped, trained
from tests.gui.network_view.test_chips import check as check_chips
from tests.gui.network_view.test_chips import walked
from tests.gui.network_view.test_texts import check, words

THEME = load_theme("light")

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize("size", AREAS)
@pytest.mark.parametrize("digits", [5, 12])
def test_words_stay_on_their_places(digits: int, size: tuple[int, int]) -> None:
    spec = spec_of("iris_petals", (6, 4))
    for snapshot in (trained(spec).snapshot(), stepped(spec, 2), stepped(spec, 5), stepped(spec, 8)):
        picture = in_window(spec, snapshot, size, ViewState(digits=digits))
        check(picture)
        plain = in_window(spec, snapshot, size)
        counts = [[len(told) for _, _, told in words(drawn)] for drawn in (picture, plain)]
        assert counts[0] == counts[1]


@pytest.mark.parametrize("name", presets().names())
def test_no_edge_loses_its_number(name: str) -> None:
    for snapshot in walked(name):
        told = []
        for digits in (3, 12):
            picture = in_window(snapshot.spec, snapshot, AREAS[1], ViewState(digits=digits))
            chips = chips_of(picture, THEME)
            check_chips(picture, chips)
            told.append(len(chips.boxes))
        assert told[0] == told[1]


def test_few_edges_tell_all_digits() -> None:
    spec = spec_of("xor", (2,))
    snapshot = stepped(spec, 4)
    picture = in_window(spec, snapshot, AREAS[2], ViewState(digits=6))
    chips, style = chips_of(picture, THEME), styled(picture)
    assert chips.texts == {i: number_text(float(style.value[i]), NumberStyle(6)) for i in chips.boxes}


def test_neurons_badge_and_card_write_what_was_chosen() -> None:
    spec = spec_of("xor", (2,))
    view = ViewState(digits=7)
    drawn = in_window(spec, stepped(spec, 3), AREAS[2], view)
    assert drawn.snapshot is not None
    value = drawn.known(0, "activation", 0)
    assert value is not None
    wanted = number_text(value, NumberStyle(7))
    assert f"a {wanted}" in [line.text for line in lines_of(drawn, 1, 0)]
    assert loss_badge(drawn)[0][0] == f"loss {number_text(drawn.snapshot.example.loss, NumberStyle(7))}"  # type: ignore[union-attr,arg-type]
    card = card_of(replace(drawn, pointed=NeuronRef(0, 0)))
    assert card is not None
    assert wanted in [row.value for row in card.rows]
