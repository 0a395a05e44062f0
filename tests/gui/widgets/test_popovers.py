"""Popovers stay on the screen, also when they grow; sheets lie in the middle of their window."""

import pytest
from PySide6.QtCore import QMargins, QPoint
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.theme.current import ThemeSwitch
from gui.widgets.popover import Popover
from gui.widgets.sheet import Sheet

FRAME = QMargins(3, 3, 3, 3)
"""The rim that a platform without a screen puts around windows."""


def test_a_popover_that_grows_stays_on_the_screen(qtbot: QtBot) -> None:
    anchor = QWidget()
    qtbot.addWidget(anchor)
    anchor.show()
    screen = anchor.screen().availableGeometry().marginsAdded(FRAME)
    anchor.setGeometry(screen.right() - 60, screen.bottom() - 200, 50, 20)
    popover = Popover(anchor)
    popover.resize(180, 100)
    popover.setMinimumSize(180, 100)
    popover.open_below(anchor)
    assert screen.contains(popover.geometry())
    assert popover.y() > anchor.y()
    popover.resize(180, 400)
    QApplication.processEvents()
    assert screen.contains(popover.geometry())


@pytest.mark.parametrize("height", [80, 300])
def test_a_sheet_lies_in_the_middle_of_its_window(qtbot: QtBot, themes: ThemeSwitch, height: int) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(40, 30, 600, 400)
    window.show()
    sheet = Sheet("Title", themes, window)
    column = QVBoxLayout(sheet)
    column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
    label = QLabel("text")
    label.setMinimumSize(200, height)
    column.addWidget(label)
    sheet.show()
    away: QPoint = sheet.frameGeometry().center() - window.frameGeometry().center()
    assert away.manhattanLength() <= 2 * FRAME.left()
    sheet.close()
