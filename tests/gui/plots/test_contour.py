"""The line along which values cross zero."""

import numpy as np
import pytest

from gui.plots.contour import contour

SIDE = np.linspace(-1.0, 1.0, 81)


def test_a_circle_is_found_all_round() -> None:
    x, y = np.meshgrid(SIDE, SIDE)
    pieces = contour(x * x + y * y - 0.36, SIDE, SIDE)
    ends = pieces.reshape(-1, 2)
    np.testing.assert_allclose(np.hypot(*ends.T), 0.6, atol=1e-3)
    length = np.hypot(pieces[:, 2] - pieces[:, 0], pieces[:, 3] - pieces[:, 1]).sum()
    assert length == pytest.approx(2 * np.pi * 0.6, rel=1e-3)


def test_rows_are_y_and_columns_are_x() -> None:
    values = np.tile(np.linspace(-1.0, 3.0, 5), (3, 1))
    pieces = contour(values, np.arange(5.0), np.arange(3.0) * 10)
    assert set(pieces[:, [0, 2]].ravel()) == {1.0}
    assert set(pieces[:, [1, 3]].ravel()) == {0.0, 10.0, 20.0}


@pytest.mark.parametrize(("centre", "around"), [(1.5, "negative"), (0.5, "positive")])
def test_the_middle_of_a_saddle_decides(centre: float, around: str) -> None:
    corners = np.array([[centre, -1.0], [-1.0, centre]])
    pieces = contour(corners, np.array([0.0, 1.0]), np.array([0.0, 1.0]))
    assert len(pieces) == 2
    middles = (pieces[:, :2] + pieces[:, 2:]) / 2
    cut = [(1.0, 0.0), (0.0, 1.0)] if around == "negative" else [(0.0, 0.0), (1.0, 1.0)]
    for corner in cut:
        assert np.hypot(*(middles - corner).T).min() < 0.5


@pytest.mark.parametrize("level", [1.0, -1.0, np.nan, np.inf, -np.inf])
def test_where_nothing_crosses_there_is_no_line(level: float) -> None:
    assert contour(np.full((4, 5), level), np.arange(5.0), np.arange(4.0)).shape == (0, 4)


def test_cells_without_numbers_are_left_out() -> None:
    values = np.tile(np.linspace(-1.5, 1.5, 4), (4, 1))
    values[0, 1], values[3, 2] = np.nan, np.inf
    pieces = contour(values, np.arange(4.0), np.arange(4.0))
    assert len(pieces) == 1
    assert np.isfinite(pieces).all()
