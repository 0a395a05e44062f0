"""Values and weights are typed and pasted into the table of examples, each a step to undo while the run goes on."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.session import Session, with_own_points
from engine.spec import DataSpec
from engine.spec.table import Column, Table, TableRef
from engine.tables import experiment_on
from gui.app import cell_edits
from gui.app.workbench import Workbench
from gui.examples import page as page_module
from gui.examples.page import ExamplePage
from gui.widgets.choice import Choice
from gui.widgets.number_field import NumberField
from tests.engine.experiments import experiment
from tests.gui.app.conftest import MakeBench
from tests.gui.app.test_examples import cell, column, opened, row_center


@pytest.fixture
def bench(open_bench: MakeBench) -> Workbench:
    return open_bench(with_own_points(experiment()))


def click(page: ExamplePage, row: int, key: str, *, modifier: Qt.KeyboardModifier | None = None) -> None:
    keys = modifier or Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, keys, row_center(page, row, key))


def type_into(page: ExamplePage, text: str) -> None:
    """A digit opens the field of the chosen cell."""
    QTest.keyClick(page.table, text[0])
    field = page.table.findChildren(NumberField)[-1]  # one that has just closed may still be there
    QTest.keyClicks(field, text[1:])
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()  # the field closes


def test_a_value_is_typed_into_a_cell_while_the_run_goes_on(bench: Workbench, qtbot: QtBot) -> None:
    page, before = opened(bench, qtbot), bench.document.spec
    bench.player.play()
    qtbot.waitUntil(lambda: bench.last_snapshot is not None and bench.last_snapshot.update > 20)
    click(page, 3, "input 0")
    type_into(page, "1.25")
    assert bench.undo_stack.undoText() == "x₁ of example 4"
    qtbot.waitUntil(lambda: cell(page, 3, "input 0") == "1.25")
    update = bench.last_snapshot.update  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: bench.last_snapshot.update > update)  # type: ignore[union-attr]
    bench.player.pause()
    bench.undo_stack.undo()
    assert bench.document.spec == before
    qtbot.waitUntil(lambda: cell(page, 3, "input 0") != "1.25")
    qtbot.waitUntil(lambda: bench.player.idle)


def test_a_class_is_chosen_from_those_there_are_for_all_rows_that_are_chosen(bench: Workbench, qtbot: QtBot) -> None:
    page = opened(bench, qtbot)
    name = cell(page, 2, "target")
    click(page, 2, "target")
    click(page, 5, "target", modifier=Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    choice = page.table.findChild(Choice)
    assert choice is not None
    QApplication.processEvents()  # the list opens
    other = next(i for i in range(choice.count()) if choice.itemText(i) != name)
    choice.hidePopup()
    choice.activated.emit(other)
    assert bench.undo_stack.undoText() == "class of 4 examples"
    qtbot.waitUntil(lambda: column(page, "target")[2:6] == [choice_text(bench, other)] * 4)
    bench.undo_stack.undo()
    qtbot.waitUntil(lambda: cell(page, 2, "target") == name)


def choice_text(bench: Workbench, code: int) -> str:
    return Session(bench.document.spec).data.info.classes[code]


def test_one_weight_for_several_rows_and_a_column_from_a_spreadsheet(bench: Workbench, qtbot: QtBot) -> None:
    page = opened(bench, qtbot)
    click(page, 1, "weight")
    click(page, 4, "weight", modifier=Qt.KeyboardModifier.ControlModifier)
    type_into(page, "2.5")
    assert bench.undo_stack.undoText() == "Weight 2.5 of 2 examples"
    qtbot.waitUntil(lambda: column(page, "weight")[:5] == ["1", "2.5", "1", "1", "2.5"])
    assert page.table.chosen() == (1, 4), "the rows stay chosen"
    click(page, 6, "number")
    QApplication.clipboard().setText("0.5\n3\n1/4\n")
    QTest.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert bench.undo_stack.undoText() == "Paste 3 weights"
    qtbot.waitUntil(lambda: column(page, "weight")[4:10] == ["2.5", "1", "0.5", "3", "0.25", "1"])
    bench.undo_stack.undo()
    bench.undo_stack.undo()
    qtbot.waitUntil(lambda: column(page, "weight")[:9] == ["1"] * 9)


def test_weights_of_all_examples_are_pasted_in_the_order_of_the_data(bench: Workbench, qtbot: QtBot) -> None:
    page = opened(bench, qtbot)
    page.bar.classes.click()
    sheet = bench.examples._classes.sheet  # type: ignore[union-attr]
    QApplication.clipboard().setText("weight\n" + "\n".join(str(row / 10) for row in range(60)))
    sheet.paste.click()
    session = Session(bench.document.spec)
    np.testing.assert_allclose(session.data.weights_of(session.data.training), session.data.training.rows / 10)
    QApplication.clipboard().setText("1\n2")
    sheet.paste.click()
    assert bench.window.toast.message().startswith("The clipboard has 2 numbers, but there are 60 examples.")
    sheet.hide()


def test_a_block_of_values_is_pasted_and_what_is_none_is_told_by_its_row(bench: Workbench, qtbot: QtBot) -> None:
    page = opened(bench, qtbot)
    classes = Session(bench.document.spec).data.info.classes
    click(page, 2, "input 0")
    QApplication.clipboard().setText(f"0.5\t-1\t{classes[0]}\n0.25\t2\t{classes[1]}")
    QTest.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert bench.undo_stack.undoText() == "Paste 6 values"
    qtbot.waitUntil(lambda: column(page, "input 1")[2:4] == ["−1", "2"])
    assert column(page, "target")[2:4] == list(classes)
    count = bench.undo_stack.count()
    QApplication.clipboard().setText("1\t2\tblue")
    QTest.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert bench.undo_stack.count() == count
    assert bench.window.toast.message().startswith("Row 1 of the clipboard: class is one of")


def test_a_large_table_is_put_together_beside_the_window(
    bench: Workbench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cell_edits, "_AT_ONCE", 0)
    page = opened(bench, qtbot)
    for row, text in ((3, "1.25"), (4, "1.5")):
        click(page, row, "input 0")
        type_into(page, text)  # the second before the first has come: both stay
    qtbot.waitUntil(lambda: column(page, "input 0")[3:5] == ["1.25", "1.5"])


def test_values_of_a_set_that_is_given_are_copied_first_by_one_click(open_bench: MakeBench, qtbot: QtBot) -> None:
    bench = open_bench(experiment())
    page = opened(bench, qtbot)
    values = column(page, "input 0")
    click(page, 3, "input 0")
    QTest.keyClick(page.table, "7")
    assert page.table.findChild(NumberField) is None
    assert bench.window.toast.message() == cell_edits.GIVEN
    bench.window.toast._button.click()
    qtbot.waitUntil(lambda: page.bar.own.isHidden())
    assert bench.document.spec.data.name == "own_points"
    qtbot.waitUntil(lambda: column(page, "input 0") == values)
    click(page, 3, "input 0")
    type_into(page, "7")
    qtbot.waitUntil(lambda: cell(page, 3, "input 0") == "7")


def marked(page: ExamplePage, row: int, key: str) -> bool:
    place = [column.key for column in page.model.columns].index(key)
    font = page.model.index(row, place).data(Qt.ItemDataRole.FontRole)
    return font is not None and font.italic()


def test_a_cell_shows_what_was_typed_before_the_engine_has_it(
    bench: Workbench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, held = opened(bench, qtbot), []  # type: ExamplePage, list[tuple[object, bool]]
    before, send = cell(page, 3, "input 0"), bench.player.edit
    with monkeypatch.context() as patch:
        patch.setattr(bench.player, "edit", lambda spec, again=False: held.append((spec, again)))
        click(page, 3, "input 0")
        type_into(page, "1.25")
        assert (cell(page, 3, "input 0"), marked(page, 3, "input 0")) == ("1.25", True)
        assert not marked(page, 4, "input 0")
        bench.undo_stack.undo()
        assert (cell(page, 3, "input 0"), marked(page, 3, "input 0")) == (before, False)
        bench.undo_stack.redo()
        for row, weight in ((1, "2"), (2, "3")):
            click(page, row, "weight")
            type_into(page, weight)
        assert column(page, "weight")[:4] == ["1", "2", "3", "1"], "the second does not forget the first"
    for spec, again in held[-1:]:
        send(spec, again)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: not marked(page, 3, "input 0"))
    assert cell(page, 3, "input 0") == "1.25"
    assert column(page, "weight")[:4] == ["1", "2", "3", "1"]


def test_many_examples_are_sorted_beside_the_window(
    bench: Workbench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(bench, qtbot)
    monkeypatch.setattr(page_module, "LISTED_AT_ONCE", 10)
    unsorted = page.model.rows.tolist()
    page._on_heading([column.key for column in page.model.columns].index("input 1"))
    assert page.model.rows.tolist() == unsorted, "the window does not wait"
    assert page.bar.told.text() == "Sorting…"
    qtbot.waitUntil(lambda: page.model.rows.tolist() != unsorted)
    values = page.model.examples.raw(page.model.rows)[:, 1]  # type: ignore[union-attr]
    assert (np.diff(values) <= 0.0).all()
    assert page.bar.told.text() == "60 examples"


def test_a_class_that_several_columns_hold_is_typed_as_one(open_bench: MakeBench, qtbot: QtBot) -> None:
    rows = np.arange(30)
    columns = [Column("x", rows / 10.0), *(Column(name, (rows % 3 == k) * 1.0) for k, name in enumerate("abc"))]
    data = DataSpec("table", table=TableRef(Table(columns)), inputs=("x",), targets=("a", "b", "c"))
    bench = open_bench(experiment_on(data, "one-hot"))
    page = opened(bench, qtbot)
    other = {"a": "b", "b": "c", "c": "a"}[cell(page, 4, "target")]
    bench.examples._edits.on_typed((4,), page.model.columns[3], float("abc".index(other)))
    assert bench.undo_stack.undoText() == "class of example 5"
    qtbot.waitUntil(lambda: cell(page, 4, "target") == other)
    assert page.model.examples.info.classes == ("a", "b", "c")  # type: ignore[union-attr]
