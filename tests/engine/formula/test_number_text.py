"""Numbers as people read them."""

import pytest

from engine.formula import NumberStyle, number_text


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.123456, 3, "0.123"),
        (0.1, 4, "0.1"),  # said exactly
        (0.10002, 4, "0.1000"),  # rounded, and it shows
        (-2.0, 3, "−2"),
        (-0.0, 3, "0"),
        (12345.678, 3, "12346"),
        (3e-7, 3, "3·10⁻⁷"),
        (1.23456e-9, 4, "1.235·10⁻⁹"),
        (1 / 3, 12, "0.333333333333"),
        (1e6, 3, "1·10⁶"),
        (float("nan"), 3, "not a number"),
        (float("-inf"), 3, "−∞"),
    ],
)
def test_significant_digits(value: float, digits: int, text: str) -> None:
    assert number_text(value, NumberStyle(digits)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.5, "1/2"), (-0.75, "−3/4"), (1 / 3, "1/3"), (0.1, "1/10"), (3.0, "3"), (2.5, "5/2"), (0.1234567, "0.123")],
)
def test_fractions_only_where_they_are_exact_and_short(value: float, text: str) -> None:
    assert number_text(value, NumberStyle(3, fractions=True)) == text
