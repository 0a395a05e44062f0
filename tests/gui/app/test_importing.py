"""A table of one's own: dropped or opened, its columns chosen, taken as a new experiment or into the present one."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.tables import is_table_file
from gui.app.importing import SUFFIXES, Importing, table_of
from gui.app.workbench import Workbench
from gui.examples.column_list import KIND, USE
from gui.examples.import_sheet import ImportSheet
from gui.widgets.number_field import NumberField
from tests.gui.app.test_examples import cell, column, heading, opened, row_center
from tests.gui.app.test_recent_and_dropped import drop

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def flowers(tmp_path: Path) -> Path:
    """Forty flowers: a numbering, a size, a colour, a grade in whole numbers, a kind told by the size."""
    rng = np.random.default_rng(0)
    lines = ["id,size,colour,grade,kind"]
    for row in range(40):
        size = rng.normal(2.0 + 3.0 * (row % 2), 0.4)
        cell = "" if row == 7 else f"{size:.2f}"
        lines.append(f"{row + 1},{cell},{('red', 'blue', 'white')[row % 3]},{row % 4},{('rose', 'tulip')[row % 2]}")
    path = tmp_path / "flowers.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def sheet_over(bench: Workbench, qtbot: QtBot, path: Path, text: str) -> ImportSheet:
    """The sheet of a table of that text, dropped on the window."""
    path.write_text(text)
    drop(bench, path)
    return sheet_of(bench, qtbot)


def sheet_of(bench: Workbench, qtbot: QtBot) -> ImportSheet:
    tables = bench.findChild(Importing)
    assert tables is not None
    qtbot.waitUntil(lambda: tables.sheet is not None and tables.sheet.choice is not None, timeout=20_000)
    assert tables.sheet is not None
    return tables.sheet


def press(sheet: ImportSheet, row: int, column: int, place: int, of: int) -> None:
    """A click on one of the words in a cell."""
    cell = sheet.columns.visualRect(sheet.columns.columns.index(row, column))
    x = cell.left() + 4 + (cell.width() - 8) * (place + 0.5) / of
    QTest.mouseClick(sheet.columns.viewport(), LEFT, pos=QPoint(round(x), cell.center().y()))


def test_a_dropped_table_becomes_a_new_experiment(bench: Workbench, qtbot: QtBot, flowers: Path) -> None:
    drop(bench, flowers)
    sheet = sheet_of(bench, qtbot)
    assert sheet.choice is not None
    assert sheet.choice.uses == ("ignore", "input", "input", "input", "target")
    assert sheet.task.text() == "Tell rose from tulip (kind): one output, the probability of “tulip”."
    assert sheet.sizes.text() == "5 inputs, 40 rows: 32 for training, 8 for validation."
    press(sheet, 3, USE, 2, of=3)
    assert sheet.choice.uses[3] == "ignore"
    assert sheet.sizes.text().startswith("4 inputs")
    sheet.begin.click()
    qtbot.waitUntil(lambda: bench.document.spec.data.name == "table" and bench.player.idle)
    spec = bench.document.spec
    assert (spec.data.inputs, spec.data.targets) == (("size", "colour"), ("kind",))
    assert (spec.name, spec.network.layers[-1].units, spec.training.optimizer.name) == ("flowers", 1, "adam")
    assert not bench.undo_stack.canUndo()
    assert bench.window.data.grid.tile("table").isChecked()
    bench.player.play()
    qtbot.waitUntil(lambda: bench.last_snapshot.epoch > 40, timeout=20_000)  # type: ignore[union-attr]
    bench.player.pause()
    qtbot.waitUntil(lambda: bench.player.idle)
    assert bench.last_snapshot.latest["val_accuracy"] > 0.8  # type: ignore[union-attr]


def test_the_present_experiment_takes_a_table_as_an_edit(bench: Workbench, qtbot: QtBot, flowers: Path) -> None:
    before = bench.document.spec
    drop(bench, flowers)
    sheet = sheet_of(bench, qtbot)
    press(sheet, 4, USE, 0, of=3)
    press(sheet, 3, USE, 1, of=3)
    assert sheet.task.text() == "Predict the number grade."
    press(sheet, 3, KIND, 1, of=2)
    assert sheet.task.text() == "Name one of 4 classes of grade: an output for each."
    sheet.replace.click()
    spec = bench.document.spec
    assert spec.network.layers[0] == before.network.layers[0]
    assert (spec.network.layers[-1].units, spec.network.layers[-1].activation) == (4, "softmax")
    assert bench.undo_stack.undoText() == "Data: 40 rows of flowers.csv"
    qtbot.waitUntil(lambda: bench.player.idle)
    bench.undo_stack.undo()
    assert bench.document.spec == before
    qtbot.waitUntil(lambda: bench.player.idle)


def test_several_columns_are_set_with_one_key(bench: Workbench, qtbot: QtBot, flowers: Path) -> None:
    drop(bench, flowers)
    sheet = sheet_of(bench, qtbot)
    sheet.columns.selectRow(1)
    for _ in range(2):
        QTest.keyClick(sheet.columns, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(sheet.columns, Qt.Key.Key_X)
    assert sheet.choice is not None
    assert sheet.choice.uses == ("ignore", "ignore", "ignore", "ignore", "target")
    assert sheet.task.text() == "No column is an input yet. Choose what the network is to see."
    assert not sheet.begin.isEnabled()
    QTest.keyClick(sheet.columns, Qt.Key.Key_I)
    assert sheet.begin.isEnabled()
    sheet.reject()


def test_empty_cells_are_counted_and_may_be_left_out(bench: Workbench, qtbot: QtBot, flowers: Path) -> None:
    drop(bench, flowers)
    sheet = sheet_of(bench, qtbot)
    assert sheet.empty.text().startswith("1 cell is empty, in 1 column.")
    sheet.missing.activated.emit(sheet.missing.findData("drop"))
    sheet.missing.edited.emit("drop")
    assert "39 of 40 rows" in sheet.sizes.text()
    sheet.reject()


def test_the_file_can_be_read_otherwise(bench: Workbench, qtbot: QtBot, flowers: Path) -> None:
    drop(bench, flowers)
    sheet = sheet_of(bench, qtbot)
    first = sheet.choice
    sheet.how.header.click()
    qtbot.waitUntil(lambda: sheet.choice is not first)
    assert sheet.choice is not None
    assert sheet.choice.table.rows == 41
    assert "id" not in sheet.choice.table.names
    sheet.reject()


def test_what_is_no_table_is_refused_on_the_sheet(bench: Workbench, qtbot: QtBot, tmp_path: Path) -> None:
    before, path = bench.document.spec, tmp_path / "nothing.csv"
    path.write_text("")
    drop(bench, path)
    tables = bench.findChild(Importing)
    assert tables is not None
    assert tables.sheet is not None
    said = tables.sheet.progress_text
    qtbot.waitUntil(lambda: ": it is empty. Choose another file." in said.text(), timeout=20_000)
    assert "nothing.csv" in said.text()
    assert said.property("kind") == "bad"
    QTest.keyClick(tables.sheet, Qt.Key.Key_Escape)
    assert (tables.sheet, bench.document.spec) == (None, before)


def test_reading_can_be_given_up(bench: Workbench, qtbot: QtBot, flowers: Path) -> None:
    drop(bench, flowers)
    tables = bench.findChild(Importing)
    assert tables is not None
    assert tables.sheet is not None
    tables.sheet.cancel.click()
    assert tables.sheet is None
    qtbot.waitUntil(lambda: bench.player.idle, timeout=20_000)
    assert bench.document.spec.data.name == "circle"


def test_columns_are_chosen_anew_from_the_panel(bench: Workbench, qtbot: QtBot, flowers: Path) -> None:
    drop(bench, flowers)
    sheet_of(bench, qtbot).replace.click()
    qtbot.waitUntil(lambda: bench.player.idle)
    bench.window.data.inputs.sheet_asked.emit()
    sheet = sheet_of(bench, qtbot)
    assert sheet.choice is not None
    assert sheet.choice.uses == ("ignore", "input", "input", "input", "target")
    press(sheet, 2, USE, 2, of=3)
    sheet.replace.click()
    assert bench.document.spec.data.inputs == ("size", "grade")
    qtbot.waitUntil(lambda: bench.player.idle)


def test_the_window_opens_on_a_table_that_is_there(flowers: Path, tmp_path: Path) -> None:
    assert all(is_table_file(Path(f"table{suffix}")) for suffix in SUFFIXES)
    assert table_of(str(flowers)) == flowers
    assert table_of(str(tmp_path / "missing.csv")) is None
    assert table_of("xor") is None
    assert table_of(None) is None


def test_from_a_dropped_file_to_a_weighed_example_and_back(bench: Workbench, qtbot: QtBot, flowers: Path) -> None:
    drop(bench, flowers)
    sheet = sheet_of(bench, qtbot)
    press(sheet, 4, USE, 0, of=3)
    press(sheet, 2, USE, 1, of=3)
    assert sheet.task.text() == "Name one of 3 classes of colour: an output for each."
    QTest.mouseClick(sheet.begin, LEFT)
    qtbot.waitUntil(lambda: bench.document.spec.data.targets == ("colour",) and bench.player.idle)
    bench.window.activateWindow()
    qtbot.waitUntil(bench.window.isActiveWindow)
    QTest.keyClick(bench.window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bench.last_snapshot.update > 50, timeout=20_000)  # type: ignore[union-attr]
    QTest.keyClick(bench.window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bench.player.idle)
    page = opened(bench, qtbot)
    page.bar.parts._on_clicked(1)
    heading(page, "loss")
    qtbot.waitUntil(lambda: page.model.rows.tolist() != sorted(page.model.rows))
    qtbot.waitUntil(lambda: cell(page, 0, "loss") != "")
    losses = [float(text) for text in column(page, "loss") if text and "·" not in text]
    assert losses == sorted(losses, reverse=True)
    QTest.mouseClick(page.table.viewport(), LEFT, pos=row_center(page, 0, "weight"))
    worst, spec = page.model.example(0), bench.document.spec
    assert bench.view.state.example == worst
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    field = page.table.findChild(NumberField)
    assert field is not None
    field.selectAll()
    QTest.keyClicks(field, "3")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cell(page, 0, "weight") == "3")
    assert page.model.example(0) == worst
    QTest.keyClick(bench.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: cell(page, 0, "weight") == "1")
    assert bench.document.spec == spec


def test_a_target_that_never_differs_is_said_to_be_passed_over_until_somebody_chooses(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    text = "rooms,area,price\n" + "".join(f"{row % 5},{row * 7 % 31},9\n" for row in range(30))
    sheet = sheet_over(bench, qtbot, tmp_path / "houses.csv", text)
    assert sheet.choice is not None
    assert sheet.choice.named("target") == ("area",)
    assert sheet.notice.isVisible()
    assert sheet.notice.text().startswith("Column “price” is not predicted, but another one. It is 9 in all rows")
    press(sheet, 0, USE, 1, of=3)
    assert not sheet.notice.isVisible()
