"""Numbers as they are printed."""

import pytest

from gui.network_view.figures import exact, fine, short


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.456, "0.46"),
        (-0.456, "−0.46"),
        (-0.001, "−0.001"),
        (-0.0004, "0.00"),
        (0.0049, "0.005"),
        (9.996, "10.0"),
        (12.34, "12.3"),
        (123.4, "123"),
        (12_345.0, "1.2e4"),
        (-2.5e17, "−2.5e17"),
        (float("nan"), "NaN"),
        (float("-inf"), "−∞"),
    ],
)
def test_short(value: float, text: str) -> None:
    assert short(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "0"), (0.0316, "0.032"), (-4.13e-5, "−4.1e−5"), (0.456, "0.46"), (1e5, "1.0e5")]
)
def test_fine(value: float, text: str) -> None:
    assert fine(value) == text


@pytest.mark.parametrize(("value", "text"), [(0.123456789, "0.123457"), (-1.0, "−1"), (3.2e-7, "3.2e−7")])
def test_exact(value: float, text: str) -> None:
    assert exact(value) == text
