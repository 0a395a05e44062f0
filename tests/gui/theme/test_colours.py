"""Text can be read and colours can be told apart, in both themes and by colour-blind people."""

import itertools
import re

import pytest

from gui.theme.paths import RESOURCES
from gui.theme.theme import THEME_NAMES, Theme, load_theme
from tests.gui.theme.colour_vision import VISIONS, contrast, distance

READABLE = 4.5
VISIBLE = 3.0
APART = 18.0  # CIE 1976; about 2 is just noticeable side by side

GROUNDS = ("background", "surface", "raised", "sunken", "hover")
TEXT_ON = [
    *itertools.product(("text", "muted_text"), GROUNDS),
    *itertools.product(("text",), ("pressed", "accent_soft", "gradient_soft")),
    *itertools.product(("text",), ("good_soft", "warning_soft", "danger_soft")),
    *itertools.product(("accent_text",), ("accent", "accent_hover", "accent_pressed")),
    *itertools.product(("accent_ink",), ("surface", "raised", "accent_soft", "background")),
    *itertools.product(("positive_text", "negative_text", "gradient"), ("background", "surface", "raised")),
    *itertools.product(("good_text", "warning_text", "danger_text"), ("background", "surface", "raised")),
    ("gradient", "gradient_soft"),
    ("good_text", "good_soft"),
    ("warning_text", "warning_soft"),
    ("danger_text", "danger_soft"),
    ("edge_label", "edge_label_background"),
    ("plot_axis", "plot_background"),
]
SHAPE_ON = [
    *itertools.product(("focus", "accent"), ("background", "surface", "raised", "sunken")),
    *itertools.product(("curve_training", "curve_validation"), ("plot_background",)),
    ("node_outline", "background"),
]


@pytest.fixture(params=THEME_NAMES)
def theme(request: pytest.FixtureRequest) -> Theme:
    return load_theme(request.param)


@pytest.mark.parametrize(("ink", "ground"), TEXT_ON)
def test_text_can_be_read_on_its_ground(theme: Theme, ink: str, ground: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= READABLE


@pytest.mark.parametrize(("shape", "ground"), SHAPE_ON)
def test_lines_and_rings_stand_out(theme: Theme, shape: str, ground: str) -> None:
    assert contrast(getattr(theme, shape), getattr(theme, ground)) >= VISIBLE


@pytest.mark.parametrize("vision", VISIONS)
def test_signs_gradient_and_classes_are_told_apart(theme: Theme, vision: str) -> None:
    meanings = [theme.positive, theme.negative, theme.gradient, *theme.class_palette]
    nearest = min((distance(one, other, vision), one, other) for one, other in itertools.combinations(meanings, 2))
    assert nearest[0] >= APART, f"{nearest} under {vision}"


@pytest.mark.parametrize("vision", VISIONS)
def test_curves_are_told_apart_from_each_other_and_from_signs_and_gradient(theme: Theme, vision: str) -> None:
    curves = (theme.curve_training, theme.curve_validation)
    assert distance(*curves, vision) >= APART
    for curve, other in itertools.product(curves, (theme.positive, theme.negative, theme.gradient)):
        assert distance(curve, other, vision) >= APART, f"{curve} and {other} under {vision}"


def test_both_ends_of_the_sign_scale_differ_from_its_middle(theme: Theme) -> None:
    for vision in VISIONS:
        assert distance(theme.positive, theme.neutral, vision) >= 2 * APART
        assert distance(theme.negative, theme.neutral, vision) >= 2 * APART


def test_pictures_inside_the_style_sheet_are_in_the_colours_of_their_theme(theme: Theme) -> None:
    def strokes(part: str) -> list[str]:
        text = (RESOURCES / "themes" / f"{theme.name}-{part}.svg").read_text(encoding="utf-8")
        return re.findall("#[0-9a-f]{6}", text)

    assert strokes("chevron") == [theme.muted_text]
    assert strokes("check") == [theme.accent_text]
