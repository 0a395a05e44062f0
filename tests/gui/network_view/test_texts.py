"""The words at neurons: all of them at every size, numbers never cut, none on a node or on another word."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtWidgets import QApplication

from engine.presets import experiment_session, presets
from engine.trace import Grain, Phase
from gui.network_view.geometry import Rect
from gui.network_view.labels import lines_of
from gui.network_view.layout import LEGEND
from gui.network_view.rows import Text
from gui.network_view.scene import NetworkScene, NeuronRef
from gui.network_view.texts import Word, advance_in, words_at
from gui.theme.theme import load_theme
from tests.gui.network_view.scenes import AREAS, in_window, scene, spec_of, stepped, trained

ADVANCE = advance_in(load_theme("light"))

pytestmark = pytest.mark.usefixtures("qapp")


def words(picture: NetworkScene) -> Iterator[tuple[int, int, tuple[Word, ...]]]:
    for column, place in enumerate(picture.layout.columns):
        for neuron in place.neurons:
            yield column, neuron, words_at(picture, column, neuron, ADVANCE)


def check(picture: NetworkScene) -> None:
    """Numbers whole, words inside the area, off all nodes and off each other."""
    nodes = [picture.layout.node(c, n) for c, p in enumerate(picture.layout.columns) for n in p.neurons]
    found: list[Word] = []
    inside = Rect(0.0, 0.0, picture.layout.width, picture.layout.height - LEGEND + 4.0)
    for column, neuron, told in words(picture):
        texts = {text for line in lines_of(picture, column, neuron) if not line.name for text in line.texts}
        names = [line for line in lines_of(picture, column, neuron) if line.name]
        for word in told:
            assert word.text in texts or word.text.rstrip("…") in names[0].text or len(names) > 1
            assert word.box.inside(inside), (word, inside)
            assert not any(word.box.overlaps(node) for node in nodes), word
        found += told
    assert not any(a.box.overlaps(b.box) for a, b in combinations(found, 2))


@pytest.mark.parametrize("name", presets().names())
def test_every_preset_tells_all_its_numbers_in_every_window(name: str, qapp: QApplication) -> None:
    session = experiment_session(name)
    session.train(updates=3)
    for size in AREAS:
        check(in_window(session.spec, session.snapshot(), size))
    for _ in range(3 * len(session.spec.network.layers) + 1):
        for _ in session.step(Grain.LAYER):
            pass
        for size in AREAS:
            check(in_window(session.spec, session.snapshot(), size))


@pytest.mark.parametrize("size", AREAS)
@pytest.mark.parametrize("hidden", [(6, 4), (4, 2), (6, 4, 6, 4), (8, 8), (12,)])
def test_every_hidden_neuron_tells_its_activation(hidden: tuple[int, ...], size: tuple[int, int]) -> None:
    spec = spec_of("iris_petals", hidden)
    picture = in_window(spec, trained(spec).snapshot(), size)
    told = [words[0].text[0] for column, _, words in words(picture) if 0 < column <= len(hidden) and words]
    written = [place.text is not Text.TAG for place in picture.layout.columns[1:-1] for _ in place.neurons]
    assert told == ["a"] * sum(written)
    if (len(hidden), size) != (4, AREAS[0]):
        assert all(written)


@pytest.mark.parametrize("size", AREAS)
@pytest.mark.parametrize("hidden", [(6, 4), (6, 6, 6, 6), (8,) * 6, (3,) * 12])
def test_an_error_flowing_back_is_told_by_every_neuron_that_has_room_and_never_by_none(
    hidden: tuple[int, ...], size: tuple[int, int]
) -> None:
    spec = spec_of("iris_petals", hidden)
    layers = len(hidden) + 1
    for step in range(layers):
        snapshot = stepped(spec, layers + 2 + step)
        assert snapshot.phase is Phase.BACKWARD
        picture = in_window(spec, snapshot, size)
        active = [told for column, _, told in words(picture) if column == snapshot.layer + 1]
        roles = [word.role for told in active for word in told]
        assert roles.count("gradient") >= min(3, len(active))
        if len(hidden) <= 4:
            assert roles.count("gradient") == len(active)


def test_where_columns_stand_too_close_the_neuron_pointed_at_and_the_strongest_are_told() -> None:
    spec = spec_of("xor", (8,) * 12)
    snapshot = stepped(spec, 13 + 1 + 3)
    assert (snapshot.phase, snapshot.layer) == (Phase.BACKWARD, 10)
    picture = in_window(spec, snapshot, (587, 280))
    deltas = snapshot.layers[10].delta
    assert deltas is not None
    plain = {neuron for column, neuron, told in words(picture) if column == 11 and told}
    assert {0, int(abs(deltas).argmax())} <= plain
    assert len(plain) == 3
    pointed = replace(picture, pointed=NeuronRef(10, 6))
    assert 6 in {neuron for column, neuron, told in words(pointed) if column == 11 and told}


def test_a_name_becomes_smaller_before_it_is_cut_and_a_number_shorter() -> None:
    spec = spec_of("iris_petals", (4,) * 4)
    told = [word for column, _, told in words(in_window(spec, stepped(spec, 10), AREAS[0])) for word in told]
    assert {"setosa", "versicolor", "virginica"} <= {word.text for word in told}
    assert min(word.px for word in told if word.text == "versicolor") < 12
    narrow = scene(spec_of("iris_petals", (4,) * 6), stepped(spec_of("iris_petals", (4,) * 6), 10), size=(400, 380))
    texts = [word.text for column, _, told in words(narrow) if column > 0 for word in told]
    assert any(text.endswith("…") for text in texts)
    assert not any("…" in text for text in texts if any(digit in text for digit in "0123456789"))
