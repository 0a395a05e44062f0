"""The record of colours and sizes that every picture and every control is drawn from."""

import json
import re
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, NewType, get_args

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from gui.theme.paths import RESOURCES

Color = NewType("Color", str)
"""A colour as QColor and style sheets read it: `#rrggbb`, or `#aarrggbb` where it is translucent."""

THEME_NAMES = ("light", "dark")
CLASS_COUNT = 10
_COLOR = re.compile(r"#(?:[0-9a-f]{2})?[0-9a-f]{6}")


@dataclass(frozen=True)
class Theme:
    """One theme: colours by what they are for, sizes in device-independent pixels.

    `positive`, `negative` and `neutral` are the two ends and the middle of the signed scale; their `_text`
    twins are the same hues, readable as text, and `accent_ink` is the accent as text. `gradient` is the error
    flowing back and nothing else. `_soft` colours lie under text of the same family.
    `not_a_number` paints NaN.
    """

    name: str
    dark: bool
    background: Color
    surface: Color
    raised: Color
    sunken: Color
    hover: Color
    pressed: Color
    border: Color
    control_border: Color
    text: Color
    muted_text: Color
    disabled_text: Color
    accent: Color
    accent_hover: Color
    accent_pressed: Color
    accent_text: Color
    accent_soft: Color
    accent_ink: Color
    positive: Color
    negative: Color
    neutral: Color
    not_a_number: Color
    positive_text: Color
    negative_text: Color
    gradient: Color
    gradient_soft: Color
    good_text: Color
    good_soft: Color
    warning_text: Color
    warning_soft: Color
    danger_text: Color
    danger_soft: Color
    focus: Color
    shadow: Color
    scrim: Color
    node_outline: Color
    edge_label: Color
    edge_label_background: Color
    plot_background: Color
    plot_axis: Color
    plot_grid: Color
    point_outline: Color
    curve_training: Color
    curve_validation: Color
    class_palette: tuple[Color, ...]
    ui_family: str
    math_family: str
    base_px: int
    small_px: int
    heading_px: int
    title_px: int
    number_px: int
    formula_px: int
    radius: int
    spacing: int
    panel_padding: int
    control_height: int
    icon_px: int


def parse_theme(text: str, where: str) -> Theme:
    """Grow a theme from JSON; raises ValueError naming `where`, the key and the cure."""
    try:
        record = json.loads(text)
    except ValueError as error:
        raise ValueError(f"{where} is not JSON: {error}.") from error
    if not isinstance(record, dict):
        raise ValueError(f"{where} must hold one JSON object of colours and sizes.")
    wanted = {field.name for field in fields(Theme)}
    if missing := sorted(wanted - record.keys()):
        raise ValueError(f"{where} lacks {', '.join(missing)}: add the missing keys.")
    if unknown := sorted(record.keys() - wanted):
        raise ValueError(f"{where} has keys that no theme knows: {', '.join(unknown)}. Remove or rename them.")
    kinds = {field.name: field.type for field in fields(Theme)}
    return Theme(**{key: _checked(key, kind, record[key], where) for key, kind in kinds.items()})


def _checked(key: str, kind: Any, value: Any, where: str) -> Any:
    if kind is Color:
        return _color(key, value, where)
    if get_args(kind):
        if not isinstance(value, list) or len(value) != CLASS_COUNT:
            raise ValueError(f"{where}: {key} must be a list of {CLASS_COUNT} colours.")
        return tuple(_color(f"{key}[{index}]", item, where) for index, item in enumerate(value))
    if type(value) is not kind or (kind is int and value <= 0):
        words = {int: "a whole number above 0", bool: "true or false", str: "a text"}[kind]
        raise ValueError(f"{where}: {key} must be {words}, not {value!r}.")
    return value


def _color(key: str, value: Any, where: str) -> Color:
    if not isinstance(value, str) or not _COLOR.fullmatch(value):
        raise ValueError(f"{where}: {key} must be a colour such as #1f74c8 in lower case, not {value!r}.")
    return Color(value)


@cache
def load_theme(name: str) -> Theme:
    """The bundled theme of that name; raises ValueError for a name that is not in THEME_NAMES."""
    if name not in THEME_NAMES:
        raise ValueError(f"There is no theme “{name}”. Choose one of: {', '.join(THEME_NAMES)}.")
    path = RESOURCES / "themes" / f"{name}.json"
    return parse_theme(path.read_text(encoding="utf-8"), f"The theme file {path.name}")


def system_theme() -> Theme:
    """The theme that fits the desktop's colour scheme; light where the desktop names none."""
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return load_theme("dark" if dark else "light")
