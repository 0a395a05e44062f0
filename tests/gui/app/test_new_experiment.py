"""Ctrl+N proposes an experiment for the chosen data, lets it be changed, and begins it behind the usual door."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.session import with_own_points
from engine.spec.data_facts import DataFacts
from engine.spec.perceptron import follows_rule
from gui.app.new_experiment import NewExperiment
from gui.app.workbench import Workbench
from gui.editors.leave_sheet import LeaveSheet
from gui.editors.new_sheet import RULE, NewSheet

Opened = Callable[[], NewSheet]


@pytest.fixture
def opened(bench: Workbench, qtbot: QtBot) -> Opened:
    def sheet() -> NewSheet:
        bench.window.actions_by_id["new"].trigger()
        qtbot.waitUntil(lambda: bench.player.idle)
        found = bench.window.findChild(NewSheet)
        assert isinstance(found, NewSheet)
        return found

    return sheet


def units(sheet: NewSheet) -> list[tuple[int, str]]:
    return [(layer.units, layer.activation) for layer in sheet.draft().spec.network.layers]


def begin(sheet: NewSheet, bench: Workbench, qtbot: QtBot) -> None:
    spec = sheet.draft().spec
    qtbot.mouseClick(sheet.begin, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bench.document.spec == spec and bench.player.idle)
    assert bench.last_snapshot.spec == spec
    assert not bench.undo_stack.canUndo()


def test_the_keys_open_one_sheet_at_the_data_on_screen(bench: Workbench, opened: Opened) -> None:
    sheet = opened()
    assert sheet.isVisible()
    assert sheet.draft().data.name == bench.document.spec.data.name
    assert opened() is sheet
    assert bench.window.actions_by_id["new"].shortcut().toString() == "Ctrl+N"
    sheet.reject()
    QApplication.processEvents()


def test_data_are_chosen_the_proposal_changed_and_begun(bench: Workbench, opened: Opened, qtbot: QtBot) -> None:
    sheet = opened()
    qtbot.mouseClick(sheet.grid.tile("iris"), Qt.MouseButton.LeftButton)
    assert units(sheet) == [(16, "relu"), (10, "relu"), (3, "softmax")]
    sheet.hidden.setText("")
    qtbot.keyClicks(sheet.hidden, "7-5")
    sheet.activation.edited.emit("selu")
    sheet.loss.edited.emit("mean_squared_error")
    sheet.output.edited.emit("sigmoid")
    assert units(sheet) == [(7, "selu"), (5, "selu"), (3, "sigmoid")]
    begin(sheet, bench, qtbot)
    assert bench.document.spec.name == "Iris: three species, four measurements"
    assert bench.window.toast.message().startswith("Opened Iris")


def test_what_was_typed_wrongly_is_said_and_cannot_begin(opened: Opened, qtbot: QtBot) -> None:
    sheet = opened()
    qtbot.keyClicks(sheet.hidden, "x")
    assert sheet.note().startswith("Hidden layers: write the units of the hidden layers")
    assert not sheet.begin.isEnabled()
    sheet.hidden.selectAll()
    qtbot.keyClicks(sheet.hidden, "90000-90000")
    assert "and need about" in sheet.note()
    assert not sheet.begin.isEnabled()
    sheet.hidden.selectAll()
    qtbot.keyClicks(sheet.hidden, "none")
    assert sheet.note() == ""
    assert sheet.begin.isEnabled()
    sheet.reject()
    QApplication.processEvents()


def test_what_the_numbers_of_the_data_say_arrives(opened: Opened, qtbot: QtBot, bench: Workbench) -> None:
    sheet = opened()
    sheet.show_name("sine")
    qtbot.waitUntil(lambda: sheet.draft().facts is not None)
    sheet.output.edited.emit("relu")
    assert "but ReLU gives none below 0" in sheet.note()
    assert sheet.begin.isEnabled()
    sheet.show_facts("another set", DataFacts())
    assert sheet.draft().facts != DataFacts()
    sheet.reject()
    qtbot.waitUntil(lambda: bench.player.idle)


def test_the_perceptron_rule_is_one_click_and_decides_all(opened: Opened, bench: Workbench, qtbot: QtBot) -> None:
    sheet = opened()
    sheet.show_name("iris_setosa")
    sheet.way.edited.emit(RULE)
    assert not sheet.hidden.isEnabled()
    assert units(sheet) == [(1, "step")]
    begin(sheet, bench, qtbot)
    assert follows_rule(bench.document.spec)


def test_unsaved_work_is_asked_about_first(bench: Workbench, opened: Opened, qtbot: QtBot) -> None:
    bench.document.edit("Rate", bench.document.spec.with_optimizer(learning_rate=0.2))
    sheet = opened()
    before = bench.document.spec
    qtbot.mouseClick(sheet.begin, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bench.window.findChild(LeaveSheet) is not None)
    assert bench.document.spec == before
    bench.window.findChild(LeaveSheet).reject()
    qtbot.waitUntil(lambda: bench.player.idle)
    assert bench.document.spec == before


def test_a_table_is_asked_for_where_somebody_opens_tables(bench: Workbench, opened: Opened, qtbot: QtBot) -> None:
    opened().reject()
    QApplication.processEvents()
    asked: list[bool] = []
    made = bench.findChild(NewExperiment)
    assert isinstance(made, NewExperiment)
    made.open_table = None
    assert opened().table.isHidden()
    bench.window.findChild(NewSheet).reject()
    QApplication.processEvents()
    made.open_table = lambda: asked.append(True)
    qtbot.mouseClick(opened().table, Qt.MouseButton.LeftButton)
    assert asked == [True]


def test_tab_follows_the_eye(opened: Opened) -> None:
    sheet = opened()
    first, choices = sheet.grid.tile("circle"), (sheet.hidden, sheet.activation, sheet.output, sheet.loss)
    wanted = [first, *choices, sheet.cancel, sheet.begin]
    order, at = [], first
    for _ in range(60):
        order.append(at)
        at = at.nextInFocusChain()
    places = [order.index(widget) for widget in wanted]
    assert places == sorted(places)
    sheet.reject()
    QApplication.processEvents()


def test_points_of_ones_own_are_among_the_data(bench: Workbench, opened: Opened, qtbot: QtBot) -> None:
    own = with_own_points(bench.document.spec)
    bench.document.edit("Own points", own)
    qtbot.waitUntil(lambda: bench.player.idle)
    sheet = opened()
    assert sheet.draft().data.table == own.data.table
    sheet.show_name("iris")
    sheet.show_name("own_points")
    assert sheet.draft().data.table == own.data.table
    assert sheet.note() == ""
    sheet.reject()
    QApplication.processEvents()
