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
    told: list[str] = []
    field.refused.connect(told.append)
    type_in(qtbot, field, "abc", enter=False)
    field.clearFocus()
    assert "abc" in told[0]
    assert (field.text(), field.refusal(), field.value()) == ("0.03", "", 0.03)


def test_an_empty_refusal_says_that_there_is_nothing_to_object_to_any_more(qtbot: QtBot, field: NumberField) -> None:
    told: list[str] = []
    field.refused.connect(told.append)
    for mend in (
        lambda: qtbot.keyClick(field, Qt.Key.Key_Escape),
        lambda: type_in(qtbot, field, "0.1"),
        lambda: field.show_value(0.7),
        field.clearFocus,
    ):
        field.setFocus()
        type_in(qtbot, field, "abc")
        assert told[-1].startswith("Learning rate")
        mend()
        assert told[-1] == ""
        assert len(told) == 2
        told.clear()
    type_in(qtbot, field, "0.2")
    assert told == []


def test_a_number_too_long_for_its_field_is_read_from_its_start(qtbot: QtBot, field: NumberField) -> None:
    field.setFixedWidth(70)
    field.show_value(0.03)
    assert field.shown_text() == "0.03"
    type_in(qtbot, field, "123456789012345678")
    field.clearFocus()
    field.show_value(1.0)
    field.setFocus()
    type_in(qtbot, field, "-12345678901234567")
    assert field.refusal()
    assert field.cursorPosition() == 0
    field.clearFocus()
    field.setText("123456789012345678")
    assert field.shown_text().startswith("123")
    assert field.shown_text().endswith("…")
    before = field.grab().toImage()
    field.setText("12345678999999999")
    assert field.grab().toImage() == before
    field.setText("92345678901234567")
    assert field.grab().toImage() != before


def test_a_fraction_stays_as_typed_over_a_refusal(qtbot: QtBot, field: NumberField) -> None:
    type_in(qtbot, field, "1/3")
    type_in(qtbot, field, "-2")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), field.value()) == ("1/3", 1 / 3)
    type_in(qtbot, field, "abc")
    field.clearFocus()
    assert (field.text(), field.value()) == ("1/3", 1 / 3)
    field.show_value(0.25)
    field.setFocus()
    type_in(qtbot, field, "abc", enter=False)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "0.25"
