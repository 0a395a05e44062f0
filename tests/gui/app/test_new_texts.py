"""A text that a column has not yet is added where somebody asks for it: another input or class, undone at once."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.spec.table import Column, Table
from engine.tables import experiment_on, proposed
from gui.app.workbench import Workbench
from gui.examples.page import ExamplePage
from gui.widgets.choice import Choice
from gui.widgets.text_field import TextField
from tests.gui.app.conftest import MakeBench
from tests.gui.app.test_cell_edits import click
from tests.gui.app.test_examples import cell, opened


@pytest.fixture
def bench(open_bench: MakeBench) -> Workbench:
    codes = np.arange(60) % 3
    columns = [
        Column("size", np.random.default_rng(0).normal(size=60)),
        Column("colour", codes.astype(float), ("blue", "red", "white")),
        Column("kind", codes.astype(float), ("lily", "rose", "tulip")),
    ]
    return open_bench(experiment_on(proposed(Table(columns)), "flowers"))


def trained(bench: Workbench, qtbot: QtBot) -> int:
    bench.player.play()
    qtbot.waitUntil(lambda: bench.last_snapshot is not None and bench.last_snapshot.update > 20)
    bench.player.pause()
    qtbot.waitUntil(lambda: bench.player.idle)
    return bench.last_snapshot.update  # type: ignore[union-attr]


def paste(page: ExamplePage, row: int, key: str, text: str) -> None:
    click(page, row, key)
    QApplication.clipboard().setText(text)
    page.table.paste()


def another(page: ExamplePage, row: int, key: str, text: str, end: Qt.Key) -> None:
    """Choose the last of a cell's list, type a text, and end with a key."""
    click(page, row, key)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    choice = page.table.findChildren(Choice)[-1]
    QApplication.processEvents()  # the list opens
    assert choice.itemText(choice.count() - 1) == "Another …"
    choice.hidePopup()
    choice.activated.emit(choice.count() - 1)
    QApplication.processEvents()  # the field opens
    field = page.table.findChildren(TextField)[-1]
    QTest.keyClicks(field, text)
    QTest.keyClick(field, end)
    QApplication.processEvents()


def test_a_new_class_is_typed_and_the_run_goes_on_with_an_output_more(bench: Workbench, qtbot: QtBot) -> None:
    page, update = opened(bench, qtbot), trained(bench, qtbot)
    before = bench.document.spec
    another(page, 2, "target", "daisy", Qt.Key.Key_Return)
    assert bench.undo_stack.undoText() == "kind “daisy” of example 3"
    qtbot.waitUntil(lambda: cell(page, 2, "target") == "daisy" and bench.player.idle)
    assert bench.document.spec.network.layers[-1].units == 4
    assert bench.last_snapshot.update == update  # type: ignore[union-attr]
    bench.undo_stack.undo()
    assert bench.document.spec == before
    qtbot.waitUntil(lambda: cell(page, 2, "target") != "daisy" and bench.player.idle)


def test_a_new_text_of_an_input_begins_anew_which_is_said_and_undo_brings_the_run_back(
    bench: Workbench, qtbot: QtBot
) -> None:
    page, update = opened(bench, qtbot), trained(bench, qtbot)
    another(page, 2, "input 1", "green", Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cell(page, 2, "input 1") == "green" and bench.player.idle)
    assert bench.document.spec.data.table.table["colour"].texts[-1] == "green"  # type: ignore[union-attr]
    assert "sees 5 inputs now and begins with its first weights" in bench.window.toast.message()
    assert bench.last_snapshot.update == 0  # type: ignore[union-attr]
    bench.undo_stack.undo()
    qtbot.waitUntil(lambda: bench.last_snapshot.update == update)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: bench.player.idle)


def test_escape_and_a_text_that_is_there_add_nothing(bench: Workbench, qtbot: QtBot) -> None:
    page, before = opened(bench, qtbot), bench.document.spec
    another(page, 2, "input 1", "green", Qt.Key.Key_Escape)
    assert bench.document.spec == before
    was = cell(page, 2, "input 1")
    other = "red" if was != "red" else "blue"
    another(page, 2, "input 1", other, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cell(page, 2, "input 1") == other and bench.player.idle)
    assert bench.document.spec.data.table.table["colour"].texts == ("blue", "red", "white")  # type: ignore[union-attr]


def test_texts_that_are_pasted_are_added_when_somebody_says_so(bench: Workbench, qtbot: QtBot) -> None:
    page, before = opened(bench, qtbot), bench.document.spec
    paste(page, 1, "input 1", "green\nred\ngold\ngreen")
    said = bench.window.toast.message()
    assert said == "2 texts are new, as “green” of colour. Added, each is an input or a class more."
    assert bench.document.spec == before
    bench.window.toast._button.click()
    assert bench.undo_stack.undoText() == "Paste 4 values"
    qtbot.waitUntil(lambda: [cell(page, row, "input 1") for row in range(1, 5)] == ["green", "red", "gold", "green"])
    assert bench.document.spec.data.table.table["colour"].texts[3:] == ("green", "gold")  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: bench.player.idle)


def test_the_list_of_a_cell_shows_all_that_can_be_chosen(bench: Workbench, qtbot: QtBot) -> None:
    page = opened(bench, qtbot)
    click(page, 1, "input 1")
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    choice = page.table.findChildren(Choice)[-1]
    qtbot.waitUntil(choice.view().isVisible)
    for _ in range(3):
        QApplication.processEvents()
    assert choice.view().verticalScrollBar().maximum() == 0
    last = choice.view().visualRect(choice.model().index(choice.count() - 1, 0))
    assert choice.view().viewport().rect().contains(last)
    choice.hidePopup()
