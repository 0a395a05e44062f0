"""The window goes back in time and on from there."""

import numpy as np
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engine.trace import Grain, Snapshot
from gui.app.workbench import Workbench

Key = Qt.Key


def last(bench: Workbench) -> Snapshot:
    assert bench.last_snapshot is not None
    return bench.last_snapshot


def train(bench: Workbench, qtbot: QtBot, updates: int) -> None:
    goal = last(bench).update + updates
    while last(bench).update < goal:
        before = last(bench).update
        bench.player.step(Grain.BATCH)
        qtbot.waitUntil(lambda before=before: last(bench).update > before)


def go_to(bench: Workbench, qtbot: QtBot, update: int) -> None:
    bench.window.time_line.seek_asked.emit(update)
    qtbot.waitUntil(lambda: last(bench).update == update and bench.player.idle)


def test_left_takes_back_what_right_did(bench: Workbench, qtbot: QtBot) -> None:
    for done in (1, 2, 3):
        qtbot.keyClick(bench.window, Key.Key_Right)
        qtbot.waitUntil(lambda done=done: last(bench).events_done == done)
    for done in (2, 1, 0):
        qtbot.keyClick(bench.window, Key.Key_Left)
        qtbot.waitUntil(lambda done=done: last(bench).events_done == done)
    assert last(bench).phase is None


def test_the_window_shows_the_moment_it_goes_to(bench: Workbench, qtbot: QtBot) -> None:
    train(bench, qtbot, 3)
    there = last(bench).layers[0].kernel.copy()
    train(bench, qtbot, 3)
    go_to(bench, qtbot, 3)
    assert np.array_equal(last(bench).layers[0].kernel, there)
    line = bench.window.time_line
    assert (line.number.value(), line.tip.text(), line.track.value()) == (3, "of 6", 3)


def test_a_change_in_the_past_keeps_the_future_beside_it(bench: Workbench, qtbot: QtBot) -> None:
    train(bench, qtbot, 4)
    future = last(bench).layers[0].kernel.copy()
    go_to(bench, qtbot, 2)
    bench.document.edit("Learning rate", bench.document.spec.with_optimizer(learning_rate=0.9))
    qtbot.waitUntil(lambda: bench.player.idle and last(bench).spec == bench.document.spec)
    train(bench, qtbot, 2)
    assert not np.array_equal(last(bench).layers[0].kernel, future)
    branches = bench.window.time_line.branches
    assert branches.isVisible()
    branches.menu().actions()[0].trigger()
    qtbot.waitUntil(lambda: bench.player.idle and np.array_equal(last(bench).layers[0].kernel, future))
    assert bench.document.spec == last(bench).spec  # the experiment on screen is that of the course
    assert bench.document.spec.training.optimizer.learning_rate != 0.9


def test_before_an_edit_the_experiment_of_then_is_shown(bench: Workbench, qtbot: QtBot) -> None:
    first = bench.document.spec
    train(bench, qtbot, 2)
    bench.document.edit("Units", first.with_layer(0, units=5))
    qtbot.waitUntil(lambda: bench.player.idle and last(bench).spec == bench.document.spec)
    train(bench, qtbot, 2)
    go_to(bench, qtbot, 1)
    assert bench.document.spec == first
    assert len(last(bench).layers[0].bias) == first.network.layers[0].units
    go_to(bench, qtbot, 4)
    assert bench.document.spec.network.layers[0].units == 5
