"""Numbers as people read them."""

import numpy as np
import pytest

from gui.editors.segments import number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (1.0, "1"),
        (0.29, "0.29"),
        (0.2901, "0.290"),
        (-0.0316, "−0.0316"),
        (12345.0, "12345"),
        (1234.5, "1234"),
        (1.5e-5, "1.5·10⁻⁵"),
        (-2.0e7, "−2·10⁷"),
        (np.nan, "not a number"),
        (-np.inf, "−∞"),
    ],
)
def test_numbers_read_well(value: float, text: str) -> None:
    assert number(value) == text
