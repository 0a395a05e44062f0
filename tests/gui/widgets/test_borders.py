"""Borders between parts are moved by hand and by keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.borders import STEP, Bordered

Key = Qt.Key
ACROSS, DOWN = Qt.Orientation.Horizontal, Qt.Orientation.Vertical


@pytest.mark.parametrize(
    ("orientation", "more", "less"), [(ACROSS, Key.Key_Right, Key.Key_Left), (DOWN, Key.Key_Down, Key.Key_Up)]
)
def test_arrow_keys_move_a_border_that_tab_has_reached(
    orientation: Qt.Orientation, more: Qt.Key, less: Qt.Key, qtbot: QtBot
) -> None:
    splitter = Bordered(orientation)
    qtbot.addWidget(splitter)
    for _ in range(2):
        splitter.addWidget(QWidget())
    splitter.name_borders("Border of two")
    splitter.resize(400, 400)
    splitter.show()
    border = splitter.handle(1)
    assert border.accessibleName() == "Border of two"
    border.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(border.hasFocus)
    before = splitter.sizes()[0]
    qtbot.keyClick(border, more)
    qtbot.keyClick(border, more)
    assert splitter.sizes()[0] == before + 2 * STEP
    qtbot.keyClick(border, less)
    assert splitter.sizes()[0] == before + STEP
