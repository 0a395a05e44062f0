"""A neuron is named by layer and number, and nonsense gets a sentence."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.network_view.neuron_sheet import NeuronSheet, neuron_named
from gui.network_view.view import NetworkView
from gui.theme.current import ThemeSwitch
from tests.gui.network_view.scenes import info_of, spec_of, trained

SIZES = (784, 500, 1)


@pytest.mark.parametrize(
    ("text", "layer", "found"),
    [("1/237", 0, (0, 236)), ("0/784", 1, (-1, 783)), ("12", 1, (0, 11)), (" 2 / 1 ", 0, (1, 0))],
)
def test_a_neuron_is_named(text: str, layer: int, found: tuple[int, int]) -> None:
    assert neuron_named(text, SIZES, layer) == found


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Type a layer and a neuron, such as 2/17."),
        ("a/3", "Type a layer and a neuron, such as 2/17."),
        ("-1/3", "Type a layer and a neuron, such as 2/17."),
        ("3/1", "There is no layer 3: type 0 for the inputs, or 1 to 2."),
        ("1/501", "Layer 1 has 500 neurons: type 1 to 500."),
        ("1/0", "Layer 1 has 500 neurons: type 1 to 500."),
        ("0/785", "There are 784 inputs: type 1 to 784."),
        ("2/2", "Layer 2 has 1 neuron: type 1."),
    ],
)
def test_what_is_not_there_gets_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match="^" + sentence.replace(".", r"\.") + "$"):
        neuron_named(text, SIZES, 1)


def test_enter_selects_and_the_arrows_walk_on(qtbot: QtBot, themes: ThemeSwitch) -> None:
    spec = spec_of(hidden=(200, 8))
    view, found = NetworkView(themes), list[Any]()
    qtbot.addWidget(view)
    view.resize(799, 578)
    view.show_spec(spec, info_of(spec))
    view.show_snapshot(trained(spec).snapshot())
    view.canvas.selected.connect(found.append)
    view.show()
    next(a for a in view.pagers[1].findChildren(QAction) if a.text() == "Go to neuron…").trigger()
    sheet = view.findChild(NeuronSheet)
    assert sheet is not None
    assert sheet.field.text() == "1/1"
    sheet.field.setText("150")
    assert sheet.said.text() == "Layer 1 · neuron 150 of 200"
    QTest.keyClick(sheet, Qt.Key.Key_Down)
    QTest.keyClick(sheet, Qt.Key.Key_Up)
    sheet.field.setText("1/900")
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert sheet.isVisible()
    sheet.field.setText("2/8")
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert not sheet.isVisible()
    assert found == [(0, 150), (0, 149), (1, 7)]
    QApplication.processEvents()
