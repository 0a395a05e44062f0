"""The summary sheet: as the engine tells it, a row selects its layer, the table is copied as text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.presets import preset
from engine.session import Session
from engine.trace.model_summary import UNBUILT
from gui.app.workbench import Workbench
from gui.editors.summary_sheet import SummarySheet
from gui.widgets.label import Label
from tests.gui.app.conftest import MakeBench

SPEC = preset("xor").spec.with_layer(0, name="first", dropout=0.25).with_layer(1, trainable=False)


@pytest.fixture(name="shown")
def _shown(open_bench: MakeBench, qtbot: QtBot) -> tuple[Workbench, SummarySheet]:
    bench = open_bench(SPEC)
    qtbot.keyClick(bench.window, Qt.Key.Key_S)
    (sheet,) = bench.window.findChildren(SummarySheet)
    qtbot.waitExposed(sheet)
    return bench, sheet


def cells(sheet: SummarySheet) -> list[list[str]]:
    model = sheet.table.model()
    columns = range(model.columnCount())
    return [[model.index(row, column).data() for column in columns] for row in range(model.rowCount())]


def test_it_lists_what_the_engine_tells(shown: tuple[Workbench, SummarySheet]) -> None:
    _, sheet = shown
    told = Session(SPEC).summary()
    assert [row[0] for row in cells(sheet)] == ["0", "1", "2", "3"]
    assert cells(sheet)[:3] == [
        ["0", "first", "Dense", "(None, 6)", "18", "18"],
        ["1", "dropout", "Dropout", "(None, 6)", "0", "0"],
        ["2", "dense", "Dense", f"(None, {SPEC.network.layers[1].units})", f"{told.rows[2].parameters}", "0"],
    ]
    labels = [label.text() for label in sheet.findChildren(Label)]
    assert labels[labels.index("Non-trainable") + 1] == str(told.frozen) == str(told.rows[2].parameters)
    assert labels[labels.index("Optimizer") + 1] == str(told.optimizer)
    assert UNBUILT in labels


def test_a_row_selects_its_layer_and_dropout_the_one_before_it(
    shown: tuple[Workbench, SummarySheet], qtbot: QtBot
) -> None:
    bench, sheet = shown
    view = sheet.table
    for row, layer in ((2, 1), (1, 0), (3, 2)):
        spot = view.visualRect(view.model().index(row, 1)).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        assert bench.view.state.selected == (layer, 0)
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert bench.view.state.selected == (1, 0)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not bench.window.findChildren(SummarySheet))


def test_it_is_copied_as_text_and_opened_once(shown: tuple[Workbench, SummarySheet], qtbot: QtBot) -> None:
    bench, sheet = shown
    qtbot.keyClick(sheet, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == Session(SPEC).summary().text()
    bench.window.actions_by_id["summary"].trigger()
    assert bench.window.findChildren(SummarySheet) == [sheet]
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not bench.window.findChildren(SummarySheet))


def test_pictures_have_a_row_for_flatten_that_selects_nothing(open_bench: MakeBench, qtbot: QtBot) -> None:
    bench = open_bench(preset("digits").spec)
    bench.window.actions_by_id["summary"].trigger()
    (sheet,) = bench.window.findChildren(SummarySheet)
    assert cells(sheet)[0] == ["0", "flatten", "Flatten", "(None, 64)", "0", "0"]
    sheet.table.setCurrentIndex(sheet.table.model().index(0, 0))
    assert bench.view.state.selected is None
