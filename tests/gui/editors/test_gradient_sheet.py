"""The sheet of the gradient check: verdicts in words and colours, places, remarks, and what its buttons ask for."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from engine.diagnostics import Agreement, Tolerance, compare
from engine.spec import LayerSpec
from gui.editors.gradient_column import GradientColumn
from gui.editors.gradient_sheet import GradientSheet
from gui.theme.current import ThemeSwitch
from gui.widgets.label import Label

LAYERS, INPUTS = (LayerSpec(1), LayerSpec(1, "linear")), ("petal length",)


@pytest.fixture
def sheet(qtbot: QtBot, themes: ThemeSwitch) -> Iterator[GradientSheet]:
    """An open sheet for a network of two neurons on one input."""
    made = GradientSheet(themes)
    made.show_layers(LAYERS, INPUTS)
    made.show_running()
    made.show()
    yield made
    made.close()


def agreement(other: list[float], reference: str = "finite_differences", **more: object) -> Agreement:
    """Own gradient 1, 2, 3, 4 beside another one."""
    tolerance, shapes = Tolerance(1e-6, 1e-9), ((1, 1), (1, 1))
    own = np.array([1.0, 2.0, 3.0, 4.0])
    return compare(reference, tolerance, shapes, own, np.arange(4), np.array(other), **more)  # type: ignore[arg-type]


def numbers(column: GradientColumn) -> list[str]:
    return [label.text() for label in (column.total, column.allowed, column.place, column.own, column.reference)]


def colour(label: Label) -> str:
    return label.palette().color(label.foregroundRole()).name()


def test_what_agrees_is_green_with_numbers_for_every_layer(sheet: GradientSheet, themes: ThemeSwitch) -> None:
    sheet.show_agreement(agreement([1.0, 2.0, 3.0, 4.0 * (1 + 1e-8)]))
    column = sheet.columns["finite_differences"]
    assert (column.verdict.text(), colour(column.verdict)) == ("✓ 4 of 4 agree", themes.theme.good_text)
    assert numbers(column) == [
        "1.0·10⁻⁸  ✓", "1·10⁻⁶", "bias of neuron 1 of layer 2", "4", "4.00000004",
    ]  # fmt: skip
    assert [label.text() for label in column._layers] == ["0  ✓", "1.0·10⁻⁸  ✓"]
    other = sheet.columns["tensorflow"]
    assert other.verdict.text() == "waiting"
    assert numbers(other) == [""] * 5


def test_what_differs_is_red_where_it_differs(sheet: GradientSheet, themes: ThemeSwitch) -> None:
    sheet.show_agreement(agreement([1.5, 2.0, 3.0, 4.0], "tensorflow"))
    column = sheet.columns["tensorflow"]
    assert (column.verdict.text(), colour(column.verdict)) == ("✗ 1 of 4 differ", themes.theme.danger_text)
    assert numbers(column)[2:] == ["weight from petal length to neuron 1 of layer 1", "1", "1.5"]
    first, second = column._layers
    assert (first.text(), colour(first)) == ("0.33  ✗", themes.theme.danger_text)
    assert (second.text(), colour(second)) == ("0  ✓", themes.theme.text)
    sheet.show_agreement(agreement([1.0, 2.0, 3.0, 4.0], "tensorflow"))
    assert colour(column._layers[0]) == themes.theme.text
    themes.show_name("dark")
    assert colour(column.verdict) == themes.theme.good_text


def test_remarks_of_both_columns_stand_below(sheet: GradientSheet) -> None:
    assert sheet.remarks.isHidden()
    sheet.show_agreement(agreement([1, 2, 3, 4], aside=np.array([True, False, False, False])))
    sheet.show_agreement(agreement([1, 2, 3, 4], "tensorflow", notes=("Spelt out.",)))
    lines = sheet.remarks.text().splitlines()
    assert lines[0].startswith("Finite differences: 1 parameter was set aside: within the smallest step lies a kink")
    assert lines[1] == "TensorFlow: Spelt out."
    assert sheet.columns["finite_differences"].verdict.text() == "✓ 3 of 3 agree"
    sheet.show_running()
    assert (sheet.remarks.text(), sheet.remarks.isHidden()) == ("", True)


def test_nothing_compared_is_no_praise(sheet: GradientSheet) -> None:
    sheet.show_agreement(agreement([1, 2, 3, 4], aside=np.ones(4, bool)))
    column = sheet.columns["finite_differences"]
    assert column.verdict.text() == "nothing to compare"
    assert [label.text() for label in column._layers] == ["set aside", "set aside"]


def test_what_is_missing_says_why(sheet: GradientSheet) -> None:
    sheet.show_missing("tensorflow", "TensorFlow is not here.")
    column = sheet.columns["tensorflow"]
    assert (column.verdict.text(), column.place.text()) == ("not compared", "TensorFlow is not here.")


def test_progress_is_shown_where_it_is_known(sheet: GradientSheet) -> None:
    column = sheet.columns["finite_differences"]
    sheet.show_waiting("finite_differences", "comparing 40%", 0.4)
    assert column.progress.isVisible()
    assert column.progress.value() / column.progress.maximum() == pytest.approx(0.4)
    sheet.show_waiting("finite_differences", "waiting")
    assert not column.progress.isVisible()
    sheet.show_agreement(agreement([1, 2, 3, 4]))
    assert not column.progress.isVisible()


def test_buttons_ask_and_stop(sheet: GradientSheet, qtbot: QtBot) -> None:
    asked: list[bool] = []
    stopped: list[bool] = []
    sheet.asked.connect(asked.append)
    sheet.stopped.connect(lambda: stopped.append(True))
    assert sheet.button.text() == "Stop"
    qtbot.mouseClick(sheet.button, Qt.MouseButton.LeftButton)
    assert (asked, stopped) == ([], [True])
    sheet.show_done()
    assert sheet.button.text() == "Check again"
    qtbot.mouseClick(sheet.button, Qt.MouseButton.LeftButton)
    whole = next(b for b in sheet.findChildren(QPushButton) if b.text() == "Whole training part")
    qtbot.mouseClick(whole, Qt.MouseButton.LeftButton)
    assert asked == [False, True]


def test_a_deep_network_scrolls_and_fits_the_smallest_window(sheet: GradientSheet, qtbot: QtBot) -> None:
    sheet.show_layers([LayerSpec()] * 40, INPUTS)
    qtbot.waitUntil(lambda: sheet._table.verticalScrollBar().maximum() > 0)
    assert sheet.height() <= 700
    assert sheet._table.horizontalScrollBar().maximum() == 0


def test_escape_closes(qtbot: QtBot, themes: ThemeSwitch) -> None:
    sheet = GradientSheet(themes)
    with qtbot.waitSignal(sheet.destroyed):
        sheet.show()
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)
