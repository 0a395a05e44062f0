"""Dots that are stamped look as those drawn one by one, and dots that come later cost no drawing of the others."""

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage

from gui.plots import items
from gui.plots.boundary import BoundaryPlot
from gui.plots.items import Dots
from gui.theme.current import ThemeSwitch
from tests.gui.plots.planted import BINARY, X, Y, canvas_of, network, surface


def picture(plot: BoundaryPlot) -> np.ndarray:
    image = canvas_of(plot).grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.array(image.constBits()).reshape(image.height(), image.bytesPerLine() // 4, 4)[..., :3].astype(int)


def some(count: int, hollow: bool, theme: object) -> Dots:
    rng = np.random.default_rng(count)
    places = np.column_stack([rng.uniform(*X, count), rng.uniform(*Y, count)])
    colors = np.where(rng.uniform(size=count) < 0.5, QColor("red").rgba(), QColor("blue").rgba()).astype(np.uint32)
    return Dots(places, colors, theme.point_outline, hollow)  # type: ignore[attr-defined]


@pytest.fixture
def plot(boundary: BoundaryPlot) -> BoundaryPlot:
    boundary.show_spec(network(), BINARY)
    boundary.show_surface(surface(np.zeros((200, 200))))
    boundary.grab()
    return boundary


@pytest.mark.parametrize("hollow", [False, True])
def test_stamped_dots_look_as_drawn_ones(
    plot: BoundaryPlot, themes: ThemeSwitch, hollow: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    dots, stamped = some(400, hollow, themes.theme), []
    made = items.Stamps
    monkeypatch.setattr(items, "Stamps", lambda *given: stamped.append(given) or made(*given))
    plot.canvas.dots.show_dots((dots,))
    fast = picture(plot)
    assert stamped
    monkeypatch.setattr(items, "VARIANTS", 10**6)
    plot.canvas.dots.show_dots((dots,))
    slow = picture(plot)
    assert len(stamped) == 1
    assert np.abs(fast - slow).mean() < 1.0
    assert np.abs(fast - slow).max() < 110, "no more than an eighth of a pixel at an edge"


def test_dots_that_come_later_are_drawn_alone(
    plot: BoundaryPlot, themes: ThemeSwitch, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, later = some(30, False, themes.theme), some(5, False, themes.theme)
    plot.canvas.dots.show_dots((first, later), among=35)
    at_once = picture(plot)
    plot.canvas.dots.show_dots((first,), among=35)
    picture(plot)
    drawn: list[int] = []
    draw = items._draw_dot
    monkeypatch.setattr(items, "_draw_dot", lambda *given: (drawn.append(1), draw(*given))[1])
    plot.canvas.dots.add_dots((later,))
    np.testing.assert_array_equal(picture(plot), at_once)
    assert len(drawn) == 5
