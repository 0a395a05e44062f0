"""Buttons, sections and messages: names, tints, focus rings, and what closes by itself."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.theme.current import ThemeSwitch
from gui.theme.paths import RESOURCES
from gui.theme.theme import load_theme
from gui.widgets.check import Check
from gui.widgets.choice import Choice
from gui.widgets.items import Item
from gui.widgets.label import Label
from gui.widgets.labeled_slider import LabeledSlider
from gui.widgets.number_field import NumberField
from gui.widgets.numbers import NumberRule, SliderScale
from gui.widgets.section import Section
from gui.widgets.segmented import Segmented
from gui.widgets.toast import Remedy, Toast
from gui.widgets.tool_button import ToolButton


def colours(picture: QImage) -> set[str]:
    return {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}


def test_a_tool_button_says_its_name_and_keys(qtbot: QtBot, themes: ThemeSwitch) -> None:
    button = ToolButton("play", "Play", themes, "Space", primary=True)
    qtbot.addWidget(button)
    assert (button.accessibleName(), button.toolTip()) == ("Play", "Play  (Space)")
    button.show_icon("pause", "Pause")
    assert (button.accessibleName(), button.toolTip()) == ("Pause", "Pause  (Space)")
    with pytest.raises(ValueError, match="no icon “rocket”"):
        button.show_icon("rocket", "Start")


def test_icons_are_tinted_anew_when_the_theme_changes(qtbot: QtBot, themes: ThemeSwitch) -> None:
    button = ToolButton("pause", "Pause", themes)
    qtbot.addWidget(button)
    assert load_theme("light").text in colours(button.grab().toImage())
    themes.toggle()
    seen = colours(button.grab().toImage())
    assert load_theme("dark").text in seen
    assert load_theme("light").text not in seen


def focusable(kind: str, themes: ThemeSwitch) -> QWidget:
    items = (Item("one", "One"), Item("two", "Two"))
    made: dict[str, QWidget] = {
        "button": QPushButton("Train"),
        "tool": ToolButton("play", "Play", themes),
        "choice": Choice("Loss", items),
        "check": Check("x₁"),
        "field": NumberField(NumberRule("Rate")),
        "segmented": Segmented("Grain", items),
        "slider": LabeledSlider("Noise", SliderScale(0, 50)),
    }
    return made[kind]


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("kind", ["button", "tool", "choice", "check", "field", "segmented", "slider"])
def test_the_focus_ring_is_seen(qtbot: QtBot, themes: ThemeSwitch, kind: str, name: str) -> None:
    themes.show_name(name)
    holder = QWidget()
    qtbot.addWidget(holder)
    control = focusable(kind, themes)
    control.setParent(holder)
    control.resize(control.sizeHint())
    with qtbot.waitActive(holder):
        holder.show()
        holder.activateWindow()
    ring = themes.theme.focus
    holder.setFocus()
    assert ring not in colours(control.grab().toImage())
    stop = control if control.focusPolicy() & Qt.FocusPolicy.TabFocus else None
    parts = control.findChildren(QWidget) if stop is None else []
    target = stop or [part for part in parts if part.focusPolicy() == Qt.FocusPolicy.TabFocus][-1]
    target.setFocus(Qt.FocusReason.TabFocusReason)
    assert ring in colours(control.grab().toImage())


def test_a_section_shows_its_heading_in_capitals_and_says_it_plainly(qtbot: QtBot) -> None:
    section = Section("Features")
    qtbot.addWidget(section)
    inside = Label("x₁")
    note = Label("500 points", "small")
    section.add(inside)
    section.add_to_header(note)
    heading = next(label for label in section.findChildren(QLabel) if label.property("role") == "heading")
    assert (heading.text(), heading.accessibleName()) == ("FEATURES", "Features")
    section.resize(200, 80)
    section.show()
    assert inside.y() > heading.y()
    assert note.x() > heading.x()


def test_a_label_never_reads_markup(qtbot: QtBot, themes: ThemeSwitch) -> None:
    label = Label("<b>bold</b> & <img src=x>")
    plain = Label("short")
    qtbot.addWidget(label)
    qtbot.addWidget(plain)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.sizeHint().width() > 3 * plain.sizeHint().width()


@pytest.fixture
def toast(qtbot: QtBot, themes: ThemeSwitch) -> Iterator[Toast]:
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.resize(400, 100)
    made = Toast(themes, holder)
    made.resize(400, 60)
    holder.show()
    yield made
    holder.close()


def test_a_message_is_shown_named_and_closed(qtbot: QtBot, toast: Toast) -> None:
    assert (toast.isVisible(), toast.message()) == (False, "")
    toast.show_message("error", "The run diverged at update 303.")
    assert toast.isVisible()
    assert toast.message() == toast.accessibleName() == "The run diverged at update 303."
    with qtbot.waitSignal(toast.closed):
        qtbot.mouseClick(toast.findChild(ToolButton), Qt.MouseButton.LeftButton)
    assert (toast.isVisible(), toast.message()) == (False, "")
    with qtbot.assertNotEmitted(toast.closed):
        toast.close_message()


def test_a_button_does_what_it_says_once_and_the_message_waits_for_it(qtbot: QtBot, toast: Toast) -> None:
    done: list[bool] = []
    toast.show_message("info", "This cannot learn.", Remedy("Use the rule", lambda: done.append(toast.isVisible())))
    button = next(b for b in toast.findChildren(QPushButton) if b.text() == "Use the rule")
    assert (button.isVisible(), button.accessibleName()) == (True, "Use the rule")
    assert not toast.findChild(QTimer).isActive()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == [False], "the message leaves before its remedy can bring another"
    toast.show_message("info", "Saved.")
    assert not button.isVisible()
    assert toast.findChild(QTimer).isActive()
    toast.show_message("info", "It repeats for ever.", stays=True)
    assert not toast.findChild(QTimer).isActive()


@pytest.mark.parametrize("width", [300, 420, 620, 900])
def test_every_line_of_a_long_message_is_seen_whole(toast: Toast, width: int) -> None:
    host = toast.parentWidget()
    host.resize(width, 400)
    toast.float_over(host)
    sentence = "The slope of the step function is 0 everywhere, so that no gradient comes through the output of it. "
    for remedy in (None, Remedy("Use the rule", lambda: None)):
        toast.show_message("warning", sentence * 2, remedy)
        QApplication.processEvents()
        label = next(part for part in toast.findChildren(QLabel) if part.text())
        assert label.height() >= label.heightForWidth(label.width()), (width, remedy)
        assert toast.contentsRect().contains(label.geometry())


def test_escape_closes(qtbot: QtBot, toast: Toast) -> None:
    toast.show_message("warning", "Careful.")
    qtbot.keyClick(toast, Qt.Key.Key_Escape)
    assert not toast.isVisible()


@pytest.mark.parametrize(
    ("kind", "ground"), [("info", "accent_soft"), ("warning", "warning_soft"), ("error", "danger_soft")]
)
def test_the_kind_colours_the_bar_in_both_themes(toast: Toast, themes: ThemeSwitch, kind: str, ground: str) -> None:
    toast.show_message(kind, "A sentence.")  # type: ignore[arg-type]
    for _ in range(2):
        assert toast.grab().toImage().pixelColor(6, 30).name() == getattr(themes.theme, ground)
        themes.toggle()
    toast.close_message()


def test_a_note_leaves_by_itself_and_an_error_stays(qtbot: QtBot, toast: Toast) -> None:
    timer = toast.findChild(QTimer)
    timer.setInterval(20)
    toast.show_message("info", "Saved.")
    qtbot.waitUntil(lambda: not toast.isVisible(), timeout=2000)
    toast.show_message("info", "Saved.")
    toast.show_message("error", "Not saved.")
    assert not timer.isActive()
    qtbot.wait(60)
    assert toast.message() == "Not saved."


def test_long_messages_are_wrapped(toast: Toast) -> None:
    toast.show_message("error", "A rather long sentence that needs room. " * 6)
    assert toast.heightForWidth(400) > toast.heightForWidth(2000) > 0


@pytest.mark.parametrize(("theme", "factor"), [("light", 1), ("dark", 2)])
def test_the_gallery_paints_every_input(tmp_path: Path, theme: str, factor: int) -> None:
    picture = tmp_path / "gallery.png"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(factor)}
    command = [sys.executable, "-m", "gui.widgets.gallery", str(picture), theme]
    subprocess.run(command, cwd=RESOURCES.parent, env=environment, check=True, timeout=60)
    image = QImage(str(picture))
    assert image.width() == factor * max(980, image.width() // factor)
    record = load_theme(theme)
    corner = image.pixelColor(4 * factor, image.height() - 4 * factor).name()
    assert corner == record.background
    assert {record.accent, record.danger_text, record.warning_soft} <= colours(image.scaled(490, 320))
