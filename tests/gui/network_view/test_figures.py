"""Numbers are written in the notation of the whole program, and in fewer digits where room is scarce."""

import pytest

from engine.formula import NumberStyle, number_text
from gui.network_view.figures import ever_shorter, exact, short


@pytest.mark.parametrize("value", [0.0, 1.0, 0.456, -0.00123, -4.13e-5, 12.34, 123_456.0, -2.5e17, float("-inf")])
def test_one_notation(value: float) -> None:
    assert short(value) == number_text(value, NumberStyle(3))
    assert exact(value) == number_text(value, NumberStyle(6))
    assert ever_shorter(value)[0] == short(value)


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        (0.456, ("0.456", "0.46", "0.5")),
        (-4.13e-5, ("−4.13·10⁻⁵", "−4.1·10⁻⁵", "−4·10⁻⁵")),
        (0.5, ("0.5",)),
        (1.0, ("1",)),
        (float("nan"), ("NaN",)),
    ],
)
def test_ever_shorter_and_never_twice_the_same(value: float, texts: tuple[str, ...]) -> None:
    assert ever_shorter(value) == texts


def test_more_digits_and_fractions_where_they_are_chosen() -> None:
    assert short(0.123456789, NumberStyle(8)) == "0.12345679"
    assert ever_shorter(0.123456789, NumberStyle(5)) == ("0.12346", "0.1235", "0.123", "0.12", "0.1")
    assert short(0.75, NumberStyle(3, fractions=True)) == "3/4"
    assert exact(1 / 3, NumberStyle(3)) == "0.333333"
    assert exact(1 / 3, NumberStyle(9)) == "0.333333333"
