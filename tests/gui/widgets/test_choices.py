"""Segmented, Choice and Check speak when a person acts and are silent when a value is shown."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from gui.theme.current import ThemeSwitch
from gui.widgets.check import Check
from gui.widgets.choice import Choice
from gui.widgets.items import Item
from gui.widgets.segmented import Segmented

ITEMS = (Item("sgd", "SGD", "Plain steps"), Item("adam", "Adam"), Item("nadam", "Nadam"))


@pytest.fixture
def segmented(qtbot: QtBot, themes: ThemeSwitch) -> Segmented:
    made = Segmented("Optimizer", ITEMS)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def choice(qtbot: QtBot, themes: ThemeSwitch) -> Choice:
    made = Choice("Optimizer", ITEMS)
    qtbot.addWidget(made)
    made.show()
    return made


def buttons(segmented: Segmented) -> list[QPushButton]:
    return segmented.findChildren(QPushButton)


@pytest.mark.parametrize("kind", [Segmented, Choice])
def test_showing_a_key_is_silent_and_unknown_keys_are_named(
    qtbot: QtBot, themes: ThemeSwitch, kind: Callable[..., Segmented | Choice]
) -> None:
    control = kind("Optimizer", ITEMS)
    qtbot.addWidget(control)
    assert (control.key(), control.accessibleName()) == ("sgd", "Optimizer")
    with qtbot.assertNotEmitted(control.edited):
        control.show_key("nadam")
    assert control.key() == "nadam"
    with pytest.raises(KeyError, match="Optimizer has no choice “lion”; it has: sgd, adam, nadam"):
        control.show_key("lion")
    assert control.key() == "nadam"


def test_a_click_chooses_one_and_a_second_click_says_nothing(qtbot: QtBot, segmented: Segmented) -> None:
    told: list[str] = []
    segmented.edited.connect(told.append)
    for _ in range(2):
        qtbot.mouseClick(buttons(segmented)[1], Qt.MouseButton.LeftButton)
    assert told == ["adam"]
    assert [button.isChecked() for button in buttons(segmented)] == [False, True, False]


def test_arrows_home_and_end_walk_the_segments(qtbot: QtBot, segmented: Segmented) -> None:
    told: list[str] = []
    segmented.edited.connect(told.append)
    buttons(segmented)[0].setFocus()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Home):
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert told == ["adam", "nadam", "sgd"]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_End)
    assert QApplication.focusWidget() is buttons(segmented)[2]


def test_tab_stops_once_at_the_chosen_segment(segmented: Segmented) -> None:
    segmented.show_key("adam")
    stops = [button.focusPolicy() != Qt.FocusPolicy.NoFocus for button in buttons(segmented)]
    assert stops == [False, True, False]


def test_each_segment_has_room_for_the_bolder_text_of_the_chosen_one(qtbot: QtBot, themes: ThemeSwitch) -> None:
    segmented = Segmented("Grain", [Item("one", "www" * 10), Item("two", "Layer")])
    qtbot.addWidget(segmented)
    segmented.show()
    for button in buttons(segmented):
        bolder = QFont(button.font())
        bolder.setWeight(QFont.Weight.Medium)
        padding = 2 * (11 + 1)
        assert button.width() - padding >= QFontMetrics(bolder).horizontalAdvance(button.text())


def test_a_person_s_choice_in_the_list_is_told(qtbot: QtBot, choice: Choice) -> None:
    told: list[str] = []
    choice.edited.connect(told.append)
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    qtbot.keyClick(choice, Qt.Key.Key_Up)
    assert told == ["adam", "sgd"]
    assert choice.itemData(0, Qt.ItemDataRole.ToolTipRole) == "Plain steps"


def test_the_wheel_never_changes_a_choice(choice: Choice) -> None:
    choice.setFocus()
    at, none = QPointF(5, 5), Qt.MouseButton.NoButton
    keys, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    QApplication.sendEvent(choice, QWheelEvent(at, at, QPoint(), QPoint(0, -120), none, keys, phase, False))
    assert choice.currentIndex() == 0


def test_a_check_tells_clicks_only(qtbot: QtBot, themes: ThemeSwitch) -> None:
    check = Check("x₁x₂", "The product of both inputs")
    qtbot.addWidget(check)
    with qtbot.assertNotEmitted(check.edited):
        check.show_checked(True)
    with qtbot.waitSignal(check.edited) as told:
        qtbot.mouseClick(check, Qt.MouseButton.LeftButton, pos=QPoint(9, check.height() // 2))
    assert told.args == [False]
    assert (check.accessibleName(), check.toolTip()) == ("x₁x₂", "The product of both inputs")
