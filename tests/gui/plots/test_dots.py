"""The boundary plot's points, curves, marks and clicks."""

import time

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from engine.diagnostics.points import PointSet
from engine.spec import DataInfo
from engine.trace import Example
from gui.plots.boundary import BoundaryPlot
from gui.plots.columns import ColumnsRow, without_unit
from gui.plots.picture import map_table
from gui.plots.prediction import Prediction
from gui.theme.current import ThemeSwitch
from gui.theme.scale import class_color, signed_color
from gui.view import ViewState
from gui.widgets.choice import Choice
from tests.gui.plots.planted import (
    BINARY,
    FLAT,
    LINE,
    THREE,
    X,
    canvas_of,
    curves,
    darkest,
    moment,
    near,
    network,
    pixel,
    points,
    seen,
    spot,
    surface,
    words,
)

TRAINING, HELD_OUT = (-1.0, 12.0), (3.0, 16.0)
SHORT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
FOUR = DataInfo("binary", ("a (cm)", "b (cm)", "c (cm)", "d (cm)"), (), ("no", "yes"), 2, 0)


def two_points() -> PointSet:
    """One of each part; the training point is row 7."""
    return points([TRAINING], [0], [HELD_OUT], [1], rows=[7])


@pytest.fixture
def plot(boundary: BoundaryPlot) -> BoundaryPlot:
    boundary.show_spec(network(), BINARY)
    boundary.show_surface(surface(np.full((200, 200), 0.5)))
    boundary.show_points(two_points())
    return boundary


def click(plot: BoundaryPlot, x: float, y: float, away: tuple[int, int] = (0, 0)) -> None:
    canvas = canvas_of(plot)
    QTest.mouseClick(canvas.viewport(), LEFT, pos=spot(plot, x, y) + QPoint(*away))


def test_training_is_filled_and_validation_hollow(plot: BoundaryPlot, themes: ThemeSwitch) -> None:
    theme = themes.theme
    assert near(pixel(plot, *TRAINING), theme.negative)
    assert near(pixel(plot, *HELD_OUT), map_table(theme)[128]), "the map is seen inside the ring"
    assert seen(plot, theme.positive, HELD_OUT) > 10


def test_validation_can_be_hidden(plot: BoundaryPlot, themes: ThemeSwitch) -> None:
    plot.show_view(ViewState(show_validation=False))
    assert not seen(plot, themes.theme.positive, HELD_OUT)
    assert near(pixel(plot, *TRAINING), themes.theme.negative)
    assert "validation" not in words(plot)


@pytest.mark.parametrize(("units", "info"), [(2, BINARY), (3, THREE)])
def test_points_of_exclusive_classes_take_the_palette(
    units: int, info: DataInfo, boundary: BoundaryPlot, themes: ThemeSwitch
) -> None:
    boundary.show_spec(network(units, "softmax"), info)
    places = [[-2.0, 11.0], [1.0, 14.0], [4.0, 17.0]][:units]
    boundary.show_points(points(places, list(range(units))))
    boundary.show_surface(surface(*[np.full((200, 200), 1 / units)] * units))
    for index, place in enumerate(places):
        assert near(pixel(boundary, *place), themes.theme.class_palette[index]), index


def test_points_have_the_new_themes_colours_at_once(plot: BoundaryPlot, themes: ThemeSwitch) -> None:
    pixel(plot, *TRAINING)
    themes.toggle()
    assert near(pixel(plot, *TRAINING), themes.theme.negative)


def test_the_key_says_how_many_of_how_many(plot: BoundaryPlot) -> None:
    assert "training 1, validation 1" in words(plot)
    some = two_points()
    plot.show_points(
        PointSet(
            some.training_x,
            some.training_y,
            some.validation_x,
            some.validation_y,
            some.training_rows,
            10_000,
            1,
        )
    )
    assert "training 1 of 10,000" in words(plot)


def test_the_chosen_example_wears_a_ring(plot: BoundaryPlot, themes: ThemeSwitch) -> None:
    example = Example(7, np.zeros(2), np.array([2.0, 14.0]), np.array([1.0]))
    assert not seen(plot, themes.theme.text, (2.0, 14.0), 10)
    plot.show_snapshot(moment(curves([]), example=example))
    assert seen(plot, themes.theme.text, (2.0, 14.0), 10) > 20
    assert near(pixel(plot, 2.0, 14.0), map_table(themes.theme)[128])


def test_a_click_asks_what_the_network_answers_there(plot: BoundaryPlot) -> None:
    asked: list[tuple[float, float]] = []
    chosen: list[int] = []
    plot.pointed.connect(lambda x, y: asked.append((x, y)))
    plot.example_chosen.connect(chosen.append)
    click(plot, 1.0, 17.0)
    assert asked[0] == pytest.approx((1.0, 17.0), abs=0.04)
    assert not chosen


def test_a_click_near_a_training_point_chooses_it(plot: BoundaryPlot) -> None:
    asked: list[tuple[float, float]] = []
    chosen: list[int] = []
    plot.pointed.connect(lambda x, y: asked.append((x, y)))
    plot.example_chosen.connect(chosen.append)
    click(plot, *TRAINING, away=(4, -3))
    assert (chosen, asked) == ([7], [TRAINING])
    click(plot, *TRAINING, away=(12, 0))
    click(plot, *HELD_OUT)
    assert chosen == [7], "too far away, and not a training point"


def test_a_drag_is_not_a_click(plot: BoundaryPlot) -> None:
    asked: list[float] = []
    plot.pointed.connect(lambda x, _: asked.append(x))
    viewport = canvas_of(plot).viewport()
    QTest.mousePress(viewport, LEFT, pos=spot(plot, 1.0, 17.0))
    QTest.mouseRelease(viewport, LEFT, pos=spot(plot, 2.0, 15.0))
    assert not asked


def test_numbers_to_predict_have_the_maps_colours(boundary: BoundaryPlot, themes: ThemeSwitch) -> None:
    boundary.show_spec(network(1, "linear"), FLAT)
    boundary.show_points(points([[0.0, 12.0], [3.0, 12.0], [0.0, 16.0]], [[-4.0], [0.0], [2.0]]))
    boundary.show_surface(surface(np.zeros((200, 200))))
    theme = themes.theme
    assert near(pixel(boundary, 0.0, 12.0), theme.negative)
    assert near(pixel(boundary, 3.0, 12.0), theme.neutral)
    assert near(pixel(boundary, 0.0, 16.0), signed_color(theme, 0.5, 1.0))


def test_the_answer_stands_beside_its_place_until_it_is_clicked(plot: BoundaryPlot, themes: ThemeSwitch) -> None:
    theme, place = themes.theme, (1.0, 14.0)
    plot.show_prediction(Prediction(*place, "ŷ 0.87 → yes"))
    assert near(pixel(plot, *place), theme.text)
    assert seen(plot, theme.raised, (2.0, 14.6), 20) > 200
    click(plot, *place)
    assert not near(pixel(plot, *place), theme.text)
    plot.show_prediction(Prediction(*place, "ŷ 0.91 → yes"))
    assert not near(pixel(plot, *place), theme.text), "an answer that was on its way stays away"


def test_a_shown_answer_is_asked_for_again_when_the_weights_have_changed(plot: BoundaryPlot) -> None:
    asked: list[tuple[float, float]] = []
    plot.pointed.connect(lambda x, y: asked.append((x, y)))
    plot.show_prediction(Prediction(1.0, 14.0, "ŷ 0.87 → yes"))
    plot.show_surface(surface(np.full((200, 200), 0.5)))
    assert not asked, "the same version"
    plot.show_surface(surface(np.full((200, 200), 0.5), version=1))
    assert asked == [(1.0, 14.0)]


def test_shift_and_arrows_point_without_a_mouse(plot: BoundaryPlot) -> None:
    asked: list[tuple[float, float]] = []
    plot.pointed.connect(lambda x, y: asked.append((x, y)))
    canvas = canvas_of(plot)
    QTest.keyClick(canvas, Qt.Key.Key_Right, SHORT)
    QTest.keyClick(canvas, Qt.Key.Key_Up)
    plot.show_prediction(Prediction(*asked[0], "ŷ 0.87 → yes"))
    QTest.keyClick(canvas, Qt.Key.Key_Up, SHORT)
    assert asked[0] == pytest.approx((1.2, 14.0))
    assert asked[1] == pytest.approx((1.2, 14.2))


def test_one_input_is_drawn_as_a_curve_among_points(boundary: BoundaryPlot, themes: ThemeSwitch) -> None:
    boundary.show_spec(network(1, "linear", data="sine"), LINE)
    boundary.show_view(ViewState(y_column=None))
    boundary.show_points(points([[0.0], [4.0]], [[-2.0], [6.0]], [[1.0]], [[5.0]]))
    x = np.linspace(*X, 400)
    boundary.show_surface(surface([np.where(x < 1, 0.0, 4.0)], y_column=None))
    theme = themes.theme
    for at, height in ((-2.0, 0.0), (3.0, 4.0)):
        assert near(pixel(boundary, at, height), theme.accent, 40), at
    assert near(pixel(boundary, 4.0, 6.0), theme.muted_text)
    assert near(pixel(boundary, 0.0, -2.0), theme.muted_text)
    assert not near(pixel(boundary, 1.0, 5.0), theme.muted_text)
    assert words(boundary).startswith("predicted y")


def test_several_outputs_over_one_input_have_a_colour_each(boundary: BoundaryPlot, themes: ThemeSwitch) -> None:
    info = DataInfo("multiclass", ("x",), (), ("a", "b", "c"), 2, 0)
    boundary.show_spec(network(3, "softmax"), info)
    flat = np.ones(400)
    boundary.show_surface(surface([0.2 * flat], [0.5 * flat], [0.8 * flat], y_column=None))
    for index, height in enumerate((0.2, 0.5, 0.8)):
        assert near(pixel(boundary, 1.0, height), themes.theme.class_palette[index], 40), index
    assert words(boundary) == "a, b, c"


def test_a_curve_that_leaves_the_numbers_is_interrupted(boundary: BoundaryPlot, themes: ThemeSwitch) -> None:
    boundary.show_spec(network(1, "linear", data="sine"), LINE)
    values = np.zeros(400)
    values[100:120], values[200:220], values[300] = np.nan, np.inf, 3e38
    boundary.show_surface(surface([values], y_column=None))
    started = time.perf_counter()
    assert near(pixel(boundary, -2.0, 0.0), themes.theme.accent, 40)
    assert time.perf_counter() - started < 1.0
    values = np.where(abs(np.linspace(*X, 400) - 1.0) < 0.5, np.nan, 0.0)
    boundary.show_surface(surface([values], y_column=None))
    assert near(pixel(boundary, 0.0, 0.0), themes.theme.accent, 40)
    assert not seen(boundary, themes.theme.accent, (1.0, 0.0))


def test_two_of_many_inputs_are_chosen(boundary: BoundaryPlot) -> None:
    boundary.show_spec(network(data="iris"), FOUR)
    chosen: list[tuple[int, object]] = []
    boundary.columns_chosen.connect(lambda x, y: chosen.append((x, y)))
    across, up = boundary.findChildren(Choice)
    assert [across.itemText(index) for index in range(across.count())] == ["a", "b", "c", "d"]
    assert (across.currentText(), up.currentText()) == ("a", "b")
    QTest.keyClick(across, Qt.Key.Key_Down)
    assert chosen == [(1, 0)], "the same input twice would be a line: they change places"
    QTest.keyClick(up, Qt.Key.Key_End)
    assert chosen == [(1, 0), (1, 3)]
    assert (across.currentText(), up.currentText()) == ("b", "d")


def test_two_inputs_leave_nothing_to_choose(plot: BoundaryPlot) -> None:
    assert not any(row.isVisible() for row in plot.findChildren(ColumnsRow))
    plot.show_spec(network(data="iris"), FOUR)
    assert all(row.isVisible() for row in plot.findChildren(ColumnsRow))


def test_a_shared_unit_is_left_to_the_axes() -> None:
    assert without_unit(("a (cm)", "b (cm)")) == ("a", "b")
    assert without_unit(("a (cm)", "b (kg)")) == ("a (cm)", "b (kg)")
    assert without_unit(("a", "b")) == ("a", "b")


def test_hollow_points_of_a_pale_class_wear_a_rim(boundary: BoundaryPlot, themes: ThemeSwitch) -> None:
    place, darker = (1.0, 14.0), {}
    for index in (0, 2):
        boundary.show_spec(network(3, "softmax"), THREE)
        boundary.show_points(points([[-2.5, 10.5]], [0], [place], [index]))
        boundary.show_surface(surface(*[np.full((200, 200), 1 / 3)] * 3))
        ink = class_color(themes.theme, index)
        darker[index] = ink.lightness() - darkest(boundary, *place, pixels=8)
    assert darker[2] > 20, "yellow is pale on white"
    assert darker[0] < 10, "green needs none"
