"""F6 and Shift+F6 lead from part to part of the window, and into the table of a page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTableView, QWidget
from pytestqt.qtbot import QtBot

from engine.presets import experiment_session
from gui.app.workbench import Workbench
from tests.gui.app.conftest import MakeBench
from tests.gui.app.test_keys import press

Key, Shift = Qt.Key, Qt.KeyboardModifier.ShiftModifier


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def parts(bench: Workbench) -> list[QWidget]:
    window = bench.window
    page = window.foot.page()
    assert page is not None
    upper = [window.transport, window.data, window.training, window.network, window.boundary, window.loss]
    return [*upper, window.foot.pages, page, window.time_line]


def test_f6_goes_round_the_parts_in_the_eyes_order_and_back(bench: Workbench) -> None:
    for part in [*parts(bench), bench.window.transport]:
        press(bench, Key.Key_F6)
        assert part.isAncestorOf(focused()), part.accessibleName()
    for part in reversed(parts(bench)):
        press(bench, Key.Key_F6, modifier=Shift)
        assert part.isAncestorOf(focused()), part.accessibleName()
    press(bench, Key.Key_Escape)
    assert focused() is bench.window


@pytest.mark.parametrize("letter", [Key.Key_E, Key.Key_W, Key.Key_Y])
def test_two_keys_lead_into_the_table_of_a_page(bench: Workbench, qtbot: QtBot, letter: Qt.Key) -> None:
    press(bench, Key.Key_6, Key.Key_Right)
    qtbot.waitUntil(lambda: bench.last_snapshot is not None and "loss" in bench.last_snapshot.latest)
    press(bench, letter)
    qtbot.waitUntil(lambda: bool(bench.window.foot.page().findChildren(QTableView)))
    press(bench, Key.Key_F6, Key.Key_F6, modifier=Shift)
    table = focused()
    assert isinstance(table, QTableView)
    qtbot.waitUntil(lambda: table.model().rowCount() > 0)
    press(bench, Key.Key_Home, Key.Key_Down)
    assert table.hasFocus()


@pytest.mark.parametrize("preset", ["digits", "iris"])
def test_f6_enters_what_stands_in_the_place_of_the_output(preset: str, open_bench: MakeBench) -> None:
    bench = open_bench(experiment_session(preset))
    visited = []
    for _ in range(6):
        press(bench, Key.Key_F6)
        visited.append(focused())
    assert bench.window.output_card.isAncestorOf(visited[4])
    assert bench.window.loss.isAncestorOf(visited[5])
