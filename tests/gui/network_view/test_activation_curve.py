"""Curves and slopes of activation functions, as menus and sheets draw them."""

import numpy as np
import pytest

from engine.catalog import activations
from gui.network_view.activation_curve import activation_curve, activation_icon, slope_curve
from gui.theme.current import ThemeSwitch


@pytest.mark.parametrize("name", activations.names())
def test_every_activation_has_a_curve(name: str, themes: ThemeSwitch) -> None:
    points = activation_curve(name)
    assert len(points) == 61
    assert max(a for _, a in points) > min(a for _, a in points)
    assert not activation_icon(name, themes.theme, 2.0).isNull()


@pytest.mark.parametrize("name", activations.names())
def test_the_slope_drawn_is_the_curve_s(name: str) -> None:
    z, a = (np.array(column) for column in zip(*activation_curve(name), strict=True))
    slopes = np.array([slope for _, slope in slope_curve(name)])
    smooth = np.ones(59, dtype=bool)
    for kink in activations[name].kinks:
        smooth &= np.abs(z[1:-1] - kink) > 0.11
    measured = (a[2:] - a[:-2]) / (z[2:] - z[:-2])
    assert smooth.sum() > 50
    if name != "step":
        np.testing.assert_allclose(slopes[1:-1][smooth], measured[smooth], atol=0.03)
