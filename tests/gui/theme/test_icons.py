"""Every icon is drawn in the theme's colour, and sharply at every scale."""

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication

from gui.theme.icons import icon, icon_names
from gui.theme.paths import RESOURCES
from gui.theme.theme import load_theme

LIGHT, DARK = load_theme("light"), load_theme("dark")
WANTED = [
    "play",
    "pause",
    "step",
    "back",
    "reset",
    "new-seed",
    "undo",
    "redo",
    "open",
    "save",
    "sun",
    "moon",
    "help",
    "fit",
    "zoom-in",
    "zoom-out",
    "plus",
    "minus",
    "trash",
    "chevron-down",
    "lock",
    "info",
    "warning",
]


def pixels(picture: QImage) -> np.ndarray:
    """RGBA (height, width, 4)."""
    plain = picture.convertToFormat(QImage.Format.Format_RGBA8888)
    return np.array(plain.constBits()).reshape(plain.height(), plain.width(), 4)


def drawn(shown: QIcon, size: int = 24, ratio: float = 1.0, mode: QIcon.Mode = QIcon.Mode.Normal) -> np.ndarray:
    return pixels(shown.pixmap(QSize(size, size), ratio, mode).toImage())


def ink(picture: np.ndarray) -> str:
    red, green, blue = picture[picture[..., 3] > 250].mean(axis=0)[:3].round().astype(int).tolist()
    return QColor(red, green, blue).name()


def test_all_the_wanted_icons_are_there() -> None:
    assert set(WANTED) <= set(icon_names())


@pytest.mark.parametrize("name", icon_names())
def test_an_icon_is_tinted_and_keeps_off_the_rim(qapp: QApplication, name: str) -> None:
    picture = drawn(icon(name, DARK), 48)
    assert ink(picture) == DARK.text
    alpha = picture[..., 3]
    assert max(alpha[0].max(), alpha[-1].max(), alpha[:, 0].max(), alpha[:, -1].max()) == 0
    assert "#" not in (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8"), "a colour of its own"


def test_role_and_mode_choose_the_colour(qapp: QApplication) -> None:
    assert ink(drawn(icon("play", LIGHT, "accent"))) == LIGHT.accent
    assert ink(drawn(icon("play", LIGHT), mode=QIcon.Mode.Disabled)) == LIGHT.disabled_text


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0, 3.0])
def test_the_picture_has_the_pixels_of_the_screen(qapp: QApplication, ratio: float) -> None:
    picture = drawn(icon("play", LIGHT), 24, ratio)
    assert picture.shape[:2] == (24 * ratio, 24 * ratio)


def test_a_doubled_icon_is_drawn_anew_and_not_blown_up(qapp: QApplication) -> None:
    once = icon("zoom-in", LIGHT).pixmap(QSize(18, 18), 1.0).toImage()
    blurred = pixels(once.scaled(36, 36))[..., 3].astype(int)
    sharp = drawn(icon("zoom-in", LIGHT), 18, 2.0)[..., 3].astype(int)
    assert np.abs(sharp - blurred).max() > 100


def test_a_button_without_room_gets_a_picture_without_size_and_no_complaint(qapp: QApplication) -> None:
    assert icon("play", LIGHT).pixmap(QSize(0, 0)).isNull()


def test_an_icon_is_made_once_and_unknown_names_are_explained(qapp: QApplication) -> None:
    assert icon("play", LIGHT) is icon("play", LIGHT)
    with pytest.raises(ValueError, match=r"no icon “rocket”.*play"):
        icon("rocket", LIGHT)
    with pytest.raises(AttributeError):
        icon("play", LIGHT, "acccent")
