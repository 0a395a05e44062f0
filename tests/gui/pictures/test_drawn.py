"""Pictures are drawn sharply in any size, and the bars as long as their numbers, in both themes."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from engine.spec import DataInfo
from gui.pictures.answer import answer_of
from gui.pictures.bars import LEAST_ROW, AnswerBars, fitting_bars
from gui.pictures.images import pixel_image, weight_image
from gui.pictures.picture import Picture, picture_box
from gui.theme.current import ThemeSwitch
from gui.theme.scale import ink_color_table, signed_color_table
from gui.theme.theme import THEME_NAMES, load_theme

INFO = DataInfo("multiclass", ("a", "b"), classes=tuple(f"class {place}" for place in range(10)))
PIXELS = np.linspace(0.0, 1.0, 12)


def colors_of(image: QImage) -> list[list[int]]:
    return [[image.pixel(x, y) for x in range(image.width())] for y in range(image.height())]


@pytest.mark.parametrize("name", THEME_NAMES)
def test_pixels_go_from_paper_to_ink_and_weights_from_end_to_end(name: str) -> None:
    theme = load_theme(name)
    ink, signed = ink_color_table(theme), signed_color_table(theme)
    drawn = colors_of(pixel_image(PIXELS, (3, 4), theme))
    assert drawn == [[ink[int(value * 255)] for value in row] for row in PIXELS.reshape(3, 4)]
    weights = colors_of(weight_image(np.array([-2.0, 0.0, 1.0, 2.0]), (2, 2), theme))
    assert weights[0] == [signed[1], signed[128]]
    assert weights[1][1] == signed[255]


@pytest.mark.parametrize(("room", "side"), [((100, 90), 84), ((64, 64), 56), ((20, 30), 20)])
def test_every_pixel_is_as_large_as_the_next(room: tuple[int, int], side: int) -> None:
    box = picture_box(QSize(28, 28), QRectF(0, 0, *room))
    assert (box.width(), box.height()) == (side, side)
    assert abs(box.center().x() - room[0] / 2) <= 1


def test_a_picture_is_drawn_in_squares(qtbot: QtBot, themes: ThemeSwitch) -> None:
    widget = Picture(themes, "Example")
    qtbot.addWidget(widget)
    widget.resize(103, 90)
    widget.show_image(pixel_image(PIXELS, (3, 4), themes.theme), "it is a ramp")
    grabbed, box, ink = widget.grab().toImage(), widget.box(), ink_color_table(themes.theme)
    times = box.width() / 4
    assert times == int(times) == 25
    for place, value in enumerate(PIXELS):
        left, top = box.left() + place % 4 * times, box.top() + place // 4 * times
        for x, y in ((left + 1, top + 1), (left + times - 2, top + times - 2)):
            assert grabbed.pixel(int(x), int(y)) == ink[int(value * 255)], place
    assert widget.accessibleDescription() == "it is a ramp"


def length(widget: QWidget, row: int, rows: int, color: str) -> int:
    """So many pixels of this colour are in the middle of a row."""
    image, wanted = widget.grab().toImage(), QColor(color).rgb()
    y = int((row + 0.5) * widget.height() / rows)
    return sum(image.pixel(x, y) == wanted for x in range(image.width()))


@pytest.mark.parametrize("name", THEME_NAMES)
def test_bars_are_as_long_as_their_shares(qtbot: QtBot, themes: ThemeSwitch, name: str) -> None:
    themes.show_name(name)
    widget = AnswerBars(themes)
    qtbot.addWidget(widget)
    widget.resize(400, 300)
    shares = np.array([0.2, 0.4, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05])
    widget.show_answer(answer_of(INFO, "softmax", shares, shares, 0))
    accent = length(widget, 1, 10, themes.theme.accent)
    assert accent > 60
    assert length(widget, 0, 10, themes.theme.disabled_text) == pytest.approx(accent / 2, abs=2)
    assert length(widget, 0, 10, themes.theme.accent) == 0
    assert "Wrong: says class 1, is class 0." in widget.accessibleDescription()


def test_where_there_is_no_room_the_longest_bars_are_shown_in_their_order() -> None:
    shares = np.array([0.01, 0.02, 0.4, 0.03, 0.3, 0.05, 0.06, 0.07, 0.04, 0.02])
    answer = answer_of(INFO, "softmax", shares, shares, 1)
    shown = [bar.name for bar in fitting_bars(answer, 4 * LEAST_ROW)]
    assert shown == ["class 1", "class 2", "class 4", "class 7"]
    assert len(fitting_bars(answer, 10 * LEAST_ROW)) == 10
