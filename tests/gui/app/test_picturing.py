"""In the whole window: pictures in the place of the plane, what neurons look for, and the gallery of examples."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.presets import preset
from engine.session import Session
from engine.trace import Grain
from gui.app.workbench import Workbench
from gui.examples.page import ExamplePage
from gui.main_window import MINIMUM
from gui.pictures.exciting_tiles import COUNT
from gui.pictures.panel import PicturePanel
from gui.pictures.tiles import TileList
from tests.gui.app.conftest import MakeBench
from tests.gui.app.test_own_picture import digits
from tests.gui.app.test_tracing import press, rests

Key = Qt.Key


@pytest.fixture
def bench(open_bench: MakeBench) -> Workbench:
    return open_bench(digits())


@pytest.fixture(scope="module")
def twin() -> Session:
    """The same run, beside the window."""
    return digits()


def panel_of(bench: Workbench) -> PicturePanel:
    panel = bench.output.panel
    assert panel is not None
    assert panel.isVisible()
    return panel


def click(tiles: TileList, place: int) -> None:
    center = tiles.visualRect(tiles.tiles.index(place, 0)).center()
    QTest.mouseClick(tiles.viewport(), Qt.MouseButton.LeftButton, pos=center)


def shares(panel: PicturePanel) -> list[float]:
    assert panel.answer is not None
    return [bar.value for bar in panel.answer.bars]


def gallery(bench: Workbench, qtbot: QtBot) -> ExamplePage:
    """The page of examples, when all have been judged."""
    press(bench, Key.Key_E)
    qtbot.waitUntil(lambda: bench.examples._page is not None and bench.examples._page._scores is not None)
    rests(bench, qtbot)
    page = bench.examples._page
    assert page is not None
    qtbot.waitUntil(lambda: page.gallery.isVisible() and page.model.judged(page.model.example(0)) is not None)
    return page


def losses_of(session: Session) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(loss, class said, true class) of the examples for training and validation, by what the network predicts."""
    data = session.data
    labels = np.concatenate((data.training.y, data.validation.y))
    said = session.predict(session.examples().raw(np.arange(len(labels))))
    return -np.log(said[np.arange(len(labels)), labels]), said.argmax(axis=1), labels


def test_the_example_is_shown_with_what_the_network_says(bench: Workbench, qtbot: QtBot, twin: Session) -> None:
    panel = panel_of(bench)
    assert bench.window.boundary.isHidden()
    for example in (0, 17):
        bench.view.update(example=example)
        rests(bench, qtbot)
        raw = twin.examples().raw(np.array([example]))
        np.testing.assert_allclose(shares(panel), twin.predict(raw)[0], rtol=1e-12)
        answer = panel.answer
        assert answer is not None
        assert [bar.true for bar in answer.bars].index(True) == twin.data.training.y[example]
        image = panel.example.picture.image
        grey = [[image.pixelColor(x, y).lightness() for x in range(8)] for y in range(8)]
        order = np.corrcoef(np.ravel(grey), raw[0])[0, 1]
        assert order < -0.95  # ink on light paper


def test_of_pictures_no_plane_is_computed(bench: Workbench, qtbot: QtBot) -> None:
    surfaces: list[object] = []
    bench.player.surface_ready.connect(surfaces.append)
    bench.view.update(hovered=(0, 1))
    bench.player.step(Grain.BATCH)
    rests(bench, qtbot)
    assert surfaces == []
    xor = preset("xor").spec
    bench.document.edit("XOR", xor)
    qtbot.waitUntil(lambda: bool(surfaces))
    assert (bench.output.panel, bench.window.boundary.isVisible()) == (None, True)
    bench.document.undo_stack.undo()
    rests(bench, qtbot)
    assert bench.window.boundary.isHidden()
    assert sum(shares(panel_of(bench))) == pytest.approx(1.0)


def test_there_are_no_points_by_hand_among_pictures(bench: Workbench, qtbot: QtBot) -> None:
    hands, points = bench.plotting.hands, bench.window.actions_by_id["points"]
    press(bench, Key.Key_H)
    assert (hands.on, points.isChecked()) == (False, False)
    assert "pictures" in bench.window.toast.message()
    press(bench, Key.Key_P)
    assert not hands.on
    bench.document.edit("XOR", preset("xor").spec)
    rests(bench, qtbot)
    press(bench, Key.Key_H)
    assert (hands.on, points.isChecked()) == (True, True)
    bench.document.undo_stack.undo()  # back to the pictures, the tools in the hand
    rests(bench, qtbot)
    assert (hands.on, points.isChecked()) == (False, False)


def test_the_neuron_is_named_in_the_smallest_window(bench: Workbench, qtbot: QtBot) -> None:
    bench.window.resize(*MINIMUM)
    for neuron, named in (((0, 3), "Neuron 4, layer 1"), ((1, 4), "Output 4")):
        bench.view.update(selected=neuron)
        rests(bench, qtbot)
        assert panel_of(bench).header.column.shown() == named


def test_a_first_neuron_shows_its_weights_where_the_pixels_are(bench: Workbench, qtbot: QtBot, twin: Session) -> None:
    bench.view.update(selected=(0, 3))
    rests(bench, qtbot)
    panel, weights = panel_of(bench), twin.get_weights()[0][:, 3]
    assert panel.weights.isVisible()
    image = panel.weights.image
    assert (image.width(), image.height()) == (8, 8)
    for place in (weights.argmax(), weights.argmin()):
        ink = image.pixelColor(int(place % 8), int(place // 8))
        assert (ink.blue() > ink.red()) == (weights[place] > 0)
    QTest.keyClick(bench.window, Key.Key_Escape)
    assert panel.bars.isVisible() == (bench.view.state.selected is None)


def test_a_deeper_neuron_shows_what_excites_it_most(bench: Workbench, qtbot: QtBot, twin: Session) -> None:
    last, unit = len(twin.spec.network.layers) - 1, 4
    bench.view.update(selected=(last, unit))
    panel = panel_of(bench)
    qtbot.waitUntil(lambda: panel.exciting.model.count == COUNT)
    said = twin.predict(twin.examples().raw(np.arange(len(twin.data.training))))[:, unit]
    found = panel.exciting.model.found
    assert found is not None
    np.testing.assert_array_equal(found.rows, np.argsort(-said, kind="stable")[:COUNT])
    np.testing.assert_allclose(found.activations, said[found.rows], rtol=1e-12)
    click(panel.exciting.tiles, 1)
    assert bench.view.state.example == found.rows[1]
    bench.view.update(selected=(last, 5))
    assert panel.exciting.model.count == 0  # those of another neuron are gone at once
    qtbot.waitUntil(lambda: panel.exciting.model.count == COUNT)
    rests(bench, qtbot)


def test_the_worst_mistakes_come_first(bench: Workbench, qtbot: QtBot, twin: Session) -> None:
    page = gallery(bench, qtbot)
    losses, said, labels = losses_of(twin)
    np.testing.assert_array_equal(page.model.rows[:30], np.argsort(-losses, kind="stable")[:30])
    worst, names = int(losses.argmax()), twin.data.info.classes
    tile = page.gallery.tiles.tile(0)
    assert tile.tone == "bad"
    assert tile.lines[0] == names[labels[worst]]
    assert tile.lines[1].startswith(names[said[worst]])
    page.bar.worst.click()
    rests(bench, qtbot)
    assert page.model.rows[:30].tolist() == list(range(30))


def test_mistakes_and_classes_are_picked_out(bench: Workbench, qtbot: QtBot, twin: Session) -> None:
    page = gallery(bench, qtbot)
    _, said, labels = losses_of(twin)
    page.bar.label._on_activated(1 + 8)
    page.bar.wrong.click()
    rests(bench, qtbot)
    assert set(page.model.rows.tolist()) == set(np.flatnonzero((labels == 8) & (said != 8)).tolist())
    assert page.gallery.tiles.count == len(page.model.rows)


def test_an_example_beside_the_training_part_is_shown_large(bench: Workbench, qtbot: QtBot, twin: Session) -> None:
    page, panel = gallery(bench, qtbot), panel_of(bench)
    page.bar.parts._on_clicked(2)
    rests(bench, qtbot)
    number, chosen = page.model.example(0), bench.view.state.example
    place = number - len(twin.data.training)
    assert 0 <= place < len(twin.data.validation)
    click(page.gallery, 0)
    qtbot.waitUntil(lambda: panel.beside is not None)
    rests(bench, qtbot)
    np.testing.assert_allclose(shares(panel), twin.predict(twin.examples().raw(np.array([number])))[0], rtol=1e-12)
    assert "validation" in panel.header._title.text().lower()
    assert bench.view.state.example == chosen
    QTest.keyClick(page.gallery, Key.Key_Return)
    assert bench.window.actions_by_id["larger_plot"].isChecked()
    bench.view.update(example=3)
    rests(bench, qtbot)
    assert panel.beside is None
    np.testing.assert_allclose(shares(panel), twin.predict(twin.examples().raw(np.array([3])))[0], rtol=1e-12)


def test_examples_of_the_test_part_are_not_judged_unasked(bench: Workbench, qtbot: QtBot) -> None:
    page, panel = gallery(bench, qtbot), panel_of(bench)
    page.bar.parts._on_clicked(3)
    rests(bench, qtbot)
    assert page.gallery.tiles.tile(0).lines[1] == ""
    click(page.gallery, 0)
    qtbot.waitUntil(lambda: panel.beside is not None)
    rests(bench, qtbot)
    assert panel.answer is not None
    assert panel.answer.prediction == ""


def test_the_table_is_a_click_away_and_other_data_have_nothing_else(bench: Workbench, qtbot: QtBot) -> None:
    page = gallery(bench, qtbot)
    assert page.bar.own.isHidden()
    page.bar.shown_as._on_clicked(1)
    assert page.table.isVisible()
    assert not page.bar.own.isHidden()
    bench.document.edit("Iris", replace(preset("iris").spec, seed=3))
    rests(bench, qtbot)
    qtbot.waitUntil(lambda: page.bar.shown_as.isHidden())
    assert page.table.isVisible()
    assert page.wish.key == ""
