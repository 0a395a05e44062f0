"""The sheet of a table says how its numbers are read, and lets it be chosen where there are two ways."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engine.presets import experiment_session
from engine.tables import ReadOptions
from gui.app.importing import asked_table, open_table
from gui.app.workbench import Workbench
from gui.examples.column_list import VALUES
from tests.gui.app.test_importing import sheet_of, sheet_over
from tests.gui.app.test_recent_and_dropped import drop


@pytest.fixture
def prices(tmp_path: Path) -> Path:
    path = tmp_path / "prices.csv"
    path.write_text("price;size\n" + "".join(f"{row % 9 + 1},{row * 7 % 1000:03};{row}\n" for row in range(40)))
    return path


def test_numbers_that_can_be_read_in_two_ways_are_said_and_read_as_somebody_chooses(
    bench: Workbench, qtbot: QtBot, prices: Path
) -> None:
    drop(bench, prices)
    sheet = sheet_of(bench, qtbot)
    assert sheet.choice is not None
    assert sheet.choice.table["price"].values[1] == 2.007
    said = "“1,000” can be read in two ways; it is taken as 1, with a decimal comma."
    assert sheet.odd.isVisible()
    assert sheet.odd.text().startswith(f"Column “price”: {said} Decimals, above, says how")
    tip = sheet.columns.columns.data(sheet.columns.columns.index(0, VALUES), Qt.ItemDataRole.ToolTipRole)
    assert said in tip.replace("\n", " ")
    first = sheet.choice
    sheet.how.decimal.setCurrentIndex(0)
    sheet.how.decimal.activated.emit(0)
    qtbot.waitUntil(lambda: sheet.choice is not first)
    assert sheet.choice.table["price"].values[1] == 2007.0
    assert "it is taken as 1000, with a decimal point." in sheet.odd.text()
    sheet.reject()


def test_what_was_chosen_stays_when_the_file_is_read_otherwise(bench: Workbench, qtbot: QtBot, prices: Path) -> None:
    drop(bench, prices)
    sheet = sheet_of(bench, qtbot)
    assert sheet.choice is not None
    other = ("input", "target") if sheet.choice.uses == ("target", "input") else ("target", "input")
    for row, use in enumerate(other):
        sheet.columns.used.emit((row,), use)
    sheet.standardize.edited.emit(False)
    first = sheet.choice
    sheet.how.decimal.setCurrentIndex(0)
    sheet.how.decimal.activated.emit(0)
    qtbot.waitUntil(lambda: sheet.choice is not first)
    assert (sheet.choice.uses, sheet.choice.standardize) == (other, False)
    sheet.how.header.click()
    qtbot.waitUntil(lambda: sheet.choice is not None and sheet.choice.table.names[0] == "column 1")
    sheet.reject()


def test_odd_cells_are_told_on_the_sheet_and_plain_columns_need_no_word(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "odd.csv"
    text = "a,b\n" + "".join(f"{'oops' if row == 6 else row},{row}.5\n" for row in range(40))
    sheet = sheet_over(bench, qtbot, path, text)
    assert sheet.odd.text() == "Column “a”: Row 7 holds “oops”, which is no number; it is taken as empty."
    path.write_text("a,b\n" + "".join(f"{row},{row}.5\n" for row in range(40)))
    first = sheet.choice
    sheet.how.edited.emit(ReadOptions())
    qtbot.waitUntil(lambda: sheet.choice is not first)
    assert not sheet.odd.isVisible()
    sheet.reject()


def test_the_sheet_stays_in_the_middle_when_the_file_has_been_read(
    bench: Workbench, qtbot: QtBot, prices: Path
) -> None:
    bench.window.resize(1400, 900)
    drop(bench, prices)
    sheet = sheet_of(bench, qtbot)
    qtbot.wait(50)
    away = sheet.frameGeometry().center() - bench.window.frameGeometry().center()
    assert abs(away.x()) <= 2
    assert abs(away.y()) <= 2
    sheet.reject()


def test_what_nobody_has_chosen_stays_unsure_when_the_file_is_read_otherwise(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    text = "size,price\n" + "".join(f"{row},{row % 9 + 1}.{row * 7 % 1000:03}\n" for row in range(40))
    sheet = sheet_over(bench, qtbot, tmp_path / "points.csv", text)
    assert "can be read in two ways" in sheet.odd.text()
    first = sheet.choice
    sheet.how.header.click()
    qtbot.waitUntil(lambda: sheet.choice is not first)
    assert "can be read in two ways" in sheet.odd.text()
    sheet.reject()


def test_the_command_line_says_how_a_table_is_read(bench: Workbench, qtbot: QtBot, prices: Path) -> None:
    table, options = asked_table(str(prices), ("table.decimal=point",))
    assert table == prices
    open_table(bench, table, options)
    sheet = sheet_of(bench, qtbot)
    assert sheet.choice is not None
    assert sheet.choice.table["price"].values[1] == 2007.0
    assert sheet.how.decimal.key() == "."
    first = sheet.choice
    sheet.how.header.click()
    qtbot.waitUntil(lambda: sheet.choice is not first)
    assert sheet.how.decimal.key() == "."
    sheet.reject()


def test_settings_of_the_experiment_need_no_sheet(prices: Path) -> None:
    assert asked_table(str(prices), ()) == (prices, None)
    assert asked_table(str(prices), ("network.shape=3", "table.decimal=point")) == (None, None)
    session = experiment_session(str(prices), ("network.shape=3", "table.decimal=point"))
    assert session.spec.network.layers[0].units == 3
    assert session.spec.data.table is not None
    assert session.spec.data.table.table["price"].values[1] == 2007.0
