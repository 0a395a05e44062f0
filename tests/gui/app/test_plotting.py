"""What is plotted in the real window: the slice follows the popover, and the plot grows and shrinks."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QSlider, QWidget
from pytestqt.qtbot import QtBot

from engine.spec import LayerSpec
from gui.plots.card_item import CardItem
from tests.engine.experiments import experiment
from tests.gui.app.conftest import MakeBench
from tests.gui.plots.planted import canvas_of

IRIS = experiment(LayerSpec(3, "tanh"), LayerSpec(3, "softmax"), data="iris", loss="categorical_crossentropy")


def card_of(plot: QWidget) -> list[str]:
    (card,) = (item for item in canvas_of(plot).chart.childItems() if isinstance(item, CardItem))
    return [line.text for line in card.lines()]


def test_the_picture_and_the_reading_follow_the_popover(qtbot: QtBot, open_bench: MakeBench) -> None:
    bench = open_bench(IRIS)
    plot, surfaces = bench.window.boundary, []
    bench.player.surface_ready.connect(surfaces.append)
    plot.pointed.emit(3.0, 1.0)
    qtbot.waitUntil(lambda: "others held at their mean" in card_of(plot))
    plot._header.others.open()
    popover = plot._header.others.popover
    assert popover is not None
    popover.row(1).slider.findChild(QSlider).setValue(0)
    lowest = popover.row(1).slider.value()
    qtbot.waitUntil(lambda: bool(surfaces) and surfaces[-1].request.held == ((1, lowest),))
    qtbot.waitUntil(lambda: f"sepal width {lowest:.2f} cm" in card_of(plot))
    popover.close()
    bench.view.update(held=((0, None), (1, None)))
    bench.move_example(1)
    qtbot.waitUntil(lambda: "others as in example 2" in card_of(plot))
    assert surfaces[-1].request.example == 1


@pytest.mark.parametrize("size", [(1440, 900), (1100, 700)])
def test_the_popover_leaves_the_plot_in_sight(
    qtbot: QtBot, open_bench: MakeBench, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = open_bench(IRIS)
    bench.window.resize(*size)
    plot = bench.window.boundary
    screen = QScreen.availableGeometry(plot.screen()) | bench.window.frameGeometry()
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _: screen)
    qtbot.waitUntil(lambda: plot._header.others.button is not None and plot._header.others.button.isEnabled())
    plot._header.others.open()
    popover = plot._header.others.popover
    assert popover is not None
    shown = QRect(plot.mapToGlobal(QPoint(0, 0)), plot.size())
    assert screen.contains(popover.geometry())
    assert not popover.geometry().intersects(shown)
    popover.close()


def test_a_slice_is_forgotten_with_the_data_it_is_of(qtbot: QtBot, open_bench: MakeBench) -> None:
    bench = open_bench(IRIS)
    bench.view.update(held=((1, 3.0),))
    bench.document.edit("seed", IRIS.with_data(seed=5))
    assert bench.view.state.held == ((1, 3.0),)
    bench.window.data.grid.edited.emit("circle")
    qtbot.waitUntil(lambda: bench.player.idle)
    assert bench.view.state.held == ()


def test_the_plot_grows_into_the_window_and_back(qtbot: QtBot, open_bench: MakeBench) -> None:
    bench = open_bench(experiment())
    window, plot = bench.window, bench.window.boundary
    for size, network_stays in (((1440, 900), True), ((1100, 700), False)):
        window.resize(*size)
        qtbot.wait(1)
        before = [part.geometry() for part in (plot, window.network, window.loss, window.tracer)]
        bench.window.actions_by_id["larger_plot"].trigger()
        qtbot.wait(1)
        area = plot.width() * plot.height()
        assert area > 2.2 * before[0].width() * before[0].height()
        assert window.network.isVisible() == network_stays
        assert not window.loss.isVisible()
        assert window.actions_by_id["larger_plot"].isChecked()
        bench.window.actions_by_id["larger_plot"].trigger()
        qtbot.wait(1)
        after = [part.geometry() for part in (plot, window.network, window.loss, window.tracer)]
        moved = [abs(np.subtract(a.getRect(), b.getRect())).max() for a, b in zip(after, before, strict=True)]
        assert max(moved) <= 1


@pytest.mark.parametrize("size", [(1280, 800), (1500, 950), (1920, 1080)])
def test_the_map_is_large_enough_to_draw_on_in_every_window(
    qtbot: QtBot, open_bench: MakeBench, size: tuple[int, int]
) -> None:
    bench = open_bench(experiment())
    bench.window.resize(*size)
    qtbot.wait(1)
    before = bench.window.boundary.height()
    bench.window.actions_by_id["points_brush"].trigger()
    qtbot.wait(1)
    assert bench.window.boundary.canvas.view.height() >= 240
    bench.window.actions_by_id["points"].trigger()
    qtbot.wait(1)
    assert abs(bench.window.boundary.height() - before) <= 1
