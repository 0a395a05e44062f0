"""The page of examples: what the network says to each, sorted, picked, chosen, weighed by class."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.session import Session
from engine.trace import Grain
from gui.app.workbench import Workbench
from gui.examples.class_sheet import balanced
from gui.examples.page import ExamplePage
from gui.widgets.number_field import NumberField
from tests.engine.experiments import experiment
from tests.gui.app.conftest import MakeBench
from tests.gui.clicks import double_click


def opened(bench: Workbench, qtbot: QtBot) -> ExamplePage:
    QTest.keyClick(bench.window, Qt.Key.Key_E)
    page = bench.examples._page
    assert page is not None
    qtbot.waitUntil(lambda: bool(cell(page, 0, "loss")))
    return page


def cell(page: ExamplePage, row: int, key: str) -> str:
    keys = [column.key for column in page.model.columns]
    return "" if key not in keys else str(page.model.index(row, keys.index(key)).data())


def column(page: ExamplePage, key: str) -> list[str]:
    return [cell(page, row, key) for row in range(page.model.rowCount())]


def heading(page: ExamplePage, key: str) -> None:
    header = page.table.horizontalHeader()
    section = [column.key for column in page.model.columns].index(key)
    place = QPoint(header.sectionViewportPosition(section) + 9, 5)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)


def row_center(page: ExamplePage, row: int, key: str = "target") -> QPoint:
    keys = [column.key for column in page.model.columns]
    return page.table.visualRect(page.model.index(row, keys.index(key))).center()


def test_the_page_is_built_when_it_is_asked_for_and_leaves_with_the_same_key(bench: Workbench, qtbot: QtBot) -> None:
    assert bench.examples._page is None
    page = opened(bench, qtbot)
    assert (page.isVisible(), bench.window.tracer.isVisible()) == (True, False)
    QTest.keyClick(bench.window, Qt.Key.Key_E)
    assert (page.isVisible(), bench.window.tracer.isVisible()) == (False, True)


def test_a_row_says_what_the_network_says(bench: Workbench, qtbot: QtBot) -> None:
    page, session = opened(bench, qtbot), Session(experiment())
    x, y = session.data.training.x[0], session.data.training.y[0]
    probability = float(session.predict(x[None, :])[0, 0])
    says = float(cell(page, 0, "prediction").split()[-1])
    assert says == pytest.approx(max(probability, 1.0 - probability), abs=6e-4)
    assert cell(page, 0, "target") == session.data.info.classes[int(y)]
    loss = -np.log(probability if y else 1.0 - probability)
    assert float(cell(page, 0, "loss")) == pytest.approx(loss, rel=6e-3)
    assert (cell(page, 0, "part"), cell(page, 0, "number")) == ("training", "1")
    assert (cell(page, 30, "part"), cell(page, 30, "number")) == ("validation", "1")
    assert (cell(page, 0, "weight"), cell(page, 30, "weight")) == ("1", "")


def test_the_worst_come_first_and_a_third_click_brings_back_the_order(bench: Workbench, qtbot: QtBot) -> None:
    page, session = opened(bench, qtbot), Session(experiment())
    work = session.score_all()
    losses = next(iter(_ended(work))).loss
    heading(page, "loss")
    qtbot.waitUntil(lambda: page.model.rows[0] == losses.argmax())
    np.testing.assert_allclose(losses[page.model.rows], np.sort(losses)[::-1])
    heading(page, "loss")
    assert page.model.rows[0] == losses.argmin()
    heading(page, "loss")
    assert page.model.rows.tolist() == list(range(60))


def test_predictions_and_errors_can_be_sorted_by(bench: Workbench, qtbot: QtBot) -> None:
    page = opened(bench, qtbot)
    scores = next(iter(_ended(Session(experiment()).score_all())))
    for key in ("prediction", "delta"):
        heading(page, key)
        expected = np.argsort(-getattr(scores, key), kind="stable").tolist()
        qtbot.waitUntil(lambda wanted=expected: page.model.rows.tolist() == wanted)  # type: ignore[misc]


def test_ctrl_enter_sorts_by_the_column_of_the_cell(bench: Workbench, qtbot: QtBot) -> None:
    page = opened(bench, qtbot)
    page.table.setFocus(Qt.FocusReason.TabFocusReason)
    keys = [column.key for column in page.model.columns]
    page.table.setCurrentIndex(page.model.index(0, keys.index("loss")))
    QTest.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    expected = np.argsort(-next(iter(_ended(Session(experiment()).score_all()))).loss, kind="stable").tolist()
    qtbot.waitUntil(lambda: page.model.rows.tolist() == expected)
    assert not page.table.typing


def _ended(work: object) -> Iterator[object]:
    while True:
        try:
            next(work)  # type: ignore[call-overload]
        except StopIteration as end:
            yield end.value
            return


def test_only_wrong_ones_of_one_part_are_listed(bench: Workbench, qtbot: QtBot) -> None:
    page = opened(bench, qtbot)
    page.bar.parts._on_clicked(2)
    assert page.model.rows.tolist() == list(range(30, 60))
    page.bar.wrong.click()
    qtbot.waitUntil(lambda: 0 < page.model.rowCount() < 30)
    scores = next(iter(_ended(Session(experiment()).score_all())))
    assert page.model.rows.tolist() == [row for row in range(30, 60) if not scores.right[row]]


def test_a_chosen_row_is_the_chosen_example_everywhere_and_back(bench: Workbench, qtbot: QtBot) -> None:
    page = opened(bench, qtbot)
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=row_center(page, 2))
    assert bench.view.state.example == 2
    QTest.keyClick(page.table, Qt.Key.Key_Down)  # the table has the keys now
    assert bench.view.state.example == 3
    bench.view.update(example=11)
    assert page.table.currentIndex().row() == 11
    heading(page, "loss")
    qtbot.waitUntil(lambda: page.model.rows[0] != 0)
    assert page.model.example(page.table.currentIndex().row()) == 11
    assert bench.view.state.example == 11


def test_an_example_of_another_part_stays_chosen_in_the_table_alone(bench: Workbench, qtbot: QtBot) -> None:
    page = opened(bench, qtbot)
    page.bar.parts._on_clicked(2)
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=row_center(page, 1))
    bench.view.update(hovered=(0, 0))
    assert (page.table.currentIndex().row(), bench.view.state.example) == (1, 0)
    double_click(page.table.viewport(), row_center(page, 1))
    assert (bench.view.state.trying, bench.view.state.page) == (True, "numbers")
    values = [field.value() for field in bench.window.tracer.trials.row().fields]
    np.testing.assert_allclose(values, Session(experiment()).data.validation.x[1], rtol=1e-3)


def test_numbers_follow_the_run_and_the_order_rests_while_it_plays(bench: Workbench, qtbot: QtBot) -> None:
    page = opened(bench, qtbot)
    heading(page, "loss")
    qtbot.waitUntil(lambda: page.model.rows[0] != 0)
    before, order = column(page, "loss")[:3], page.model.rows.tolist()
    bench.player.play()
    qtbot.waitUntil(lambda: bench.last_snapshot is not None and bench.last_snapshot.update > 300)
    qtbot.waitUntil(lambda: column(page, "loss")[:3] != before)
    assert page.model.rows.tolist() == order
    bench.player.pause()
    qtbot.waitUntil(lambda: bench.player.idle and page.model.rows.tolist() != order)
    qtbot.waitUntil(lambda: float(cell(page, 0, "loss") or 0) >= float(cell(page, 1, "loss") or 9))


def test_class_weights_are_an_edit_that_shows_in_weight_and_error(bench: Workbench, qtbot: QtBot) -> None:
    page = opened(bench, qtbot)
    delta, loss = float(cell(page, 0, "delta").replace("−", "-")), cell(page, 0, "loss")
    page.bar.classes.click()
    sheet = bench.examples._classes.sheet  # type: ignore[union-attr]
    y = Session(experiment()).data.training.y
    field = sheet.fields[int(y[0])]
    field.setText("2.5")
    field.setModified(True)
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cell(page, 0, "weighted") != "")
    assert (cell(page, 0, "weight"), cell(page, 0, "loss")) == ("2.5", loss)
    assert float(cell(page, 0, "delta").replace("−", "-")) == pytest.approx(2.5 * delta, rel=6e-3)
    assert float(cell(page, 0, "weighted")) == pytest.approx(2.5 * float(loss), rel=6e-3)
    sheet.balance.click()
    counts = np.bincount(y)
    assert bench.document.spec.training.class_weight == tuple(30 / (2 * counts))
    sheet.hide()
    bench.undo_stack.undo()
    bench.undo_stack.undo()
    assert bench.document.spec.training.class_weight == ()
    qtbot.waitUntil(lambda: cell(page, 0, "weight") == "1" and cell(page, 0, "loss") == loss)


def test_balance_is_scikit_learns() -> None:
    from sklearn.utils.class_weight import compute_class_weight

    y = np.repeat([0, 1, 2], [50, 3, 17])
    expected = compute_class_weight("balanced", classes=np.arange(3), y=y)
    np.testing.assert_allclose(balanced(np.bincount(y).tolist()), expected, rtol=1e-15)


@pytest.mark.parametrize("name", ["sine", "two_labels", "iris", "truth_xor"])
def test_every_kind_of_task_is_listed(open_bench: MakeBench, qtbot: QtBot, name: str) -> None:
    bench = open_bench(experiment())
    page = opened(bench, qtbot)
    bench.window.data.grid.tile(name).click()
    qtbot.waitUntil(lambda: page.model.examples.data.spec.name == name)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: all(cell(page, 0, key) for key in ("target", "prediction", "loss", "delta")))


def test_the_test_part_is_judged_on_purpose_and_listed_for_that_moment_alone(bench: Workbench, qtbot: QtBot) -> None:
    page, panel = opened(bench, qtbot), bench.window.data.test
    assert panel.button is None
    panel.share.edited.emit(25.0)
    qtbot.waitUntil(lambda: page.model.rowCount() == 60 and cell(page, 45, "part") == "test")
    page.bar.parts._on_clicked(3)
    heading(page, "loss")
    qtbot.waitUntil(lambda: bench.player.idle)
    assert column(page, "loss") == [""] * 15
    assert panel.button is not None
    panel.button.click()
    qtbot.waitUntil(lambda: column(page, "loss")[0] != "")
    session = Session(bench.document.spec)
    figures = session.evaluate("test")
    said = panel.verdict.text()  # type: ignore[union-attr]
    expected = f"loss {figures['loss']:.4g}, accuracy {100 * figures['accuracy']:.1f} %."
    assert said == f"After update 0, on 15 examples: {expected}"
    worst = next(iter(_ended(session.score_all(tests=True)))).loss[45:].argmax() + 45
    qtbot.waitUntil(lambda: page.model.rows[0] == worst)
    panel.button.click()
    qtbot.waitUntil(lambda: panel.verdict.text().endswith("Looked at 2 times by now."))  # type: ignore[union-attr]
    bench.player.step(Grain.BATCH)
    qtbot.waitUntil(lambda: bench.player.idle)
    qtbot.waitUntil(lambda: column(page, "loss") == [""] * 15)
    assert not panel.verdict.isEnabled()  # type: ignore[union-attr]
    bench.document.edit("Other points", bench.document.spec.with_data(seed=9))
    assert panel.verdict.text() == ""  # type: ignore[union-attr]


def test_the_weight_of_an_example_is_typed_and_taken_back(bench: Workbench, qtbot: QtBot) -> None:
    page = opened(bench, qtbot)
    heading(page, "loss")
    qtbot.waitUntil(lambda: page.model.rows[0] != 0)
    page.bar.parts._on_clicked(1)
    qtbot.waitUntil(lambda: cell(page, 0, "loss") != "")
    worst, loss = page.model.example(0), cell(page, 0, "loss")
    place = row_center(page, 0, "weight")
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    double_click(page.table.viewport(), place)
    field = page.table.findChild(NumberField)
    assert field is not None
    field.selectAll()
    QTest.keyClicks(field, "4")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert bench.undo_stack.undoText() == f"Weight 4 of example {worst + 1}"
    qtbot.waitUntil(lambda: cell(page, 0, "weighted") != "")
    assert (page.model.example(0), cell(page, 0, "weight"), cell(page, 0, "loss")) == (worst, "4", loss)
    session = Session(bench.document.spec)
    weights = session.data.weights_of(session.data.training)
    assert weights is not None
    assert (weights[worst], weights.sum()) == (4.0, 33.0)
    page.bar.classes.click()
    sheet = bench.examples._classes.sheet  # type: ignore[union-attr]
    assert sheet.remove.isVisible()
    sheet.remove.click()
    assert bench.document.spec.data.sample_weight is None
    assert not sheet.remove.isVisible()
    sheet.hide()
    bench.undo_stack.undo()
    bench.undo_stack.undo()
    assert bench.document.spec == experiment()
    qtbot.waitUntil(lambda: cell(page, 0, "weight") == "1")


def test_a_weight_begins_from_that_of_its_class(open_bench: MakeBench, qtbot: QtBot) -> None:
    bench = open_bench(experiment().with_training(class_weight=(2.0, 0.5)))
    page = opened(bench, qtbot)
    column = next(one for one in page.model.columns if one.key == "weight")
    page.table.typed.emit((0,), column, 3.0)
    session = Session(bench.document.spec)
    y, weights = session.data.training.y, session.data.weights_of(session.data.training)
    np.testing.assert_array_equal(weights, np.where(np.arange(30) == 0, 3.0, np.where(y == 1, 0.5, 2.0)))
    qtbot.waitUntil(lambda: bench.player.idle)


def test_examples_for_validation_are_not_weighed(bench: Workbench, qtbot: QtBot) -> None:
    page = opened(bench, qtbot)
    page.bar.parts._on_clicked(2)
    keys = [one.key for one in page.model.columns]
    page.table.edit_cell(page.model.index(0, keys.index("weight")))
    assert page.table.findChild(NumberField) is None
    assert bench.window.toast.message().startswith("Only training examples are weighed")
