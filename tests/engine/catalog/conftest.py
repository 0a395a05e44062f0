"""What the catalogue's tests share: numeric slopes and the agreed tolerance."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

Array = NDArray[np.float64]


@pytest.fixture(scope="session")
def numeric_slope() -> Callable[[Callable[[Array], Array], Array], Array]:
    """(f, x) -> central differences d f(x)_i / d x_ij; where f(x) has x's shape, d f(x)_ij / d x_ij."""

    def numeric_slope(f: Callable[[Array], Array], x: Array, width: float = 1e-5) -> Array:
        slope = np.empty_like(x)
        for j in range(x.shape[-1]):
            push = np.zeros_like(x)
            push[:, j] = width
            difference = (f(x + push) - f(x - push)) / (2 * width)
            slope[:, j] = difference if difference.ndim == 1 else difference[:, j]
        return slope

    return numeric_slope


@pytest.fixture(scope="session")
def assert_slopes_agree() -> Callable[[Array, Array, str], None]:
    """Fails unless |a - n| <= 1e-6 max(|a|, |n|) + 1e-9 everywhere."""

    def assert_slopes_agree(analytic: Array, numeric: Array, what: str) -> None:
        assert analytic.shape == numeric.shape, what
        allowed = 1e-6 * np.maximum(np.abs(analytic), np.abs(numeric)) + 1e-9
        excess = np.abs(analytic - numeric) - allowed
        worst = np.unravel_index(np.argmax(excess), excess.shape)
        assert np.all(excess <= 0), f"{what}: {analytic[worst]} is not {numeric[worst]} at {worst}"

    return assert_slopes_agree
