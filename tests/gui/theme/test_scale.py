"""The signed scale is monotone, symmetric and says the same for arrays, single values and tables."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor

from gui.theme.scale import (
    NEUTRAL,
    class_color,
    class_table,
    signed_color,
    signed_color_table,
    signed_indices,
    signed_table,
)
from gui.theme.theme import THEME_NAMES, Theme, load_theme
from tests.gui.theme.colour_vision import lab

ANY = st.floats(allow_nan=True, allow_infinity=True)


@pytest.fixture(params=THEME_NAMES)
def theme(request: pytest.FixtureRequest) -> Theme:
    return load_theme(request.param)


def name(row: np.ndarray) -> str:
    return QColor(*map(int, row)).name()


def test_ends_middle_and_nan_have_the_theme_s_own_colours(theme: Theme) -> None:
    table = signed_table(theme)
    assert table.shape == (256, 4)
    assert table.dtype == np.uint8
    assert (table[:, 3] == 255).all()
    shown = [name(table[index]) for index in (0, 1, NEUTRAL, 255)]
    assert shown == [theme.not_a_number, theme.negative, theme.neutral, theme.positive]


def test_equal_steps_look_equal(theme: Theme) -> None:
    seen = np.array([lab(name(row), "normal") for row in signed_table(theme)[1:]])
    steps = np.linalg.norm(np.diff(seen, axis=0), axis=1)
    assert steps.max() < 2.0, "a visible band"


def test_tables_are_made_once_and_cannot_be_written(theme: Theme) -> None:
    assert signed_table(theme) is signed_table(theme)
    with pytest.raises(ValueError, match="read-only"):
        signed_table(theme)[0, 0] = 1


def test_the_table_for_images_is_the_same(theme: Theme) -> None:
    assert [QColor(pixel).name() for pixel in signed_color_table(theme)] == list(map(name, signed_table(theme)))


def test_indices_of_known_values() -> None:
    values = [[-9.0, -1.0, 0.0], [1.0, 9.0, np.nan]]
    assert signed_indices(values, 1.0).tolist() == [[1, 1, 128], [255, 255, 0]]
    assert signed_indices([0.0, 0.25, 0.5, 0.75, 1.0], 0.5, neutral=0.5).tolist() == [1, 65, 128, 192, 255]
    assert signed_indices([np.inf, -np.inf], 3.0).tolist() == [255, 1]
    assert signed_indices([0.0, 2.0, -2.0], 0.0).tolist() == [128, 255, 1]


def test_a_negative_limit_is_refused() -> None:
    with pytest.raises(ValueError, match="0 or more, not -1"):
        signed_indices([0.0], -1)
    with pytest.raises(ValueError, match="0 or more, not -1"):
        signed_color(load_theme("light"), 0.0, -1)


@given(value=ANY, limit=st.floats(min_value=0), neutral=st.floats(-10, 10))
def test_one_value_has_the_colour_of_its_index(value: float, limit: float, neutral: float) -> None:
    theme = load_theme("light")
    index = int(signed_indices([value], limit, neutral)[0])
    assert signed_color(theme, value, limit, neutral).rgba() == signed_color_table(theme)[index]


@given(values=st.lists(st.floats(-5, 5), min_size=2, max_size=20), limit=st.floats(0.01, 10))
def test_more_is_never_more_negative(values: list[float], limit: float) -> None:
    indices = signed_indices(sorted(values), limit).astype(int)
    assert (np.diff(indices) >= 0).all()
    mirrored = signed_indices(-np.array(sorted(values)), limit).astype(int)
    assert (np.abs(indices + mirrored - 2 * NEUTRAL) <= 1).all()


def test_the_given_array_is_left_alone() -> None:
    values = np.array([np.nan, 1.0])
    signed_indices(values, 1.0)
    assert np.isnan(values[0])
    assert values[1] == 1.0


def test_class_scales_run_from_neutral_to_the_class(theme: Theme) -> None:
    for index, color in enumerate(theme.class_palette):
        table = class_table(theme, index)
        assert (name(table[0]), name(table[255])) == (theme.neutral, color)
        assert class_color(theme, index).name() == color
    assert class_color(theme, 10) == class_color(theme, 0)
