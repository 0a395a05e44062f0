"""Folded layers unfold around what is selected, follow the step, and are calm while numbers flow."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.session import Session
from engine.trace import Grain, Phase, Snapshot
from gui.network_view import folding as folding_module
from gui.network_view.card import UNFOLD, card_of
from gui.network_view.paging import settled, strengths
from gui.network_view.scene import NetworkScene, NeuronRef
from gui.network_view.view import NetworkView
from gui.network_view.weight_image import block_means, weight_image
from gui.theme.current import ThemeSwitch
from gui.theme.theme import load_theme
from gui.view import Highlights, ViewState
from tests.gui.network_view.scenes import info_of, painted, scene, spec_of, trained, with_weights

SPEC = spec_of("iris_petals", hidden=(60, 50))


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return trained(SPEC).snapshot()


@pytest.fixture
def view(qtbot: QtBot, themes: ThemeSwitch, snapshot: Snapshot) -> NetworkView:
    made = NetworkView(themes)
    qtbot.addWidget(made)
    made.resize(799, 520)
    made.show_spec(SPEC, info_of(SPEC))
    made.show_snapshot(snapshot)
    made.canvas.selected.connect(lambda neuron: made.show_view(replace(drawn(made).view, selected=neuron)))
    made.show()
    return made


def drawn(view: NetworkView) -> NetworkScene:
    assert view.canvas.scene is not None
    return view.canvas.scene


def shown(view: NetworkView, column: int) -> tuple[int, ...]:
    return drawn(view).layout.columns[column].neurons


def hidden_neuron(view: NetworkView, column: int) -> int:
    return next(neuron for neuron in (30, 31, 32, 33, 34) if neuron not in shown(view, column))


def select(view: NetworkView, *neuron: int) -> None:
    view.show_view(replace(drawn(view).view, selected=neuron or None))


def test_a_click_into_the_picture_of_weights_brings_that_neuron_and_its_neighbours(view: NetworkView) -> None:
    box, neuron = drawn(view).layout.columns[1].weights, hidden_neuron(view, 1)
    assert box is not None
    place = QPoint(round(box.left + (neuron + 0.5) * box.width / 60), round(box.top + box.height / 2))
    QTest.mouseMove(view.canvas, place)
    assert drawn(view).pointed == NeuronRef(0, neuron)
    card = card_of(drawn(view))
    assert card is not None
    assert card.title.startswith(f"Layer 1 · neuron {neuron + 1}")
    assert card.hint == UNFOLD
    QTest.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=place)
    assert drawn(view).view.selected == (0, neuron)
    assert {neuron - 1, neuron, neuron + 1} <= set(shown(view, 1))


def test_beside_a_selected_neuron_stand_those_with_the_strongest_weights(
    view: NetworkView, snapshot: Snapshot
) -> None:
    neuron = shown(view, 1)[2]
    before = shown(view, 1)
    select(view, 0, neuron)
    assert shown(view, 1) == before  # it was in view: nothing moves away from under the click
    weights = np.abs(snapshot.layers[1].kernel[neuron])
    assert list(shown(view, 2)) == np.argsort(-weights, kind="stable")[: len(shown(view, 2))].tolist()
    other = shown(view, 2)[4]
    beside = shown(view, 2)
    select(view, 1, other)
    assert shown(view, 2) == beside
    weights = np.abs(snapshot.layers[1].kernel[:, other])
    assert list(shown(view, 1)) == np.argsort(-weights, kind="stable")[: len(shown(view, 1))].tolist()
    select(view)
    assert shown(view, 1) == before


def test_what_the_formula_is_about_is_in_view(view: NetworkView) -> None:
    neuron, before = hidden_neuron(view, 1), shown(view, 1)
    lights = Highlights(frozenset({(0, neuron)}), frozenset(), frozenset({(0, neuron)}))
    view.show_view(ViewState(highlights=lights))
    assert shown(view, 1) == (*before[:-1], neuron)
    edge = Highlights(frozenset(), frozenset({(1, neuron, 7)}), frozenset({(1, neuron, 7)}))
    view.show_view(ViewState(highlights=edge))
    assert neuron in shown(view, 1)
    assert 7 in shown(view, 2)
    view.show_view(ViewState())
    assert shown(view, 1) == before


def test_the_neuron_of_the_step_is_in_view_and_rows_rest_while_it_goes_down(view: NetworkView) -> None:
    session, pages = trained(SPEC), []
    for _ in range(len(shown(view, 1)) + 3):
        for _ in session.step(Grain.NEURON):
            pass
        moment = session.snapshot()
        view.show_snapshot(moment)
        assert moment.cursor is not None
        assert moment.cursor.stop in shown(view, 1)
        pages.append(shown(view, 1))
    assert len(set(pages)) == 2


def test_rows_change_hands_only_for_good_reasons(
    view: NetworkView, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, rows = shown(view, 1), len(shown(view, 1))
    kernel = snapshot.layers[1].kernel.copy()
    newcomer = hidden_neuron(view, 1)
    kernel[newcomer] *= 50.0
    later = replace(with_weights(snapshot, 1, kernel), version=snapshot.version + 1)
    view.show_snapshot(later)
    assert shown(view, 1) == before  # while numbers flow nothing moves
    monkeypatch.setattr(folding_module, "LONGEST_SECONDS", -1.0)
    view.show_snapshot(replace(later, version=later.version + 1))
    after = shown(view, 1)
    assert newcomer in after
    assert sum(a == b for a, b in zip(before, after, strict=True)) == rows - 1


def test_a_neuron_keeps_its_row_until_another_is_clearly_stronger() -> None:
    size = np.array([5.0, 4.0, 3.0, 2.0, 1.0])
    assert settled(size, (), 2) == (0, 1, 2, 3, 4)
    assert settled(np.array([5.0, 4.0, 4.2, 2.0, 1.0]), (0, 1, 2, 3, 4), 2)[:2] == (0, 1)
    assert settled(np.array([1.0, 4.0, 4.2, 2.0, 1.0]), (0, 1, 2, 3, 4), 2)[:2] == (2, 1)
    assert sorted(settled(size, (3, 4, 0, 1, 2), 2)) == [0, 1, 2, 3, 4]


def test_strength_is_the_length_of_the_weights_that_lead_on(snapshot: Snapshot) -> None:
    assert strengths(snapshot, 1) == pytest.approx(np.sqrt((snapshot.layers[1].kernel ** 2).sum(axis=1)))
    assert strengths(snapshot, 3) == pytest.approx(np.sqrt((snapshot.layers[2].kernel ** 2).sum(axis=0)))


def test_the_picture_of_weights_is_the_kernel(qapp: object) -> None:
    kernel = np.arange(24.0).reshape(4, 6)
    assert block_means(kernel, 4, 6) == pytest.approx(kernel)
    halves = kernel.reshape(2, 2, 3, 2).mean(axis=(1, 3))
    assert block_means(kernel, 2, 3) == pytest.approx(halves)
    theme = load_theme("light")
    image = weight_image(np.array([[1.0, -1.0, 0.0]]), 9, 9, theme)
    colors = [image.pixelColor(column, 0).name() for column in range(3)]
    assert colors == [theme.positive, theme.negative, theme.neutral]
    assert weight_image(np.full((2, 2), np.nan), 2, 2, theme).pixelColor(0, 0).name() == theme.not_a_number


def test_the_layer_of_the_step_is_framed_and_what_it_has_not_come_to_veiled() -> None:
    theme, session = load_theme("light"), trained(SPEC)
    for _ in session.step(Grain.LAYER):
        pass
    for _ in range(3):
        for _ in session.step(Grain.NEURON):
            pass
    picture = scene(SPEC, session.snapshot())
    assert picture.phase is Phase.FORWARD
    box = picture.layout.columns[2].weights
    assert box is not None
    pixels = painted(picture, theme).astype(int)
    row = pixels[round(picture.dy + box.top + 3) : round(picture.dy + box.bottom - 3)]
    left, right = round(picture.dx + box.left), round(picture.dx + box.right)
    done = left + round(box.width * picture.reached / 50)
    assert row[:, left + 1 : done - 1].std() > 1.5 * row[:, done + 2 : right - 1].std()


def test_a_fold_is_painted_in_pictures_for_files(snapshot: Snapshot, themes: ThemeSwitch) -> None:
    picture = scene(SPEC, snapshot)
    place = picture.layout.columns[1]
    assert place.weights is not None
    assert list(place.neurons) == np.argsort(-strengths(snapshot, 1), kind="stable")[: place.shown].tolist()
    pixels = painted(picture, themes.theme).astype(int)
    box = place.weights
    part = pixels[round(picture.dy + box.top) : round(picture.dy + box.bottom), round(box.left) : round(box.right)]
    assert part.std(axis=(0, 1)).max() > 20


def test_the_canvas_keeps_unfolding_after_the_sizes_change(view: NetworkView) -> None:
    select(view, 0, hidden_neuron(view, 1))
    other = spec_of("iris_petals", hidden=(40, 50))
    view.show_spec(other, info_of(other))
    session = Session(other)
    view.show_snapshot(session.snapshot())
    selected = drawn(view).view.selected
    assert selected is not None
    assert selected[1] in shown(view, 1)
