"""The bundled typefaces, and the fonts that text, numbers and formulas are set in."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase

from gui.theme.paths import RESOURCES
from gui.theme.theme import Theme

_FILES = (
    "Inter-Regular.otf",
    "Inter-Medium.otf",
    "Inter-SemiBold.otf",
    "Inter-Bold.otf",
    "STIX-Regular.otf",
    "STIX-Italic.otf",
    "STIX-Bold.otf",
    "STIX-BoldItalic.otf",
)


@dataclass(frozen=True)
class FontFamilies:
    """The names under which Qt knows the bundled typefaces."""

    ui: str
    math: str


@lru_cache(maxsize=1)
def load_fonts() -> FontFamilies:
    """Register the bundled typefaces with Qt; needs a QGuiApplication.

    Raises RuntimeError naming the file that cannot be read.
    """
    names: list[str] = []
    for file in _FILES:
        number = QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / file))
        if number < 0:
            raise RuntimeError(f"The typeface resources/fonts/{file} cannot be read. Install the program again.")
        names.append(QFontDatabase.applicationFontFamilies(number)[0])
    return FontFamilies(ui=names[0], math=names[4])


def ui_font(theme: Theme, px: int | None = None, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The font of labels and controls, `px` device-independent pixels high (or the theme's base size)."""
    return QFont(_font((theme.ui_family, theme.math_family), px or theme.base_px, weight))


def number_font(theme: Theme, px: int | None = None, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The font of numbers: figures of one width, so that digits stand still while values change."""
    return QFont(_font((theme.ui_family, theme.math_family), px or theme.number_px, weight))


def math_font(theme: Theme, px: int | None = None, italic: bool = False, bold: bool = False) -> QFont:
    """The serif of formulas; italic for variables, bold for vectors and matrices."""
    weight = QFont.Weight.Bold if bold else QFont.Weight.Normal
    font = QFont(_font((theme.math_family, theme.ui_family), px or theme.formula_px, weight))
    font.setItalic(italic)
    return font


@lru_cache(maxsize=64)
def _font(families: tuple[str, ...], px: int, weight: QFont.Weight) -> QFont:
    """The one font that its users copy: a copy costs nothing, a new one is looked up and shaped anew."""
    font = QFont(list(families))
    font.setPixelSize(px)
    font.setWeight(weight)
    # Without hinting the outlines keep their shape and spacing at every scale factor.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
