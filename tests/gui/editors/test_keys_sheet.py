"""The sheet lists every action with each of its keys, and Escape closes it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from gui.actions import key_table
from gui.editors.keys_sheet import KeysSheet
from gui.theme.current import ThemeSwitch
from gui.widgets.scrim import Scrim


def texts(sheet: KeysSheet) -> list[str]:
    return [label.text() for label in sheet.findChildren(QLabel)]


def test_every_action_is_listed_once_with_its_keys(qtbot: QtBot, themes: ThemeSwitch) -> None:
    sheet = KeysSheet(key_table(), themes)
    qtbot.addWidget(sheet)
    shown = texts(sheet)
    for section, text, _ in key_table():
        assert shown.count(section.upper()) == 1
        assert text in shown
    caps = [label for label in sheet.findChildren(QLabel) if label.property("card")]
    assert len(caps) == sum(len(keys.split(" or ")) for _, _, keys in key_table())


def test_arrows_are_drawn_and_spoken(qtbot: QtBot, themes: ThemeSwitch) -> None:
    sheet = KeysSheet([("Run", "Step", "Right or Ctrl+Y")], themes)
    qtbot.addWidget(sheet)
    caps = {label.text(): label.accessibleName() for label in sheet.findChildren(QLabel) if label.property("card")}
    assert caps == {"→": "Right", "Ctrl+Y": "Ctrl+Y"}


def test_an_empty_table_is_an_empty_sheet(qtbot: QtBot, themes: ThemeSwitch) -> None:
    sheet = KeysSheet([], themes)
    qtbot.addWidget(sheet)
    assert texts(sheet) == ["Keys"]


def test_escape_closes(qtbot: QtBot, themes: ThemeSwitch) -> None:
    sheet = KeysSheet(key_table(), themes)
    with qtbot.waitSignal(sheet.destroyed):
        sheet.show()
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)


def test_every_cap_shows_its_whole_key(qtbot: QtBot, themes: ThemeSwitch) -> None:
    sheet = KeysSheet(key_table(), themes)
    qtbot.addWidget(sheet)
    sheet.show()
    caps = [label for label in sheet.findChildren(QLabel) if label.property("card")]
    assert caps
    for cap in caps:
        assert cap.width() >= cap.fontMetrics().horizontalAdvance(cap.text()) + 8, cap.text()
    assert sheet.width() < 1100
    assert sheet.height() < 640


@pytest.mark.parametrize("name", ["light", "dark"])
def test_a_sheet_has_a_rim_and_veils_its_window_until_it_is_closed(
    name: str, qtbot: QtBot, themes: ThemeSwitch
) -> None:
    themes.show_name(name)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.setStyleSheet(f"QWidget {{ background: {themes.theme.surface}; }}")
    window.show()
    plain = window.grab().toImage().pixelColor(20, 20).lightnessF()
    sheet = KeysSheet(key_table(), themes, window)
    sheet.show()
    rim = sheet.grab().toImage()
    corners = [rim.pixelColor(0, 40), rim.pixelColor(rim.width() - 1, 40), rim.pixelColor(90, rim.height() - 1)]
    assert {corner.name() for corner in corners} == {themes.theme.control_border}
    veiled = window.grab().toImage().pixelColor(20, 20).lightnessF()
    assert veiled < 0.85 * plain
    window.resize(1000, 700)
    assert window.grab().toImage().pixelColor(990, 690).lightnessF() < 0.85 * plain
    with qtbot.waitSignal(sheet.destroyed):
        qtbot.mouseClick(window.findChild(Scrim), Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert window.grab().toImage().pixelColor(20, 20).lightnessF() == plain
