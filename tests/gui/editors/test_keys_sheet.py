"""The sheet lists every action with each of its keys, and Escape closes it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.actions import key_table
from gui.editors.keys_sheet import KeysSheet
from gui.theme.current import ThemeSwitch


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
