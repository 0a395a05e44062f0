"""Tab follows the eye, also over controls that came later, and enters a group at the chosen one."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.widgets.tab_order import first_stop, visit


class Window(QWidget):
    """A window whose Tab is that of the program."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        return visit(self, forward)


class OwnOrder(QWidget):
    """Two buttons that it places itself, the second one first."""

    def __init__(self) -> None:
        super().__init__()
        self._parts = QPushButton("placed second", self), QPushButton("placed first", self)

    def parts_in_order(self) -> tuple[QWidget, ...]:
        return self._parts[::-1]


def shown(qtbot: QtBot, *parts: QWidget) -> Window:
    window = Window()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    for part in parts:
        column.addWidget(part)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def visited(window: QWidget, *, forward: bool = True) -> list[str]:
    """The buttons that Tab visits, once around."""
    window.setFocus()
    names: list[str] = []
    while True:
        modifier = Qt.KeyboardModifier.NoModifier if forward else Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab, modifier)
        focused = window.focusWidget()
        assert isinstance(focused, QPushButton)
        if names and focused.text() == names[0]:
            return names
        names.append(focused.text())


def test_what_came_late_is_visited_where_it_stands(qtbot: QtBot) -> None:
    holder, foot = QWidget(), QPushButton("foot")
    inner = QHBoxLayout(holder)
    window = shown(qtbot, QPushButton("above"), holder, foot)
    for name in ("late 2", "late 1"):
        inner.insertWidget(0, QPushButton(name))
    qtbot.waitUntil(inner.itemAt(1).widget().isVisible)
    assert visited(window) == ["above", "late 1", "late 2", "foot"]
    assert visited(window, forward=False) == ["foot", "late 2", "late 1", "above"]


def test_splitters_grids_and_parts_that_place_themselves(qtbot: QtBot) -> None:
    splitter, grid = QSplitter(), QWidget()
    splitter.addWidget(QPushButton("right"))
    splitter.insertWidget(0, QPushButton("left"))
    cells = QGridLayout(grid)
    for name, row, column in (("below", 1, 0), ("top right", 0, 1), ("top left", 0, 0)):
        cells.addWidget(QPushButton(name), row, column)
    window = shown(qtbot, splitter, grid, OwnOrder())
    assert visited(window) == ["left", "right", "top left", "top right", "below", "placed first", "placed second"]


def test_what_cannot_be_reached_is_passed_over_and_a_group_is_entered_at_the_chosen_one(qtbot: QtBot) -> None:
    buttons = {name: QPushButton(name) for name in ("hidden", "off", "mouse only", "first", "chosen", "last")}
    group = QButtonGroup()
    for name in ("first", "chosen"):
        buttons[name].setCheckable(True)
        group.addButton(buttons[name])
    buttons["chosen"].setChecked(True)
    window = shown(qtbot, *buttons.values())
    buttons["hidden"].hide()
    buttons["off"].setEnabled(False)
    buttons["mouse only"].setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    assert visited(window) == ["chosen", "last"]
    assert first_stop(window) is buttons["chosen"]
    buttons["mouse only"].setFocus()
    QTest.keyClick(buttons["mouse only"], Qt.Key.Key_Tab)
    assert window.focusWidget() is buttons["chosen"]


def test_what_lies_out_of_sight_is_brought_into_it_from_both_sides(qtbot: QtBot) -> None:
    area, tall = QScrollArea(), QWidget()
    column = QVBoxLayout(tall)
    buttons = [QPushButton(f"row {row}") for row in range(40)]
    for button in buttons:
        column.addWidget(button)
    area.setWidget(tall)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    window = shown(qtbot, QPushButton("above"), area, QPushButton("below"))
    window.setFocus()
    for _ in range(2):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Backtab)
    assert buttons[-1].hasFocus()
    assert not buttons[-1].visibleRegion().isEmpty()
