"""Numbers on a sheet answer the mouse and the keys."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QToolTip
from pytestqt.qtbot import QtBot

from engine.trace import Address, Kind
from gui.theme.current import ThemeSwitch
from gui.tracer.hot_sheet import HotSheet, beside
from gui.tracer.ink import Spot
from tests.gui.tracer.conftest import Heard

Key = Qt.Key


def address(number: int) -> Address:
    return Address(Kind.SUM, unit=number)


def spot(number: int, column: int, row: int, stop: bool = True) -> Spot:
    return Spot(20.0 + 60 * column, 10.0 + 30 * row, 40.0, 20.0, address(number), float(number), stop)


SPOTS = (
    spot(0, 0, 0, stop=False),
    spot(1, 0, 1),
    spot(2, 1, 1),
    spot(3, 2, 1),
    spot(4, 1, 2),
    Spot(20, 100, 40, 20, 7, stop=False),
)


class Plain(HotSheet):
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_marks(painter)
        painter.end()


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def sheet(window: QMainWindow, themes: ThemeSwitch) -> Plain:
    made = Plain(themes)
    window.setCentralWidget(made)
    window.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    made.setFixedSize(300, 200)
    made.show_spots(SPOTS)
    window.show()
    window.activateWindow()
    window.setFocus()
    return made


def middle(spot: Spot) -> QPoint:
    return QPoint(round(spot.x + spot.width / 2), round(spot.y + spot.height / 2))


def test_a_click_asks_for_the_number_under_it(sheet: Plain, qtbot: QtBot, heard: type[Heard]) -> None:
    said = heard().listen(sheet.asked)
    for each in SPOTS:
        qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=middle(each))
    assert said == [each.target for each in SPOTS]
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(290, 5))
    qtbot.mouseClick(sheet, Qt.MouseButton.RightButton, pos=middle(SPOTS[1]))
    assert len(said) == len(SPOTS)


def test_a_drag_from_one_number_to_another_asks_for_nothing(sheet: Plain, qtbot: QtBot, heard: type[Heard]) -> None:
    said = heard().listen(sheet.asked)
    qtbot.mousePress(sheet, Qt.MouseButton.LeftButton, pos=middle(SPOTS[1]))
    qtbot.mouseRelease(sheet, Qt.MouseButton.LeftButton, pos=middle(SPOTS[2]))
    assert said == []


def test_the_number_under_the_cursor_is_told_and_shown_with_a_hand(
    sheet: Plain, qtbot: QtBot, heard: type[Heard]
) -> None:
    said, before = heard().listen(sheet.pointed), sheet.grab().toImage()
    qtbot.mouseMove(sheet, middle(SPOTS[2]))
    assert (said, sheet.cursor().shape()) == ([address(2)], Qt.CursorShape.PointingHandCursor)
    assert sheet.grab().toImage() != before
    qtbot.mouseMove(sheet, QPoint(290, 5))
    assert said[-1] is None
    assert sheet.cursor().shape() == Qt.CursorShape.ArrowCursor
    qtbot.mouseMove(sheet, middle(SPOTS[3]))
    QApplication.sendEvent(sheet, QEvent(QEvent.Type.Leave))
    assert said[-1] is None


def test_a_number_says_what_it_is(sheet: Plain) -> None:
    sheet.words_of = lambda found: f"number {found.value:g}"
    place = middle(SPOTS[3])
    QApplication.sendEvent(sheet, QHelpEvent(QEvent.Type.ToolTip, place, sheet.mapToGlobal(place)))
    assert QToolTip.text() == "number 3"
    QToolTip.hideText()


def test_arrows_walk_from_number_to_number_and_enter_asks(sheet: Plain, qtbot: QtBot, heard: type[Heard]) -> None:
    sheet.setFocus(Qt.FocusReason.TabFocusReason)
    asked, pointed, reached = (heard().listen(signal) for signal in (sheet.asked, sheet.pointed, sheet.reached))
    for key, number in (
        (Key.Key_Right, 2),
        (Key.Key_Right, 3),
        (Key.Key_Down, 4),
        (Key.Key_Down, 4),
        (Key.Key_Right, 4),
        (Key.Key_Up, 2),
        (Key.Key_Home, 1),
        (Key.Key_Up, 1),
        (Key.Key_End, 4),
        (Key.Key_Left, 3),
    ):
        qtbot.keyClick(sheet, key)
        assert pointed[-1] == address(number), key
    qtbot.keyClick(sheet, Key.Key_Return)
    assert asked == [address(3)]
    assert reached[-1].center() == middle(SPOTS[3]) - QPoint(1, 1)


def test_the_keys_have_a_frame_and_give_it_up(sheet: Plain, heard: type[Heard]) -> None:
    before, said = sheet.grab().toImage(), heard().listen(sheet.pointed)
    sheet.setFocus(Qt.FocusReason.TabFocusReason)
    assert sheet.grab().toImage() != before
    sheet.clearFocus()
    assert said == [address(1), None]
    assert sheet.grab().toImage() == before


def test_other_numbers_keep_the_place_of_the_keys_where_they_can(sheet: Plain, qtbot: QtBot) -> None:
    sheet.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(sheet, Key.Key_End)
    sheet.show_spots(SPOTS[:3])
    found = sheet.focused_spot()
    assert found is not None
    assert found.target == address(2)
    sheet.show_spots(())
    assert sheet.focused_spot() is None
    qtbot.keyClick(sheet, Key.Key_Right)
    qtbot.keyClick(sheet, Key.Key_Return)


def test_a_click_leaves_the_focus_where_it_was(sheet: Plain, qtbot: QtBot) -> None:
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=middle(SPOTS[1]))
    assert not sheet.hasFocus()


def test_the_nearest_number_of_the_next_row() -> None:
    stops = [each for each in SPOTS if each.stop]
    assert [beside(stops, here, 1) for here in range(4)] == [3, 3, 3, 3]
    assert beside(stops, 3, -1) == 1
    assert beside([], 0, 1) == 0
