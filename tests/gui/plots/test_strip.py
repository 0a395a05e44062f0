"""Legends: what they say, and how they fit where it is narrow."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from engine.trace import Address, Kind
from gui.plots.strip import Entry, Strip, shortened
from gui.theme.current import ThemeSwitch
from gui.theme.theme import Theme


def entry(text: str, theme: Theme, *shorts: str, group: int = 0) -> Entry:
    return Entry("dot", text, theme.accent, theme.text, shorts=shorts, group=group)


@pytest.fixture
def strip(themes: ThemeSwitch, qtbot: QtBot) -> Strip:
    strip = Strip(themes, "Key")
    qtbot.addWidget(strip)
    return strip


def rows(strip: Strip, width: int) -> int:
    return round(strip.heightForWidth(width) / strip.heightForWidth(10_000))


def needed(strip: Strip) -> int:
    """The least width in which all is on one row in full words."""
    text, width = strip.text(), 10
    while rows(strip, width) > 1 or text != strip.text():
        width += 1
    return width


def test_words_become_shorter_step_by_step(themes: ThemeSwitch) -> None:
    theme = themes.theme
    entries = (entry("training 0.5", theme, "training 0.5", "0.5"), entry("batch 0.4", theme, "batch", ""))
    assert [one.text for one in shortened(entries, 0)] == ["training 0.5", "batch 0.4"]
    assert [one.text for one in shortened(entries, 1)] == ["training 0.5", "batch"]
    assert [one.text for one in shortened(entries, 2)] == ["0.5"]
    assert [one.text for one in shortened(entries, 9)] == ["0.5"]


def test_short_words_save_a_row(strip: Strip, themes: ThemeSwitch) -> None:
    theme = themes.theme
    strip.show_entries((entry("training 250", theme), entry("validation 250", theme)))
    wide = needed(strip)
    assert rows(strip, wide - 5) == 2
    strip.show_entries((entry("training 250", theme, "training"), entry("validation 250", theme, "validation")))
    assert rows(strip, wide - 5) == 1
    assert strip.text() == "training 250, validation 250", "read aloud in full"


def test_nothing_moves_while_a_number_changes(strip: Strip, themes: ThemeSwitch) -> None:
    widths = []
    for value in ("1.25", "0.982", "0.0982", "0.00982"):
        steady = Entry("line", f"training {value}", themes.theme.accent, themes.theme.text, steady=True)
        strip.show_entries((steady, entry("end", themes.theme)))
        widths.append(needed(strip))
    assert len(set(widths)) == 1


def test_what_belongs_together_is_wrapped_together(strip: Strip, themes: ThemeSwitch) -> None:
    theme = themes.theme
    first = (entry("one", theme), entry("two", theme))
    second = (entry("training", theme, group=1), entry("validation", theme, group=1))
    strip.show_entries((*first, *second))
    width = needed(strip) - 5
    assert rows(strip, width) == 2
    strip.resize(width, strip.heightForWidth(width))
    image = strip.grab().toImage()
    line = image.height() // 2
    inked = [
        max(
            (x for x in range(width) for y in range(top, top + line) if image.pixelColor(x, y).alpha() > 200
             and image.pixelColor(x, y).lightness() < 120),
            default=0,
        )
        for top in (0, line)
    ]  # fmt: skip
    assert inked[0] < inked[1], "training went down with validation"


def test_marks_have_the_entries_colours(strip: Strip, themes: ThemeSwitch) -> None:
    theme = themes.theme
    strip.show_entries(
        (Entry("dot", "a", theme.positive, theme.text), Entry("scale", "0", theme.text, theme.text, "1"))
    )
    strip.resize(300, 20)
    image = strip.grab().toImage()
    colors = {image.pixelColor(x, y).name() for x in range(300) for y in range(20)}
    assert QColor(theme.positive).name() in colors
    assert len(colors) > 40, "the scale runs through the signed colours"
    assert strip.accessibleDescription() == "a, 0 1"


def test_a_figure_that_is_a_number_of_the_run_is_asked_by_a_click(qtbot: QtBot, themes: ThemeSwitch) -> None:
    strip = Strip(themes, "Loss now")
    qtbot.addWidget(strip)
    strip.resize(400, 30)
    ink, place = themes.theme.text, Address(Kind.EPOCH_FIGURE, name="loss")
    strip.show_entries((Entry("line", "training 0.5", ink, ink, number=place), Entry("line", "words", ink, ink)))
    strip.show()
    asked: list[Address] = []
    strip.asked.connect(asked.append)
    first, second = (round(x + 20) for _, x, _ in strip._places(strip._entries, strip.width()))
    plain = strip.grab().toImage()
    qtbot.mouseMove(strip, QPoint(first, 8))
    assert strip.cursor().shape() == Qt.CursorShape.PointingHandCursor
    assert strip.grab().toImage() != plain
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(first, 8))
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(second, 8))
    assert asked == [place]
    qtbot.mouseMove(strip, QPoint(second, 8))
    assert strip.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_words_of_an_entry_without_room_of_its_own_end_in_dots(themes: ThemeSwitch, qtbot: QtBot) -> None:
    strip = Strip(themes, "Key")
    qtbot.addWidget(strip)
    theme = themes.theme
    strip.show_entries((Entry("scale", "signs differ 0", theme.neutral, theme.text, "1 signs agree"),))
    for width in (400, 200, 150):
        ((entry, _, row),) = strip._places(strip.entries(), width)
        assert row == 0
        assert strip._width(entry) <= width + 1
        assert (entry.bar < 64.0, entry.text.endswith("…")) == (width < 400, width < 200)


def test_numbers_are_asked_by_keys(strip: Strip, themes: ThemeSwitch, qtbot: QtBot) -> None:
    asked: list[Address] = []
    strip.asked.connect(asked.append)
    loss, batch = Address(Kind.EPOCH_FIGURE, name="loss"), Address(Kind.BATCH_FIGURE, name="loss")
    plain = entry("epoch 3", themes.theme)
    strip.show_entries((plain,))
    assert strip.focusPolicy() == Qt.FocusPolicy.NoFocus
    figures = replace(plain, text="loss 0.5", number=loss), replace(plain, text="0.4", number=batch)
    strip.show_entries((plain, *figures))
    assert strip.focusPolicy() == Qt.FocusPolicy.TabFocus
    strip.show()
    strip.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(strip.hasFocus)
    for keys in ((), (Qt.Key.Key_Right,), (Qt.Key.Key_Right,), (Qt.Key.Key_Left,)):
        for key in (*keys, Qt.Key.Key_Return):
            qtbot.keyClick(strip, key)
    assert asked == [loss, batch, batch, loss]
    focused = strip.grab().toImage()
    strip.clearFocus()
    assert strip.grab().toImage() != focused
