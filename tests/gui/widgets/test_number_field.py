"""Typing in a field: accepted at Enter, kept as typed, refused in red, given up with Escape."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.theme.current import ThemeSwitch
from gui.widgets.number_field import NumberField
from gui.widgets.numbers import NumberRule


@pytest.fixture
def field(qtbot: QtBot, themes: ThemeSwitch) -> NumberField:
    made = NumberField(NumberRule("Learning rate", 0))
    qtbot.addWidget(made)
    made.show_value(0.03)
    made.show()
    made.setFocus()
    return made


def type_in(qtbot: QtBot, field: NumberField, text: str, *, enter: bool = True) -> None:
    field.selectAll()
    qtbot.keyClicks(field, text)
    if enter:
        qtbot.keyClick(field, Qt.Key.Key_Return)


def test_a_typed_number_is_told_once_and_stays_as_typed(qtbot: QtBot, field: NumberField) -> None:
    told: list[float] = []
    field.edited.connect(told.append)
    type_in(qtbot, field, "1e-3")
    field.show_value(0.001)  # the document answers with the same value
    field.editingFinished.emit()
    assert told == [0.001]
    assert field.text() == "1e-3"
    assert field.value() == 0.001


def test_a_value_from_outside_is_shown_without_a_signal(qtbot: QtBot, field: NumberField) -> None:
    with qtbot.assertNotEmitted(field.edited):
        field.show_value(0.5)
    assert (field.text(), field.value()) == ("0.5", 0.5)


def test_nonsense_keeps_the_value_and_says_why(qtbot: QtBot, field: NumberField) -> None:
    with qtbot.assertNotEmitted(field.edited), qtbot.waitSignal(field.refused) as told:
        type_in(qtbot, field, "abc")
    sentence = "Learning rate: “abc” is not a number. Type one, such as 0.03."
    assert told.args == [sentence]
    assert (field.value(), field.text()) == (0.03, "abc")
    assert field.refusal() == field.toolTip() == field.accessibleDescription() == sentence


def test_the_refused_field_has_a_red_border_until_mended(
    qtbot: QtBot, field: NumberField, themes: ThemeSwitch
) -> None:
    def border() -> str:
        return field.grab().toImage().pixelColor(field.width() // 2, 0).name()

    type_in(qtbot, field, "abc")
    assert border() == themes.theme.danger_text
    type_in(qtbot, field, "0.1")
    assert border() == themes.theme.focus
    assert field.refusal() == ""
    assert field.value() == 0.1


def test_retyping_the_old_value_mends_without_an_edit(qtbot: QtBot, field: NumberField) -> None:
    type_in(qtbot, field, "abc")
    with qtbot.assertNotEmitted(field.edited):
        type_in(qtbot, field, "0.03")
    assert field.refusal() == ""


def test_escape_gives_up(qtbot: QtBot, field: NumberField) -> None:
    type_in(qtbot, field, "abc")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), field.refusal()) == ("0.03", "")
    type_in(qtbot, field, "7", enter=False)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), field.value()) == ("0.03", 0.03)


def test_half_typed_text_survives_values_from_outside(qtbot: QtBot, field: NumberField) -> None:
    type_in(qtbot, field, "0.00", enter=False)
    field.show_value(0.7)
    assert (field.text(), field.value()) == ("0.00", 0.7)


def test_a_new_value_replaces_refused_text(qtbot: QtBot, field: NumberField) -> None:
    type_in(qtbot, field, "abc")
    field.show_value(0.03)
    assert field.text() == "abc"
    field.show_value(0.2)
    assert (field.text(), field.refusal()) == ("0.2", "")


def test_a_refused_field_that_is_left_shows_the_value_in_force(qtbot: QtBot, field: NumberField) -> None:
    type_in(qtbot, field, "abc", enter=False)
    with qtbot.waitSignal(field.refused) as told:
        field.clearFocus()
    assert "abc" in told.args[0]
    assert (field.text(), field.refusal(), field.value()) == ("0.03", "", 0.03)
