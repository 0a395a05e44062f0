"""The style sheet follows the record, and the switch dresses the whole application at once."""

import re

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPalette, QStandardItemModel
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from gui.theme.current import ThemeSwitch
from gui.theme.style import fill_template, stylesheet
from gui.theme.theme import load_theme


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_sheet_is_filled_from_the_theme(name: str) -> None:
    theme = load_theme(name)
    sheet = stylesheet(theme)
    assert theme.accent in sheet
    assert f"{name}-chevron.svg" in sheet
    assert "$" not in sheet.replace("every $name is a key", "")


def test_every_line_of_the_sheet_is_a_rule() -> None:
    """Qt leaves out what it cannot read, and all that comes after it, without a word."""
    text = re.sub(r"/\*.*?\*/", "", stylesheet(load_theme("light")), flags=re.S)
    left = re.sub(r"[\w\s:>,.#*\[\]=\"!-]+\{[^{}<>]*\}", "", text)
    assert left.strip() == ""


def test_a_choice_that_cannot_be_made_looks_so(qtbot: QtBot, themes: ThemeSwitch) -> None:
    choice = QComboBox()
    choice.addItems(["Huber", "Hinge", "Huber"])
    model = choice.model()
    assert isinstance(model, QStandardItemModel)
    model.item(2).setEnabled(False)
    choice.setCurrentIndex(1)
    qtbot.addWidget(choice)
    choice.resize(160, 30)
    choice.show()
    choice.showPopup()
    view = choice.view()
    rows = [view.visualRect(model.index(row, 0)) for row in (0, 2)]
    picture = view.viewport().grab().toImage()
    text = [(x, y) for x in range(8, 40) for y in range(8, 20)]
    darkest = [min(picture.pixelColor(x, row.top() + y).lightness() for x, y in text) for row in rows]
    choice.hidePopup()
    assert darkest[0] + 40 < darkest[1]


def test_a_misspelt_name_in_the_template_is_an_error() -> None:
    with pytest.raises(KeyError, match="acccent"):
        fill_template("QWidget { color: $acccent; }", load_theme("light"))


def test_toggling_repaints_what_is_shown_and_tells_once(
    qtbot: QtBot, qapp: QApplication, themes: ThemeSwitch
) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    button.resize(80, 30)
    told: list[object] = []
    themes.changed.connect(told.append)
    for name in ("dark", "light"):
        themes.toggle()
        theme = load_theme(name)
        assert themes.theme is theme
        assert qapp.palette().color(QPalette.ColorRole.Window).name() == theme.background
        assert button.grab().toImage().pixelColor(40, 15).name() == theme.raised
    assert told == [load_theme("dark"), load_theme("light")]


def test_showing_the_theme_that_is_shown_tells_nothing(themes: ThemeSwitch) -> None:
    told: list[object] = []
    themes.changed.connect(told.append)
    themes.show_name("light")
    assert told == []
    with pytest.raises(ValueError, match="no theme “mauve”"):
        themes.show_name("mauve")


class Hints(QObject):
    """A desktop whose colour scheme the test decides."""

    colorSchemeChanged = Signal(Qt.ColorScheme)  # noqa: N815 the name is Qt's

    def __init__(self) -> None:
        super().__init__()
        self.scheme = Qt.ColorScheme.Unknown

    def colorScheme(self) -> Qt.ColorScheme:
        return self.scheme

    def setColorScheme(self, scheme: Qt.ColorScheme) -> None:
        self.scheme = scheme

    def unsetColorScheme(self) -> None:
        self.scheme = Qt.ColorScheme.Dark

    def become(self, scheme: Qt.ColorScheme) -> None:
        self.scheme = scheme
        self.colorSchemeChanged.emit(scheme)


def test_the_desktop_is_followed_until_a_person_chooses(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    hints = Hints()
    monkeypatch.setattr(QApplication, "styleHints", lambda *_: hints)
    monkeypatch.setattr("gui.theme.theme.QGuiApplication.styleHints", lambda *_: hints)
    switch = ThemeSwitch(qapp)
    assert (switch.theme.name, switch.follow_system) == ("light", True)
    hints.become(Qt.ColorScheme.Dark)
    assert switch.theme.name == "dark"
    switch.toggle()
    assert (switch.theme.name, switch.follow_system) == ("light", False)
    assert hints.scheme == Qt.ColorScheme.Light, "title bars and dialogs follow"
    hints.become(Qt.ColorScheme.Dark)
    assert switch.theme.name == "light"
    switch.follow_system = True
    assert switch.theme.name == "dark"
