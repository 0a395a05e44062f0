"""The page of weights in the window: typed into, pasted, cleared, drawn anew; locked cells; a layer of a million."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from engine.presets import experiment_session
from engine.session import Session, data_info
from engine.spec import LayerSpec, NetworkSpec
from engine.trace.weight_change import Nought, one_weight
from gui.app.workbench import Workbench
from gui.theme.current import ThemeSwitch
from gui.weights.page import WeightPage
from gui.weights.table import WeightTable
from tests.engine.experiments import experiment
from tests.gui.app.conftest import MakeBench

KEY = Qt.Key


def settle(bench: Workbench, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bench.player.idle)


def kernel(bench: Workbench, layer: int = 0) -> np.ndarray:
    assert bench.last_snapshot is not None
    return bench.last_snapshot.layers[layer].kernel


def page_of(bench: Workbench, qtbot: QtBot) -> WeightPage:
    bench.window.actions_by_id["weights"].trigger()
    page = bench.window.findChild(WeightPage)
    assert page is not None
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    return page


def choose(table: WeightTable, top: int, left: int, bottom: int, right: int) -> None:
    model = table.model()
    table.setCurrentIndex(model.index(top, left))
    chosen = QItemSelection(model.index(top, left), model.index(bottom, right))
    table.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def texts(table: WeightTable, row: int) -> list[str]:
    model = table.model()
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_it_shows_the_layer_of_the_selected_neuron_with_its_biases(bench: Workbench, qtbot: QtBot) -> None:
    page = page_of(bench, qtbot)
    assert (page.model.rowCount(), page.model.columnCount()) == (3, 3)
    headers = [page.model.headerData(row, Qt.Orientation.Vertical) for row in range(3)]
    assert headers == ["x₁", "x₂", "bias"]
    assert page.model.value(1, 2) == kernel(bench)[1, 2]
    bench.view.update(selected=(1, 0))
    assert (page.model.rowCount(), page.model.columnCount()) == (4, 1)
    assert page.layers.key() == "1"
    page.layers.edited.emit("0")
    assert page.model.columnCount() == 3
    bench.window.network.asked.emit((1, 2, 0))
    assert (page.model.layer, page.table.currentIndex().row()) == (1, 2)
    bench.window.actions_by_id["weights"].trigger()
    assert bench.view.state.page == "numbers"


def test_typing_into_a_cell_by_real_keys_changes_that_weight(bench: Workbench, qtbot: QtBot) -> None:
    table = page_of(bench, qtbot).table
    before = kernel(bench).copy()
    first = table.visualRect(table.model().index(0, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=first)
    assert table.hasFocus()
    QTest.keyClick(table, KEY.Key_Down)
    QTest.keyClick(table, KEY.Key_Right)
    for letter in "-1/4":
        QTest.keyClicks(QApplication.focusWidget(), letter)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.text() == "-1/4"
    QTest.keyClick(field, KEY.Key_Return)
    settle(bench, qtbot)
    assert kernel(bench)[1, 1] == -0.25
    assert int((kernel(bench) != before).sum()) == 1
    assert texts(table, 1)[1] == "−0.25"
    QTest.keyClick(table, KEY.Key_Delete)
    settle(bench, qtbot)
    assert kernel(bench)[1, 1] == 0.0
    bench.undo_stack.undo()
    bench.undo_stack.undo()
    settle(bench, qtbot)
    np.testing.assert_array_equal(kernel(bench), before)


def test_a_block_is_copied_and_pasted_with_tabs_and_commas(bench: Workbench, qtbot: QtBot) -> None:
    table = page_of(bench, qtbot).table
    before = kernel(bench).copy()
    table.setFocus()
    choose(table, 0, 0, 1, 2)
    QTest.keySequence(table, "Ctrl+C")
    copied = QApplication.clipboard().text()
    assert [[float(cell) for cell in line.split("\t")] for line in copied.split("\n")] == before.tolist()
    QApplication.clipboard().setText("0,5\t-1/3\n1,234\t2\n")
    choose(table, 0, 1, 0, 1)
    QTest.keySequence(table, "Ctrl+V")
    settle(bench, qtbot)
    assert kernel(bench)[:, 1:].tolist() == [[0.5, -1 / 3], [1.234, 2.0]]
    assert kernel(bench)[0, 0] == before[0, 0]
    QApplication.clipboard().setText("7")
    choose(table, 1, 0, 2, 1)
    table.paste()
    settle(bench, qtbot)
    assert kernel(bench)[1, :2].tolist() == [7.0, 7.0]
    assert bench.last_snapshot is not None
    assert bench.last_snapshot.layers[0].bias[:2].tolist() == [7.0, 7.0]
    assert bench.undo_stack.count() == 2
    QApplication.clipboard().setText(copied)
    choose(table, 0, 0, 0, 0)
    table.paste()
    settle(bench, qtbot)
    np.testing.assert_array_equal(kernel(bench), before)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1\tx", "Row 1, column 2 of the clipboard is “x”, which is not a number"),
        ("1\t2\t3", "The clipboard has 1 × 3 cells, from the chosen one on there are 3 × 2."),
    ],
)
def test_a_block_that_cannot_be_is_refused_whole(bench: Workbench, qtbot: QtBot, text: str, sentence: str) -> None:
    table = page_of(bench, qtbot).table
    before = kernel(bench).copy()
    QApplication.clipboard().setText(text)
    choose(table, 0, 1, 0, 1)
    table.paste()
    settle(bench, qtbot)
    assert bench.window.toast.message().startswith(sentence)
    np.testing.assert_array_equal(kernel(bench), before)
    assert bench.undo_stack.count() == 0


def test_frozen_cells_are_locked(bench: Workbench, qtbot: QtBot) -> None:
    table = page_of(bench, qtbot).table
    bench.document.edit("freeze", bench.document.spec.with_layer(0, frozen_neurons=(1,)))
    settle(bench, qtbot)
    model = table.model()
    locks = [model.index(0, column).data(Qt.ItemDataRole.DecorationRole) is not None for column in range(3)]
    assert locks == [False, True, False]
    assert not model.flags(model.index(0, 1)) & Qt.ItemFlag.ItemIsEditable
    assert model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    before = kernel(bench).copy()
    QApplication.clipboard().setText("1\t2\t3")
    choose(table, 0, 0, 0, 0)
    table.paste()
    said = bench.window.toast.message()
    assert said == "The weight in row 1, column 2 keeps its value: neuron 2 is locked. Set it free first."
    table.selectAll()
    table.clear()
    settle(bench, qtbot)
    np.testing.assert_array_equal(np.flatnonzero(kernel(bench).any(axis=0)), [1])
    np.testing.assert_array_equal(kernel(bench)[:, 1], before[:, 1])


def test_the_menu_draws_what_is_chosen_anew(bench: Workbench, qtbot: QtBot) -> None:
    page = page_of(bench, qtbot)
    choose(page.table, 0, 1, 0, 1)
    changed = []
    for action in page.draw.menu().actions():
        before = [kernel(bench, layer).copy() for layer in (0, 1)]
        action.trigger()
        settle(bench, qtbot)
        changed.append(tuple(int((kernel(bench, layer) != before[layer]).sum()) for layer in (0, 1)))
    assert changed == [(1, 0), (2, 0), (6, 0), (6, 3)]


def test_while_it_trains_the_table_follows_and_ends_where_the_run_rests(bench: Workbench, qtbot: QtBot) -> None:
    page = page_of(bench, qtbot)
    first, told = page.model.value(0, 0), []
    page.model.dataChanged.connect(lambda *_: told.append(bench.last_snapshot))
    bench.player.play()
    qtbot.waitUntil(lambda: len(told) >= 2 and page.model.value(0, 0) != first)
    bench.player.pause()
    settle(bench, qtbot)
    assert page.model.value(0, 0) == kernel(bench)[0, 0]


def test_of_a_layer_of_a_million_weights_only_cells_in_sight_are_written(
    qtbot: QtBot, themes: ThemeSwitch, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = NetworkSpec((LayerSpec(1000, "tanh"), LayerSpec(1000, "tanh"), LayerSpec(1, "sigmoid")))
    session = Session(replace(experiment(), network=wide))
    page, info = WeightPage(themes), data_info(session.spec.data)
    qtbot.addWidget(page)
    page.resize(1000, 300)
    page.show_numbers(session.snapshot(), info, 1)
    page.show()
    assert (page.model.rowCount(), page.model.columnCount()) == (1001, 1000)
    cells: list[tuple[int, int]] = []
    value = page.model.value
    monkeypatch.setattr(page.model, "value", lambda row, column: cells.append((row, column)) or value(row, column))
    page.table.selectAll()
    page.table.cleared.connect(lambda scopes: session.change_weights(Nought(scopes)))
    page.table.clear()
    page.show_numbers(session.snapshot(), info, 1)
    QApplication.processEvents()
    assert 0 < len(cells) < 5_000
    assert texts_of_sight(page.table) == {"0"}
    assert not session.get_weights()[2].any()


def texts_of_sight(table: WeightTable) -> set[str]:
    return {table.model().index(row, column).data() for row in range(5) for column in range(5)}


@pytest.mark.parametrize("digits", [3, 12])
def test_numbers_and_names_of_sources_are_whole(digits: int, open_bench: MakeBench, qtbot: QtBot) -> None:
    bench = open_bench(experiment_session("wine"))
    bench.view.update(digits=digits)
    page = page_of(bench, qtbot)
    table, metrics = page.table, page.table.fontMetrics()
    bench.document.change_weights("small", (one_weight(0, 0, 0, -4.0 / 3e5),))
    settle(bench, qtbot)
    assert "10⁻⁵" in texts(table, 0)[0]
    assert metrics.horizontalAdvance(texts(table, 0)[0]) + 8 <= table.columnWidth(0)
    names = [page.model.source_name(row) for row in range(page.model.rowCount())]
    header = table.verticalHeader()
    assert max(map(header.fontMetrics().horizontalAdvance, names)) + 8 <= header.width()
