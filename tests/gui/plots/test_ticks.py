"""Ticks and the numbers at them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.plots.text import number
from gui.plots.ticks import linear_ticks, log_ticks, round_up


@pytest.mark.parametrize(
    ("low", "high", "most", "labels"),
    [
        (0.0, 1.0, 3, ["0", "0.5", "1.0"]),
        (-6.0, 6.0, 7, ["−6", "−4", "−2", "0", "2", "4", "6"]),
        (0.0, 0.015, 4, ["0", "0.005", "0.010", "0.015"]),
        (0.0, 4e6, 3, ["0", "2.0·10⁶", "4.0·10⁶"]),
        (0.0, 2e-5, 3, ["0", "1.0·10⁻⁵", "2.0·10⁻⁵"]),
    ],
)
def test_ticks_are_round(low: float, high: float, most: int, labels: list[str]) -> None:
    assert [label for _, label in linear_ticks(low, high, most)] == labels


@given(
    st.floats(-1e6, 1e6),
    st.floats(1e-3, 1e6),
    st.integers(2, 12),
)
def test_ticks_lie_inside_and_are_not_too_many(low: float, span: float, most: int) -> None:
    ticks = linear_ticks(low, low + span, most)
    assert 1 <= len(ticks) <= most
    slack = 1e-6 * span + 1e-15 * abs(low)
    assert all(low - slack <= place <= low + span + slack for place, _ in ticks)
    places = [place for place, _ in ticks]
    assert places == sorted(set(places))


@pytest.mark.parametrize(("low", "high"), [(0.0, 0.0), (1.0, 0.0), (0.0, math.inf), (math.nan, 1.0)])
def test_no_range_no_ticks(low: float, high: float) -> None:
    assert linear_ticks(low, high, 5) == log_ticks(low, high, 5) == []


def test_decades_are_written_as_numbers_while_they_are_short() -> None:
    assert log_ticks(-4.0, 0.0, 5) == [(-4.0, "10⁻⁴"), (-3.0, "0.001"), (-2.0, "0.01"), (-1.0, "0.1"), (0.0, "1")]


def test_many_decades_are_thinned() -> None:
    assert [place for place, _ in log_ticks(-9.0, 0.0, 5)] == [-8.0, -6.0, -4.0, -2.0, 0.0]


def test_within_a_decade_there_are_one_two_and_five() -> None:
    assert [label for _, label in log_ticks(-1.05, 0.02, 5)] == ["0.1", "0.2", "0.5", "1"]


def test_within_a_sliver_of_a_decade_the_steps_are_even() -> None:
    ticks = log_ticks(math.log10(0.61), math.log10(0.69), 4)
    assert [label for _, label in ticks] == ["0.62", "0.64", "0.66", "0.68"]
    assert ticks[0][0] == pytest.approx(math.log10(0.62))


@given(st.floats(1e-12, 1e12))
def test_axes_grow_in_round_steps(value: float) -> None:
    top = round_up(value)
    assert value * (1 - 1e-9) <= top <= 2 * value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0.00"),
        (0.00982, "0.00982"),
        (-1.5, "−1.50"),
        (123.4, "123"),
        (1e-5, "1.00·10⁻⁵"),
        (math.nan, "–"),
        (-math.inf, "−∞"),
    ],
)
def test_numbers_are_written_in_three_figures(value: float, text: str) -> None:
    assert number(value) == text
