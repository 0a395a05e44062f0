"""The hover card stands beside what it explains, on neither it nor its edge, inside the canvas."""

from dataclasses import replace

import pytest

from gui.network_view.card import card_of
from gui.network_view.card_place import CardPlace, card_place
from gui.network_view.edges import keys_of
from gui.network_view.geometry import Rect
from gui.network_view.hover_card import card_size
from gui.network_view.scene import EdgeRef, NetworkScene, NeuronRef
from gui.network_view.texts import advance_in, words_at
from gui.theme.theme import load_theme
from tests.gui.network_view.scenes import AREAS, in_window, spec_of, stepped, trained

THEME = load_theme("light")
ADVANCE = advance_in(THEME)

pytestmark = pytest.mark.usefixtures("themes")


def placed(picture: NetworkScene) -> Rect:
    card = card_of(picture)
    assert card is not None
    return card_place(picture, *card_size(card, THEME), ADVANCE)


def inside(card: Rect, picture: NetworkScene) -> bool:
    return card.inside(Rect(0.0, 0.0, *picture.canvas))


@pytest.mark.parametrize("size", AREAS[:3])
def test_a_card_about_an_edge_covers_neither_end_nor_the_line(size: tuple[int, int]) -> None:
    spec = spec_of("iris_petals", (6, 4))
    for snapshot in (trained(spec).snapshot(), stepped(spec, 6)):
        picture = in_window(spec, snapshot, size)
        for layer, source, target in keys_of(picture):
            card = placed(replace(picture, pointed=EdgeRef(layer, source, target)))
            assert inside(card, picture)
            ends = [picture.layout.node(layer, source), picture.layout.node(layer + 1, target)]
            assert not any(card.overlaps(node) for node in ends), (layer, source, target)
            curve = picture.layout.curve(layer, source, target)
            covered = [t for t in range(41) if card.contains(*curve.at(t / 40))]
            assert len(covered) <= (2 if size == AREAS[0] else 0), (layer, source, target)


@pytest.mark.parametrize("size", AREAS[:3])
def test_a_card_about_a_neuron_covers_neither_it_nor_its_words(size: tuple[int, int]) -> None:
    spec = spec_of("iris_petals", (6, 4))
    picture = in_window(spec, stepped(spec, 6), size)
    for column, place in enumerate(picture.layout.columns):
        for neuron in place.neurons:
            card = placed(replace(picture, pointed=NeuronRef(column - 1, neuron)))
            assert inside(card, picture)
            node = picture.layout.node(column, neuron)
            assert not card.overlaps(node)
            assert not any(card.overlaps(word.box) for word in words_at(picture, column, neuron, ADVANCE))
            across = max(card.left - node.right, node.left - card.right, 0.0)
            down = max(card.top - node.bottom, node.top - card.bottom, 0.0)
            assert (across**2 + down**2) ** 0.5 < 260


def test_a_card_stays_where_it_is_while_numbers_change() -> None:
    spec, kept = spec_of(hidden=(4, 2)), CardPlace()
    first, later = (in_window(spec, trained(spec, updates).snapshot(), AREAS[1]) for updates in (5, 40))
    places = []
    for picture in (first, later):
        picture = replace(picture, pointed=NeuronRef(1, 0), layout=first.layout)
        places.append(kept.find(picture, 180.0, 90.0, ADVANCE))
    assert places[0] == places[1] == card_place(replace(first, pointed=NeuronRef(1, 0)), 180.0, 90.0, ADVANCE)
    elsewhere = kept.find(replace(first, pointed=NeuronRef(0, 3)), 180.0, 90.0, ADVANCE)
    assert elsewhere != places[0]


def test_where_there_is_no_room_at_all_the_card_is_there_all_the_same() -> None:
    spec = spec_of(hidden=(4, 2))
    picture = replace(in_window(spec, trained(spec).snapshot(), (150, 90)), pointed=EdgeRef(1, 3, 0))
    card = placed(picture)
    assert card.left == 4.0
    assert card.top >= 4.0
