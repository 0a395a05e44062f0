"""Slider and field show one value; a drag is one gesture; showing a value says nothing."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QSlider
from pytestqt.qtbot import QtBot

from gui.theme.current import ThemeSwitch
from gui.widgets import labeled_slider
from gui.widgets.labeled_slider import LabeledSlider
from gui.widgets.number_field import NumberField
from gui.widgets.numbers import SliderScale

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def slider(qtbot: QtBot, themes: ThemeSwitch) -> LabeledSlider:
    made = LabeledSlider("Learning rate", SliderScale(1e-4, 1, "log"))
    qtbot.addWidget(made)
    made.resize(240, made.sizeHint().height())
    made.show()
    made.show_value(0.03)
    return made


def bar(slider: LabeledSlider) -> QSlider:
    return slider.findChild(QSlider)


def field(slider: LabeledSlider) -> NumberField:
    return slider.findChild(NumberField)


def place(slider: LabeledSlider, share: float) -> QPoint:
    inner = bar(slider)
    return QPoint(round(7 + share * (inner.width() - 14)), inner.height() // 2)


def test_a_shown_value_stands_in_both_and_is_not_told(qtbot: QtBot, slider: LabeledSlider) -> None:
    with qtbot.assertNotEmitted(slider.edited):
        slider.show_value(0.1)
    assert (slider.value(), field(slider).text()) == (0.1, "0.1")
    assert bar(slider).value() == SliderScale(1e-4, 1, "log").position_of(0.1)


def test_a_value_beyond_the_range_is_shown_as_it_is(slider: LabeledSlider) -> None:
    slider.show_value(250.0)
    assert (slider.value(), field(slider).text()) == (250.0, "250")
    assert bar(slider).value() == bar(slider).maximum()


def test_a_click_on_the_bar_goes_there(qtbot: QtBot, slider: LabeledSlider) -> None:
    told: list[float] = []
    slider.edited.connect(told.append)
    qtbot.mouseClick(bar(slider), LEFT, pos=place(slider, 0.5))
    assert told == [pytest.approx(0.01, rel=0.1)]
    assert field(slider).text() == f"{told[0]:g}"


def test_a_drag_is_one_gesture_of_many_edits(qtbot: QtBot, slider: LabeledSlider) -> None:
    told: list[tuple[float, bool, int]] = []
    slider.edited.connect(lambda value: told.append((value, slider.dragging, slider.gesture)))
    before = slider.gesture
    qtbot.mousePress(bar(slider), LEFT, pos=place(slider, bar(slider).value() / bar(slider).maximum()))
    for share in (0.7, 0.8, 0.9):
        qtbot.mouseMove(bar(slider), place(slider, share))
        QApplication.processEvents()
    qtbot.mouseRelease(bar(slider), LEFT, pos=place(slider, 0.9))
    assert len(told) >= 2
    assert {(dragging, gesture) for _, dragging, gesture in told} == {(True, before + 1)}
    assert not slider.dragging
    assert slider.value() == told[-1][0]


def test_the_arrow_keys_move_it(qtbot: QtBot, slider: LabeledSlider) -> None:
    bar(slider).setFocus()
    with qtbot.waitSignal(slider.edited) as told:
        qtbot.keyClick(bar(slider), Qt.Key.Key_Right)
    assert told.args[0] > 0.03
    assert not slider.dragging


def walk(qtbot: QtBot, slider: LabeledSlider, *keys: Qt.Key) -> None:
    bar(slider).setFocus()
    for key in keys:
        qtbot.keyClick(bar(slider), key)


def test_keys_pressed_one_after_the_other_are_one_gesture(
    qtbot: QtBot, slider: LabeledSlider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(labeled_slider, "LONGEST_PAUSE_SECONDS", 3600.0)
    told: list[tuple[bool, int]] = []
    slider.edited.connect(lambda _: told.append((slider.walking, slider.gesture)))
    before, right, left = slider.gesture, Qt.Key.Key_Right, Qt.Key.Key_Left
    walk(qtbot, slider, right, right, left)
    assert told == [(True, before + 1)] * 3
    slider.show_value(slider.value())
    walk(qtbot, slider, right)
    assert told[-1] == (True, before + 1), "what is shown as it was ends no walk"
    slider.show_value(0.5)
    walk(qtbot, slider, left)
    assert told[-1] == (True, before + 2), "another value from outside does"
    qtbot.mouseClick(bar(slider), LEFT, pos=place(slider, 0.5))
    assert told[-1][0] is False
    walk(qtbot, slider, right)
    assert told[-1] == (True, before + 4)


def test_a_key_after_a_pause_is_a_gesture_of_its_own(
    qtbot: QtBot, slider: LabeledSlider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(labeled_slider, "LONGEST_PAUSE_SECONDS", 0.0)
    before = slider.gesture
    walk(qtbot, slider, Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert slider.gesture == before + 2


def test_a_typed_value_moves_the_handle_and_stays_as_typed(qtbot: QtBot, slider: LabeledSlider) -> None:
    told: list[float] = []
    slider.edited.connect(told.append)
    field(slider).selectAll()
    qtbot.keyClicks(field(slider), "1e-3")
    qtbot.keyClick(field(slider), Qt.Key.Key_Return)
    assert told == [0.001]
    assert field(slider).text() == "1e-3"
    assert bar(slider).value() == SliderScale(1e-4, 1, "log").position_of(0.001)


def test_nonsense_is_refused_and_a_move_of_the_handle_replaces_it(qtbot: QtBot, slider: LabeledSlider) -> None:
    field(slider).setFocus()
    field(slider).selectAll()
    with qtbot.waitSignal(slider.refused) as told:
        qtbot.keyClicks(field(slider), "abc")
        qtbot.keyClick(field(slider), Qt.Key.Key_Return)
    assert "Learning rate: “abc” is not a number" in told.args[0]
    assert slider.value() == 0.03
    qtbot.keyClicks(field(slider), "d")
    bar(slider).triggerAction(QSlider.SliderAction.SliderToMaximum)
    assert (field(slider).text(), field(slider).refusal()) == ("1", "")


def test_the_wheel_belongs_to_the_panel_until_the_slider_has_the_focus(slider: LabeledSlider) -> None:
    def turn() -> None:
        at = QPointF(5, 5)
        none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
        keys = Qt.KeyboardModifier.NoModifier
        event = QWheelEvent(at, at, QPoint(), QPoint(0, 120), none, keys, phase, False)
        QApplication.sendEvent(bar(slider), event)

    turn()
    assert slider.value() == 0.03
    bar(slider).setFocus()
    turn()
    assert slider.value() > 0.03


def test_every_part_has_its_name(slider: LabeledSlider) -> None:
    assert bar(slider).accessibleName() == field(slider).accessibleName() == "Learning rate"
    assert slider.findChild(QLabel).buddy() is field(slider)
