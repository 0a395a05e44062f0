"""The faces that the tracer is set in: fonts by size and face, and the widths of texts, both remembered."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QFont, QFontMetricsF

from gui.theme.fonts import math_font, number_font
from gui.theme.theme import Theme
from gui.tracer.ink import STRONG, WORDS, Letters
from gui.tracer.typeset import SIZES, Face


class Faces:
    """Fonts and widths of one theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._words = lru_cache(maxsize=4096)(self._measured_words)
        self._math = lru_cache(maxsize=8192)(self._measured_math)

    def words(self, text: str, px: int, strong: bool = False) -> float:
        return self._words(text, px, strong)

    def math(self, text: str, face: Face, px: int) -> float:
        return self._math(text, face, px)

    def _measured_words(self, text: str, px: int, strong: bool) -> float:
        return _metrics(self._theme, px, STRONG if strong else WORDS, False).horizontalAdvance(text)

    def _measured_math(self, text: str, face: Face, px: int) -> float:
        return _metrics(self._theme, px, face, True).horizontalAdvance(text)

    def font(self, letters: Letters) -> QFont:
        """The font of a text on a sheet."""
        return _font(self._theme, letters.px, letters.face, letters.math)


@lru_cache(maxsize=4)
def faces_of(theme: Theme) -> Faces:
    """The faces of a theme, with what has been measured before."""
    return Faces(theme)


@lru_cache(maxsize=256)
def _font(theme: Theme, px: int, face: Face, math: bool) -> QFont:
    if math:
        return math_font(theme, max(round(px * SIZES[face.size]), 7), face.italic, face.bold)
    return number_font(theme, px, QFont.Weight.DemiBold if face.bold else QFont.Weight.Normal)


@lru_cache(maxsize=256)
def _metrics(theme: Theme, px: int, face: Face, math: bool) -> QFontMetricsF:
    return QFontMetricsF(_font(theme, px, face, math))
