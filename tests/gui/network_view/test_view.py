"""The panel: zoom, hover, selection, and what it refuses to show."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.network_view.scene import EdgeRef, NetworkScene, NeuronRef
from gui.network_view.view import NetworkView
from gui.theme.current import ThemeSwitch
from gui.view import ViewState
from tests.gui.clicks import double_click
from tests.gui.network_view.scenes import info_of, pixels_of, spec_of, stepped, surface_of, trained

SPEC = spec_of()


@pytest.fixture
def view(qtbot: QtBot, themes: ThemeSwitch) -> NetworkView:
    panel = NetworkView(themes)
    qtbot.addWidget(panel)
    panel.resize(860, 600)
    panel.show_spec(SPEC, info_of(SPEC))
    session = trained(SPEC)
    panel.show_snapshot(session.snapshot())
    panel.show_surface(surface_of(session))
    panel.show()
    QApplication.processEvents()
    return panel


def scene_of(view: NetworkView) -> NetworkScene:
    found = view.canvas.scene
    assert found is not None
    return found


def on_screen(view: NetworkView, x: float, y: float) -> QPoint:
    scene = scene_of(view)
    return QPoint(round(scene.dx + x * scene.scale), round(scene.dy + y * scene.scale))


def node(view: NetworkView, column: int, neuron: int) -> QPoint:
    return on_screen(view, *scene_of(view).layout.node(column, neuron).centre)


def wheel(view: NetworkView, at: QPoint, steps: int) -> None:
    event = QWheelEvent(
        QPointF(at),
        view.canvas.mapToGlobal(QPointF(at)),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.canvas, event)


def test_the_wheel_zooms_about_the_cursor(view: NetworkView) -> None:
    at = node(view, 1, 2)
    before = scene_of(view).scale
    wheel(view, at, 3)
    assert scene_of(view).scale == pytest.approx(before * 1.2**3)
    assert (node(view, 1, 2) - at).manhattanLength() <= 1
    wheel(view, at, -3)
    assert scene_of(view).scale == pytest.approx(before)


def test_drag_pans_and_double_click_fits(view: NetworkView) -> None:
    before = node(view, 0, 0)
    QTest.mousePress(view.canvas, Qt.MouseButton.LeftButton, pos=QPoint(400, 30))
    QTest.mouseMove(view.canvas, QPoint(430, 50))
    QTest.mouseRelease(view.canvas, Qt.MouseButton.LeftButton, pos=QPoint(430, 50))
    assert node(view, 0, 0) - before == QPoint(30, 20)
    double_click(view.canvas, QPoint(400, 30))
    assert node(view, 0, 0) == before


def test_resizing_fits_unless_a_person_zoomed(view: NetworkView) -> None:
    view.resize(1200, 800)
    QApplication.processEvents()
    assert scene_of(view).layout.width == view.canvas.width()
    assert scene_of(view).scale == 1.0
    view.zoom_in()
    zoomed = scene_of(view).scale
    view.resize(1000, 700)
    QApplication.processEvents()
    assert scene_of(view).scale == zoomed > 1.0
    view.zoom_out()
    view.fit()
    assert scene_of(view).scale == 1.0


def test_hovering_tells_the_neuron_and_an_edge_its_target(view: NetworkView) -> None:
    said: list[Any] = []
    view.hovered.connect(said.append)
    QTest.mouseMove(view.canvas, node(view, 1, 2))
    assert scene_of(view).pointed == NeuronRef(0, 2)
    edge = scene_of(view).layout.curve(2, 0, 0)
    QTest.mouseMove(view.canvas, on_screen(view, *edge.at(0.4)))
    assert scene_of(view).pointed == EdgeRef(2, 0, 0)
    QTest.mouseMove(view.canvas, QPoint(5, 5))
    assert said == [(0, 2), (2, 0), None]


def test_the_card_appears_beside_what_is_hovered_and_leaves_with_it(view: NetworkView) -> None:
    def pixels() -> Any:
        return pixels_of(view.canvas.grab().toImage()).astype(int)

    at = node(view, 2, 1)
    before = pixels()
    QTest.mouseMove(view.canvas, at)
    changed = np.abs(pixels() - before).max(axis=-1) > 40
    assert changed[:, at.x() + 40 :].sum() > 500
    half = int(scene_of(view).layout.columns[2].size / 2) - 4
    assert not changed[at.y() - half : at.y() + half, at.x() - half : at.x() + half].any()
    QTest.mouseMove(view.canvas, QPoint(5, 5))
    assert np.abs(pixels() - before).max() == 0


def test_a_click_selects_and_a_click_on_the_ground_deselects(view: NetworkView) -> None:
    said: list[Any] = []
    view.selected.connect(said.append)
    QTest.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=node(view, 0, 1))
    QTest.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert said == [(-1, 1), None]


def test_a_neuron_pointed_at_elsewhere_is_shown_without_a_signal(view: NetworkView) -> None:
    said: list[Any] = []
    view.hovered.connect(said.append)
    view.show_view(ViewState(hovered=(1, 0)))
    assert scene_of(view).pointed == NeuronRef(1, 0)
    view.show_view(ViewState())
    assert scene_of(view).pointed is None
    assert said == []


def test_the_same_moment_is_not_painted_again(view: NetworkView) -> None:
    before = scene_of(view)
    view.show_snapshot(trained(SPEC).snapshot())
    view.show_view(ViewState())
    view.show_spec(SPEC, info_of(SPEC))
    assert view.canvas.scene is before
    view.show_snapshot(stepped(SPEC, 1))
    assert view.canvas.scene is not before


def test_numbers_and_pictures_of_another_network_are_dropped(view: NetworkView) -> None:
    other = spec_of(hidden=(3, 2, 2))
    session = trained(other)
    before = scene_of(view)
    view.show_snapshot(session.snapshot())
    view.show_surface(surface_of(session))
    assert view.canvas.scene is before
    view.show_spec(other, info_of(other))
    assert scene_of(view).snapshot is None
    assert scene_of(view).surface is None
    view.show_snapshot(session.snapshot())
    assert len(scene_of(view).edges) == 2 * 3 + 3 * 2 + 2 * 2 + 2


def test_an_edit_that_keeps_the_sizes_keeps_picture_and_zoom(view: NetworkView) -> None:
    view.zoom_in()
    scale = scene_of(view).scale
    edited = SPEC.with_layer(0, activation="relu")
    view.show_spec(edited, info_of(edited))
    assert scene_of(view).scale == scale
    assert scene_of(view).snapshot is not None
    assert scene_of(view).surface is not None


def test_a_theme_change_repaints(view: NetworkView, themes: ThemeSwitch) -> None:
    light = pixels_of(view.canvas.grab().toImage())[3, 3]
    themes.show_name("dark")
    dark = pixels_of(view.canvas.grab().toImage())[3, 3]
    assert light.min() > 200
    assert dark.max() < 60


@pytest.mark.parametrize("size", [(560, 400), (860, 600), (2400, 1500)])
@pytest.mark.parametrize("data", ["xor", "iris", "sine"])
def test_every_kind_of_experiment_is_painted_at_every_size(
    qtbot: QtBot, themes: ThemeSwitch, data: str, size: tuple[int, int]
) -> None:
    spec = spec_of(data, hidden=(8, 70))
    session = trained(spec)
    panel = NetworkView(themes)
    qtbot.addWidget(panel)
    panel.resize(*size)
    panel.show_spec(spec, info_of(spec))
    panel.show_surface(surface_of(session))
    for _ in range(10):
        panel.show_snapshot(session.snapshot())
        assert not panel.grab().isNull()
        for _ in session.step(0):  # type: ignore[arg-type]
            pass
    snapshot = session.snapshot()
    panel.show_snapshot(replace(snapshot, example=None))
    panel.show_view(ViewState(bias_nodes=True, selected=(0, 1)))
    assert not panel.grab().isNull()


def test_the_legend_lies_on_a_plate_when_one_looks_closer(view: NetworkView) -> None:
    def foot() -> Any:
        area = pixels_of(view.canvas.grab().toImage()).astype(int)[-26:-6]
        return area[:, 260:600]

    calm = foot()
    for _ in range(4):
        view.zoom_in()
    lines = np.abs(foot() - calm).max(axis=-1) > 24
    assert lines[4:-4, 40:-40].sum() == 0
