"""A letter typed into a table, a list or a field is no shortcut; in a cell it begins an edit and is refused there."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from engine.presets import experiment_session
from engine.spec import LayerSpec
from gui.app.workbench import Workbench
from gui.pictures.tiles import TileList
from gui.widgets.choice import Choice
from tests.engine.experiments import experiment
from tests.gui.app.conftest import MakeBench
from tests.gui.app.test_keys import press

LETTERS = "rnewysgfbloamthpvxk?=0123456"
"""Every sign that is a shortcut of the window, but the comma, the point and the slash."""


def trained(bench: Workbench, qtbot: QtBot) -> None:
    press(bench, Qt.Key.Key_6, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: bench.last_snapshot is not None and "loss" in bench.last_snapshot.latest)


def open_table(bench: Workbench, page: str, qtbot: QtBot) -> QTableView:
    bench.window.actions_by_id[page].trigger()
    shown = bench.window.foot.page()
    assert shown is not None
    table = shown.findChildren(QTableView)[0]
    qtbot.waitUntil(lambda: table.model().rowCount() > 0)
    table.setFocus(Qt.FocusReason.TabFocusReason)
    return table


def signs(bench: Workbench) -> tuple[object, ...]:
    """What some shortcut would change."""
    snapshot = bench.last_snapshot
    assert snapshot is not None
    return bench.document.spec, replace(bench.view.state, example=0), snapshot.update, bench.stepping.grain


def type_all(bench: Workbench, widget: QWidget, qtbot: QtBot) -> None:
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    before = signs(bench)
    for letter in LETTERS:
        QTest.keyClicks(widget, letter)
        QApplication.processEvents()
        assert widget.isVisible(), letter
        if QApplication.focusWidget() is not widget:  # a cell was opened
            press(bench, Qt.Key.Key_Escape, Qt.Key.Key_Escape)
            widget.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: bench.player.idle)
    assert signs(bench) == before


@pytest.mark.parametrize("page", ["examples", "weights", "history"])
def test_no_letter_in_a_table_is_a_shortcut(page: str, bench: Workbench, qtbot: QtBot) -> None:
    trained(bench, qtbot)
    type_all(bench, open_table(bench, page, qtbot), qtbot)


def test_no_letter_among_pictures_is_a_shortcut(open_bench: MakeBench, qtbot: QtBot) -> None:
    bench = open_bench(experiment_session("digits"))
    trained(bench, qtbot)
    bench.window.actions_by_id["examples"].trigger()
    tiles = bench.window.findChildren(TileList)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in tiles))
    type_all(bench, next(each for each in tiles if each.isVisible()), qtbot)


def test_a_letter_in_a_list_leads_to_an_entry(bench: Workbench, qtbot: QtBot) -> None:
    trained(bench, qtbot)
    optimizer = next(each for each in bench.window.findChildren(Choice) if each.accessibleName() == "Optimizer")
    optimizer.setFocus(Qt.FocusReason.TabFocusReason)
    press(bench, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: bench.player.idle)
    assert bench.document.spec.training.optimizer.name == "rmsprop"
    assert bench.last_snapshot is not None
    assert bench.last_snapshot.update > 0


@pytest.mark.parametrize(("page", "column"), [("weights", 0), ("examples", -1)])
def test_a_letter_begins_an_edit_and_is_refused_in_a_sentence(
    page: str, column: int, bench: Workbench, qtbot: QtBot
) -> None:
    table = open_table(bench, page, qtbot)
    last = table.model().columnCount() - 1
    table.setCurrentIndex(table.model().index(0, column if column >= 0 else last))
    press(bench, Qt.Key.Key_R)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.text() == "r"
    press(bench, Qt.Key.Key_Return)
    assert "“r” is not a number" in bench.window.toast.message()


def test_a_letter_at_a_locked_weight_says_why_nothing_is_typed(open_bench: MakeBench, qtbot: QtBot) -> None:
    spec = experiment(LayerSpec(3, "tanh", trainable=False), LayerSpec(1, "sigmoid"))
    bench = open_bench(spec)
    open_table(bench, "weights", qtbot)
    press(bench, Qt.Key.Key_7)
    assert bench.window.toast.message().startswith("This weight keeps its value:")


@pytest.mark.parametrize("page", ["weights", "examples"])
def test_escape_in_a_cell_gives_up_what_was_typed(page: str, bench: Workbench, qtbot: QtBot) -> None:
    table = open_table(bench, page, qtbot)
    table.setCurrentIndex(table.model().index(0, table.model().columnCount() - 1))
    for typed in "5r":
        press(bench, Qt.Key(ord(typed.upper())))
        assert isinstance(QApplication.focusWidget(), QLineEdit)
        press(bench, Qt.Key.Key_Escape)
        assert QApplication.focusWidget() is table
    qtbot.waitUntil(lambda: bench.player.idle)
    assert bench.undo_stack.count() == 0
    assert not bench.window.toast.message()
