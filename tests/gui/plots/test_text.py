"""Numbers in plots stand still, and are in the notation of all other numbers on the screen."""

import pytest

from engine.formula import number_text
from gui.plots.text import number


@pytest.mark.parametrize("value", [3e-7, 9.9e-4, 1e-3, 0.0123, -0.5, 7.0, 123.4, 99_999.0, 1e5, -2.5e9])
def test_powers_of_ten_stand_where_others_write_them(value: float) -> None:
    assert ("·10" in number(value)) == ("·10" in number_text(value))
    if value != 7.0 and "0" not in f"{abs(value):.2e}".partition("e")[0]:
        assert number(value) == number_text(value)
    assert ("−" in number(value)) == (value < 0)
