"""The bundled typefaces are there, whole and licensed, and figures have one width."""

import os
import subprocess
import sys

import pytest
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QRawFont
from PySide6.QtWidgets import QApplication

from gui.theme.fonts import load_fonts, math_font, number_font, ui_font
from gui.theme.paths import RESOURCES
from gui.theme.theme import THEME_NAMES, load_theme

FOLDER = RESOURCES / "fonts"
THEME = load_theme("light")


@pytest.fixture(autouse=True)
def _fonts(qapp: QApplication) -> None:
    load_fonts()


@pytest.mark.parametrize("name", THEME_NAMES)
def test_the_theme_names_the_bundled_families(name: str) -> None:
    families = load_fonts()
    theme = load_theme(name)
    assert (families.ui, families.math) == (theme.ui_family, theme.math_family)


def test_requested_fonts_are_the_ones_that_are_drawn() -> None:
    assert QFontInfo(ui_font(THEME)).family() == "Inter"
    assert QFontInfo(math_font(THEME)).family() == "STIX"
    assert QFontInfo(math_font(THEME, italic=True)).italic()
    for weight in (QFont.Weight.Medium, QFont.Weight.DemiBold, QFont.Weight.Bold):
        assert QFontInfo(ui_font(THEME, weight=weight)).weight() == weight
    assert QFontInfo(number_font(THEME, 20)).pixelSize() == 20


@pytest.mark.parametrize("px", [11, 13, 26])
def test_figures_have_one_width(px: int) -> None:
    metrics = QFontMetricsF(number_font(THEME, px))
    widths = {round(metrics.horizontalAdvance(digit * 20), 3) for digit in "0123456789"}
    assert len(widths) == 1
    plain = QFont(["Inter"])
    plain.setPixelSize(px)
    assert QFontMetricsF(plain).horizontalAdvance("1" * 20) < widths.pop(), "without tnum the 1 is narrower"


def test_formulas_find_their_signs() -> None:
    face = QRawFont(str(FOLDER / "STIX-Regular.otf"), 20)
    missing = [sign for sign in "δ∂∇Σφ′η·−×≤≥≈∞‖√²→⊙ŷαβθσμ" if not face.supportsCharacter(ord(sign))]
    assert missing == []


def test_licences_stand_beside_the_fonts_and_all_is_small() -> None:
    for licence in ("Inter-OFL.txt", "STIX-OFL.txt"):
        text = (FOLDER / licence).read_text(encoding="utf-8")
        assert text.startswith("Copyright")
        assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < 4_000_000


def test_importing_theme_and_widgets_stays_light() -> None:
    program = (
        "import sys, pkgutil, importlib\n"
        "for package in ('gui.theme', 'gui.widgets'):\n"
        "    for module in pkgutil.iter_modules(importlib.import_module(package).__path__):\n"
        "        if module.name not in ('spec_form', 'number_table'):\n"  # imported late
        "            importlib.import_module(f'{package}.{module.name}')\n"
        "heavy = ('engine', 'superqt', 'pyqtgraph', 'sklearn', 'scipy', 'PySide6.QtSvgWidgets')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    root = RESOURCES.parent
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
