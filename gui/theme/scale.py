"""The signed colour scale negative - neutral - positive, and the scales of the classes."""

from dataclasses import replace
from functools import lru_cache
from math import isnan

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtGui import QColor

from gui.theme.theme import Theme

NOT_A_NUMBER = 0
"""The index that paints NaN."""
NEUTRAL = 128
"""The index of the neutral value; 1 is the negative end and 255 the positive one."""

_REACH = 127
_LEAST = 1e-300
_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


@lru_cache(maxsize=4)
def signed_table(theme: Theme) -> NDArray[np.uint8]:
    """Lookup table (256, 4), RGBA, read-only.

    Index 0 paints NaN; 1..128..255 run negative..neutral..positive. Equal steps of index are equal steps in
    Oklab (Ottosson 2020), so that no band appears where the value is smooth.
    """
    down = _ramp(theme.neutral, theme.negative, _REACH + 1)[::-1]
    up = _ramp(theme.neutral, theme.positive, _REACH + 1)
    return _sealed(np.vstack([_rgba(theme.not_a_number), down[:-1], up]))


@lru_cache(maxsize=4)
def signed_color_table(theme: Theme) -> tuple[int, ...]:
    """The same table as 256 numbers 0xAARRGGBB, for `QImage.setColorTable`."""
    return tuple(QColor(*map(int, row)).rgba() for row in signed_table(theme))


@lru_cache(maxsize=4)
def ink_color_table(theme: Theme) -> tuple[int, ...]:
    """256 numbers 0xAARRGGBB from paper (0) to ink (255), for pictures in shades of grey."""
    return tuple(QColor(*map(int, row)).rgba() for row in _ramp(theme.raised, theme.text, 256))


@lru_cache(maxsize=32)
def class_table(theme: Theme, index: int) -> NDArray[np.uint8]:
    """Lookup table (256, 4), RGBA, read-only: from neutral (0) to the colour of class `index` (255)."""
    return _sealed(_ramp(theme.neutral, theme.class_palette[index % len(theme.class_palette)], 256))


@lru_cache(maxsize=8)
def in_colors(theme: Theme, colors: tuple[int, ...]) -> Theme:
    """The theme with the class palette in this order, the places of its colours; () leaves it as it is."""
    if not colors:
        return theme
    known = theme.class_palette
    first = tuple(known[place % len(known)] for place in colors)
    rest = tuple(color for place, color in enumerate(known) if place not in colors)
    return replace(theme, class_palette=first + rest)


def class_color(theme: Theme, index: int) -> QColor:
    """The colour of class `index`; the palette starts anew after its last colour."""
    return QColor(theme.class_palette[index % len(theme.class_palette)])


def signed_indices(array: ArrayLike, limit: float, neutral: float = 0.0) -> NDArray[np.uint8]:
    """Indices into `signed_table`, in the shape of `array`.

    `neutral` gets the middle colour, `neutral + limit` and all above it the positive end, `neutral - limit`
    and all below it the negative end, NaN the index 0. A limit of 0 leaves only the neutral colour and the
    two ends; a negative limit raises ValueError.
    """
    if limit < 0:
        raise ValueError(f"The limit of a colour scale must be 0 or more, not {limit}.")
    with np.errstate(over="ignore", invalid="ignore"):
        scaled = (np.asarray(array, dtype=np.float64) - neutral) * (_REACH / max(limit, _LEAST))
    scaled = np.clip(scaled, -_REACH, _REACH) + (NEUTRAL + 0.5)
    missing = np.isnan(scaled)
    if missing.any():
        scaled[missing] = NOT_A_NUMBER
    return scaled.astype(np.uint8)


def signed_color(theme: Theme, value: float, limit: float, neutral: float = 0.0) -> QColor:
    """The colour of one value; `limit` and `neutral` as in `signed_indices`."""
    return QColor.fromRgba(signed_color_table(theme)[_signed_index(value, limit, neutral)])


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""

    def luminance(name: str) -> float:
        shown = _rgba(name)[:3] / 255
        linear = np.where(shown <= 0.04045, shown / 12.92, ((shown + 0.055) / 1.055) ** 2.4)
        return float(linear @ np.array([0.2126, 0.7152, 0.0722]))

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(maxsize=1024)
def shade(name: str, background: str, step: int) -> QColor:
    """A colour at step/32 of its strength over the background: opaque strokes are painted ten times faster."""
    ink, ground, share = QColor(name), QColor(background), step / 32
    red = ground.redF() + (ink.redF() - ground.redF()) * share
    green = ground.greenF() + (ink.greenF() - ground.greenF()) * share
    return QColor.fromRgbF(red, green, ground.blueF() + (ink.blueF() - ground.blueF()) * share)


def _signed_index(value: float, limit: float, neutral: float) -> int:
    """`signed_indices` for one number, without NumPy's overhead: edges ask thousands of times a second."""
    if limit < 0:
        raise ValueError(f"The limit of a colour scale must be 0 or more, not {limit}.")
    scaled = (value - neutral) * (_REACH / max(limit, _LEAST))
    return NOT_A_NUMBER if isnan(scaled) else int(min(max(scaled, -_REACH), _REACH) + NEUTRAL + 0.5)


def _rgba(color: str) -> NDArray[np.uint8]:
    parsed = QColor(color)
    return np.array([parsed.red(), parsed.green(), parsed.blue(), parsed.alpha()], dtype=np.uint8)


def _ramp(start: str, end: str, count: int) -> NDArray[np.uint8]:
    """`count` colours (count, 4) from start to end, both exact, evenly spaced in Oklab."""
    ends = np.array([_rgba(start)[:3], _rgba(end)[:3]]) / 255
    linear = np.where(ends <= 0.04045, ends / 12.92, ((ends + 0.055) / 1.055) ** 2.4)
    lab = np.cbrt(linear @ _TO_LMS.T) @ _TO_LAB.T
    mix = np.linspace(lab[0], lab[1], count)
    back = np.clip((mix @ np.linalg.inv(_TO_LAB).T) ** 3 @ np.linalg.inv(_TO_LMS).T, 0.0, 1.0)
    shown = np.where(back <= 0.0031308, 12.92 * back, 1.055 * back ** (1 / 2.4) - 0.055)
    table = np.full((count, 4), 255, dtype=np.uint8)
    table[:, :3] = np.rint(shown * 255)
    table[0], table[-1] = _rgba(start), _rgba(end)
    return table


def _sealed(table: NDArray[np.uint8]) -> NDArray[np.uint8]:
    table.flags.writeable = False
    return table
