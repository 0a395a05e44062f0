"""Layers too wide to be drawn: every neuron is reached, by wheel, buttons, menu or keys, and is the one it says."""

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from engine.diagnostics import SurfaceRequest
from engine.session import Session
from gui.network_view.card import card_of
from gui.network_view.pager import ColumnPager
from gui.network_view.paging import shown_sentence, shown_text, strongest
from gui.network_view.scene import NetworkScene, NeuronRef
from gui.network_view.view import NetworkView
from gui.theme.current import ThemeSwitch
from tests.gui.network_view.scenes import drained, info_of, pixels_of, spec_of, trained

SPEC = spec_of(hidden=(200, 8))


@pytest.fixture(scope="module")
def session() -> Session:
    return trained(SPEC)


@pytest.fixture
def view(qtbot: QtBot, themes: ThemeSwitch, session: Session) -> NetworkView:
    made = NetworkView(themes)
    qtbot.addWidget(made)
    made.resize(799, 578)
    made.show_spec(SPEC, info_of(SPEC))
    made.show_snapshot(session.snapshot())
    made.show()
    QApplication.processEvents()
    return made


def scene_of(view: NetworkView) -> NetworkScene:
    assert view.canvas.scene is not None
    return view.canvas.scene


def shown(view: NetworkView) -> tuple[int, ...]:
    return scene_of(view).layout.columns[1].neurons


def turn(view: NetworkView, x: float, y: float, notches: float, keys: Any = Qt.KeyboardModifier.NoModifier) -> None:
    place, delta = QPointF(x, y), QPoint(0, round(120 * notches))
    event = QWheelEvent(
        place, place, QPoint(), delta, Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(view.canvas, event)


def pager(view: NetworkView) -> ColumnPager:
    return view.pagers[1]


@pytest.mark.parametrize("ranked", [True, False])
def test_all_neurons_can_be_reached_by_the_button(view: NetworkView, ranked: bool) -> None:
    view.canvas.folding.rank(1, ranked)
    seen, button = set(shown(view)), pager(view).findChildren(QToolButton)
    after = next(b for b in button if b.accessibleName() == "Layer 1: neurons after")
    for _ in range(20):
        after.click()
        seen |= set(shown(view))
    assert seen == set(range(200))
    view.canvas.folding.rank(1, False)
    pager(view).keyPressEvent(QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier))
    assert shown(view)[-1] == 199
    before = next(b for b in button if b.accessibleName() == "Layer 1: neurons before")
    before.click()
    rows = len(shown(view))
    assert shown(view) == tuple(range(200 - 2 * rows, 200 - rows))


def test_the_pager_says_which_neurons_are_drawn(view: NetworkView) -> None:
    label = next(b for b in pager(view).findChildren(QToolButton) if " of 200" in b.accessibleName())
    rows = len(shown(view))
    assert label.text() == f"… {200 - rows} more"
    view.canvas.folding.rank(1, False)
    assert label.text() == f"1–{rows} of 200"
    QTest.keyClick(pager(view), Qt.Key.Key_PageDown)
    assert label.text() == f"{rows + 1}–{2 * rows} of 200"
    QTest.keyClick(label, Qt.Key.Key_PageUp)  # what the button has no use for comes to the pager
    assert label.text() == f"1–{rows} of 200"
    QTest.keyClick(pager(view), Qt.Key.Key_End)
    assert label.text() == f"{201 - rows}–200 of 200"
    QTest.keyClick(pager(view), Qt.Key.Key_Home)
    assert shown(view)[0] == 0


def test_the_wheel_pages_over_the_column_and_zooms_elsewhere(view: NetworkView) -> None:
    view.canvas.folding.rank(1, False)
    place = scene_of(view).layout.columns[1]
    turn(view, place.x, 200, -2)
    assert shown(view)[0] == 6
    turn(view, place.x, 200, 1)
    assert shown(view)[0] == 3
    assert scene_of(view).scale == 1.0
    for _ in range(4):
        turn(view, place.x, 200, -0.25)  # a touchpad's small turns add up
    assert shown(view)[0] == 6
    turn(view, place.x, 200, 1, Qt.KeyboardModifier.ControlModifier)
    assert scene_of(view).scale > 1.0
    view.fit()
    turn(view, place.x + 120, 200, 1)
    assert scene_of(view).scale > 1.0


def test_the_strongest_come_first_by_choice(view: NetworkView, session: Session) -> None:
    snapshot = session.snapshot()
    sizes = np.linalg.norm(snapshot.layers[1].kernel, axis=1)
    action = next(a for a in pager(view).findChildren(QAction) if a.text() == "Strongest first")
    assert action.isChecked()
    first = shown(view)
    assert list(first) == np.argsort(-sizes)[: len(first)].tolist()
    assert shown_text(scene_of(view).layout.columns[1]) == f"… {200 - len(first)} more"
    QTest.keyClick(pager(view), Qt.Key.Key_PageDown)
    assert sizes[list(shown(view))].max() <= sizes[list(first)].min()
    sentence = shown_sentence(scene_of(view).layout.columns[1])
    assert sentence.startswith(f"Numbers {len(first) + 1} to {2 * len(first)}")
    action.trigger()
    assert shown(view) == tuple(range(len(first)))


def test_outputs_are_ranked_by_what_leads_to_them(session: Session) -> None:
    snapshot = session.snapshot()
    assert strongest(snapshot, 3) == (0,)
    sizes = np.linalg.norm(snapshot.layers[0].kernel, axis=1)
    assert strongest(snapshot, 0) == tuple(np.argsort(-sizes).tolist())


def test_a_neuron_shown_is_the_one_it_says(view: NetworkView, session: Session) -> None:
    view.canvas.folding.rank(1, False)
    view.canvas.page(1, 150)
    neuron, scene = shown(view)[3], scene_of(view)
    assert neuron == 153
    x, y = scene.layout.node(1, neuron).centre
    QTest.mouseMove(view.canvas, QPoint(round(x), round(y)))
    assert scene_of(view).pointed == NeuronRef(0, 153)
    card = card_of(scene_of(view))
    assert card is not None
    assert card.title.startswith("Layer 1 · neuron 154")
    edges, kernels = scene.edges, [numbers.kernel for numbers in session.snapshot().layers]
    for layer, source, target, weight in zip(edges.layer, edges.source, edges.target, edges.weight, strict=True):
        assert kernels[layer][source, target] == weight
    assert set(edges.target[edges.layer == 0].tolist()) == set(shown(view))


def test_pictures_are_asked_for_and_shown_beyond_the_first_ones(view: NetworkView, session: Session) -> None:
    view.canvas.folding.rank(1, False)
    asked: list[Any] = []
    view.pictured.connect(asked.append)
    view.canvas.page(1, 3)
    assert asked == []
    view.canvas.page(1, 147)
    assert asked == [((0, shown(view)),)]
    view.show_surface(drained(session.surface(SurfaceRequest())))
    node = scene_of(view).layout.node(1, 153)
    part = (slice(int(node.top) + 3, int(node.bottom) - 3), slice(int(node.left) + 3, int(node.right) - 3))
    plain = pixels_of(view.canvas.grab().toImage())[part].astype(int)
    view.show_surface(drained(session.surface(SurfaceRequest(pictured=asked[0]))))
    pictured = pixels_of(view.canvas.grab().toImage())[part].astype(int)
    assert plain.std(axis=(0, 1)).max() < pictured.std(axis=(0, 1)).max()
    view.canvas.page(1, -200)
    assert asked[-1] == ()


def test_another_network_begins_with_its_first_neurons(view: NetworkView) -> None:
    view.canvas.folding.rank(1, False)
    view.canvas.page(1, 60)
    other = spec_of(hidden=(100, 8))
    view.show_spec(other, info_of(other))
    assert shown(view)[0] == 0
    small = spec_of(hidden=(4, 2))
    view.show_spec(small, info_of(small))
    assert view.pagers == {}
    assert not [pager for pager in view.findChildren(ColumnPager) if pager.isVisible()]


def test_a_pager_stands_under_its_column_and_on_no_neuron(view: NetworkView) -> None:
    for _ in range(2):
        place, scene = scene_of(view).layout.columns[1], scene_of(view)
        box = pager(view).geometry()
        assert abs(box.center().x() - (scene.dx + place.middle * scene.scale)) <= 1.5
        assert box.top() >= scene.dy + scene.layout.node(1, place.neurons[-1]).bottom * scene.scale
        view.zoom_out()


def test_the_pager_stays_on_its_brace_at_every_height(view: NetworkView) -> None:
    for height in range(570, 430, -10):
        view.resize(view.width(), height)
        QApplication.processEvents()
        scene = scene_of(view)
        fold = scene.layout.columns[1].fold
        assert fold is not None
        assert abs(pager(view).y() - (scene.dy + (fold.top + 8.0) * scene.scale)) <= 1, height
