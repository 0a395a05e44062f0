"""The boundary plot's map: which colour is where."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from engine.spec import DataInfo
from gui.plots.boundary import BoundaryPlot
from gui.plots.picture import class_tables, map_table
from gui.theme.current import ThemeSwitch
from gui.view import ViewState
from gui.widgets.label import Label
from tests.gui.plots.planted import (
    BINARY,
    FLAT,
    THREE,
    X,
    Y,
    canvas_of,
    darkest,
    grid,
    near,
    network,
    pixel,
    points,
    surface,
    words,
)

LEFT, RIGHT, LOW, HIGH = -2.0, 4.0, 11.0, 17.0
_INK = 100
CORNERS = [(LEFT, LOW), (RIGHT, LOW), (LEFT, HIGH), (RIGHT, HIGH)]


def titles(plot: BoundaryPlot) -> list[str]:
    return [label.text() for label in plot.findChildren(Label)]


@pytest.mark.parametrize("corner", CORNERS)
def test_each_corner_is_where_it_belongs(
    corner: tuple[float, float], boundary: BoundaryPlot, themes: ThemeSwitch
) -> None:
    x, y = grid()
    inside = ((x > 1) == (corner[0] > 1)) & ((y > 14) == (corner[1] > 14))
    boundary.show_spec(network(), BINARY)
    boundary.show_surface(surface(inside))
    table = map_table(themes.theme)
    for other in CORNERS:
        assert near(pixel(boundary, *other), table[255 if other == corner else 1]), other


def test_the_first_picture_is_seen_though_the_ranges_change_before_it_is_painted(
    themes: ThemeSwitch, boundary: BoundaryPlot
) -> None:
    boundary.grab()
    boundary.show_spec(network(), BINARY)
    boundary.show_surface(surface(np.ones((200, 200)), x=(1000.0, 1010.0), y=(-2010.0, -2000.0)))
    assert near(pixel(boundary, 1005, -2005), map_table(themes.theme)[255])
    boundary.show_surface(surface(np.ones((200, 200)), x=(0.0, 1.0), y=(0.0, 1.0)))
    assert near(pixel(boundary, 0.5, 0.5), map_table(themes.theme)[255])


def test_the_border_of_a_yes_or_no_output_lies_at_one_half(boundary: BoundaryPlot, themes: ThemeSwitch) -> None:
    x, _ = grid()
    boundary.show_spec(network(), BINARY)
    boundary.show_surface(surface((x - X[0]) / (X[1] - X[0])))
    middle = sum(X) / 2
    assert darkest(boundary, middle, 14) < _INK < darkest(boundary, middle - 0.5, 14)
    assert near(pixel(boundary, middle + 0.3, 14), map_table(themes.theme)[128], 20)


def test_not_a_number_has_a_colour_of_its_own(boundary: BoundaryPlot, themes: ThemeSwitch) -> None:
    x, _ = grid()
    boundary.show_spec(network(), BINARY)
    boundary.show_surface(surface(np.where(x > 1, np.nan, 1.0)))
    assert near(pixel(boundary, RIGHT, LOW), map_table(themes.theme)[0])
    assert near(pixel(boundary, LEFT, LOW), map_table(themes.theme)[255])


def test_a_discrete_map_knows_two_colours(boundary: BoundaryPlot, themes: ThemeSwitch) -> None:
    x, _ = grid()
    boundary.show_spec(network(), BINARY)
    boundary.show_view(ViewState(discrete=True))
    boundary.show_surface(surface(0.5 + 0.02 * (x - 1)))
    table = map_table(themes.theme)
    assert near(pixel(boundary, 1.8, 14), table[255])
    assert near(pixel(boundary, 0.2, 14), table[1])


@pytest.mark.parametrize(("info", "count"), [(BINARY, 2), (THREE, 3)])
def test_exclusive_classes_take_the_palette(
    info: DataInfo, count: int, boundary: BoundaryPlot, themes: ThemeSwitch
) -> None:
    x, _ = grid()
    place = np.clip(((x - X[0]) / (X[1] - X[0]) * count).astype(int), 0, count - 1)
    boundary.show_spec(network(count, "softmax"), info)
    boundary.show_surface(surface(*(place == index for index in range(count))))
    table = class_tables(themes.theme, count)
    for index in range(count):
        at = X[0] + (index + 0.5) / count * (X[1] - X[0])
        assert near(pixel(boundary, at, 14), table[index, 255]), index
        if index:
            edge = X[0] + index / count * (X[1] - X[0])
            assert darkest(boundary, edge, 14) < _INK


def test_a_class_that_leads_by_little_is_pale(boundary: BoundaryPlot, themes: ThemeSwitch) -> None:
    boundary.show_spec(network(3, "softmax"), THREE)
    even = np.full((200, 200), 0.3)
    boundary.show_surface(surface(even, even + 0.1, even))
    assert near(pixel(boundary, 1.3, 14), class_tables(themes.theme, 3)[1, 25])


def test_a_discrete_map_of_classes_is_sure_everywhere(boundary: BoundaryPlot, themes: ThemeSwitch) -> None:
    boundary.show_spec(network(3, "softmax"), THREE)
    boundary.show_view(ViewState(discrete=True))
    even = np.full((200, 200), 0.3)
    boundary.show_surface(surface(even, even, even + 0.1))
    assert near(pixel(boundary, 1.3, 14), class_tables(themes.theme, 3)[2, 255])


def test_a_map_of_numbers_reaches_as_far_as_the_targets(boundary: BoundaryPlot, themes: ThemeSwitch) -> None:
    x, _ = grid()
    boundary.show_spec(network(1, "linear"), FLAT)
    boundary.show_points(points([[0.0, 15.0], [1.0, 15.0]], [[-2.5], [1.0]]))
    boundary.show_surface(surface(np.where(x > 1, 1.25, -99.0)))
    table = map_table(themes.theme)
    assert near(pixel(boundary, LEFT, LOW), table[1]), "the lowest is the end of the scale"
    assert near(pixel(boundary, RIGHT, LOW), table[128 + 64]), "half of the largest target is half the colour"
    assert words(boundary).startswith("−2.5 2.5")
    assert darkest(boundary, 1.0, 12.0) > _INK, "numbers have no border"


def test_a_neuron_looked_at_fills_the_plot(boundary: BoundaryPlot, themes: ThemeSwitch) -> None:
    x, _ = grid()
    boundary.show_spec(network(), BINARY)
    boundary.show_surface(surface(np.ones((200, 200))))
    assert titles(boundary)[0] == "OUTPUT"
    boundary.show_surface(surface(np.where(x > 1, 0.0, -1.0), focus=(0, 1)))
    assert titles(boundary)[0] == "NEURON 2 OF LAYER 1"
    table = map_table(themes.theme)
    assert near(pixel(boundary, RIGHT, LOW), table[128]), "tanh is neutral at 0"
    assert near(pixel(boundary, LEFT, LOW), table[1])
    assert "−1 1" in words(boundary)


def test_an_input_looked_at_is_called_by_its_name(boundary: BoundaryPlot) -> None:
    boundary.show_spec(network(), BINARY)
    boundary.show_surface(surface(grid()[0], focus=(-1, 1)))
    assert titles(boundary)[0] == "INPUT X₂"


def test_the_other_theme_is_there_at_once(boundary: BoundaryPlot, themes: ThemeSwitch) -> None:
    boundary.show_spec(network(), BINARY)
    boundary.show_surface(surface(np.ones((200, 200))))
    light = pixel(boundary, 1, 14)
    themes.toggle()
    assert themes.theme.dark
    assert near(pixel(boundary, 1, 14), map_table(themes.theme)[255])
    assert not near(pixel(boundary, 1, 14), light, 20)


def test_before_the_first_surface_there_are_axes_and_points(boundary: BoundaryPlot, themes: ThemeSwitch) -> None:
    boundary.show_spec(network(), BINARY)
    boundary.show_points(points([[0.0, 12.0], [4.0, 16.0], [2.0, 14.0]], [0, 1, 1]))
    assert near(pixel(boundary, 2.0, 14.0), themes.theme.positive)
    assert near(pixel(boundary, 1.0, 13.25), boundary.palette().window().color())


def test_another_data_set_clears_what_belonged_to_the_old_one(boundary: BoundaryPlot) -> None:
    boundary.show_spec(network(), BINARY)
    boundary.show_surface(surface(np.ones((200, 200))))
    window = boundary.palette().window().color()
    assert not near(pixel(boundary, 1, 14), window)
    boundary.show_spec(network(data="circle"), BINARY)
    assert near(pixel(boundary, 0.5, 0.5), window)


def test_the_ends_of_the_ranges_are_the_edges_of_the_plot(boundary: BoundaryPlot) -> None:
    boundary.show_spec(network(), BINARY)
    boundary.show_surface(surface(np.ones((200, 200))))
    assert canvas_of(boundary).view.viewRange() == [list(X), list(Y)]


@pytest.mark.parametrize("width", [250, 330, 420])
@pytest.mark.parametrize(("info", "units", "activation"), [(BINARY, 1, "sigmoid"), (THREE, 3, "softmax")])
def test_pointing_at_a_neuron_does_not_move_the_map(
    info: DataInfo, units: int, activation: str, width: int, boundary: BoundaryPlot
) -> None:
    named = replace(info, classes=("setosa", "versicolor", "virginica")[: len(info.classes)])
    boundary.resize(width, 420)
    boundary.show_spec(network(units, activation), named)
    boundary.show_points(points([[0.0, 12.0]] * 75, [0] * 75, [[1.0, 12.0]] * 75, [1] * 75))
    boundary.show_surface(surface(*[np.full((200, 200), 1 / units)] * units))
    QApplication.processEvents()
    before = canvas_of(boundary).geometry()
    boundary.show_surface(surface(grid()[0], focus=(0, 1)))
    QApplication.processEvents()
    assert canvas_of(boundary).geometry() == before
    assert "training" not in words(boundary)
    boundary.show_surface(surface(*[np.full((200, 200), 1 / units)] * units))
    QApplication.processEvents()
    assert canvas_of(boundary).geometry() == before
    assert "training" in words(boundary)
