"""A theme file is read whole or refused in a sentence."""

import json
from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from gui.theme.paths import RESOURCES
from gui.theme.theme import CLASS_COUNT, load_theme, parse_theme


@pytest.fixture
def record() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((RESOURCES / "themes" / "light.json").read_text(encoding="utf-8"))
    return loaded


def test_the_bundled_themes_differ_in_colour_and_agree_in_size() -> None:
    light, dark = load_theme("light"), load_theme("dark")
    assert (light.dark, dark.dark) == (False, True)
    assert light.text != dark.text
    assert (light.base_px, light.radius, light.ui_family) == (dark.base_px, dark.radius, dark.ui_family)
    assert len(light.class_palette) == len(dark.class_palette) == CLASS_COUNT


def test_a_theme_is_one_hashable_object_that_nobody_can_change() -> None:
    theme = load_theme("light")
    assert load_theme("light") is theme
    assert hash(theme) != hash(load_theme("dark"))
    with pytest.raises(FrozenInstanceError):
        theme.accent = theme.text  # type: ignore[misc]


def test_an_unknown_name_is_answered_with_the_names_there_are() -> None:
    with pytest.raises(ValueError, match=r"no theme “solarized”.*light, dark"):
        load_theme("solarized")


def test_a_missing_key_is_named(record: dict[str, Any]) -> None:
    del record["gradient"]
    with pytest.raises(ValueError, match=r"light\.json lacks gradient"):
        parse_theme(json.dumps(record), "light.json")


def test_an_unknown_key_is_named(record: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="no theme knows: gradeint"):
        parse_theme(json.dumps(record | {"gradeint": record["gradient"]}), "light.json")


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("accent", "blue", "accent must be a colour"),
        ("accent", "#12345", "accent must be a colour"),
        ("accent", 7, "accent must be a colour"),
        ("class_palette", [], "a list of 10 colours"),
        ("class_palette", ["red"] * 10, r"class_palette\[0\] must be a colour"),
        ("base_px", "13", "base_px must be a whole number above 0"),
        ("base_px", True, "base_px must be a whole number above 0"),
        ("base_px", 0, "base_px must be a whole number above 0"),
        ("dark", 1, "dark must be true or false"),
    ],
)
def test_a_wrong_value_is_refused(record: dict[str, Any], key: str, value: object, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        parse_theme(json.dumps(record | {key: value}), "light.json")


@pytest.mark.parametrize("text", ["", "{", "[]", "3"])
def test_what_is_no_record_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^mine.json"):
        parse_theme(text, "mine.json")
