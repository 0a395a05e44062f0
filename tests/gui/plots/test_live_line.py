"""The line of a single neuron follows its weights, with its equation below; other networks have none."""

import numpy as np
import pytest
from PySide6.QtCore import QSizeF

from engine.diagnostics import Surface, SurfaceRequest, point_set
from engine.presets import experiment_session
from engine.session import Session
from engine.spec.perceptron import with_perceptron_rule
from gui.plots.boundary import BoundaryPlot
from gui.plots.card import Line, _fitting
from gui.plots.line_item import LineItem
from gui.plots.picture import class_tables, map_table
from gui.plots.strip import Strip
from gui.theme.current import ThemeSwitch
from gui.view import ViewState
from gui.widgets.elided_label import ElidedLabel
from tests.gui.plots.planted import darkest, drawn_on, near, pixel, words

EQUATION = "Equation of the line"


def surface_of(session: Session, request: SurfaceRequest) -> Surface:
    work = session.surface(request)
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


def show(plot: BoundaryPlot, session: Session, **request: object) -> None:
    plot.show_spec(session.spec, session.data.info)
    plot.show_points(point_set(session.data))
    plot.show_surface(surface_of(session, SurfaceRequest(**request)))  # type: ignore[arg-type]
    plot.show_snapshot(session.snapshot())


def line_of(plot: BoundaryPlot) -> LineItem:
    return next(item for item in drawn_on(plot) if isinstance(item, LineItem))


def equation(plot: BoundaryPlot) -> str:
    strip = next(s for s in plot.findChildren(Strip) if s.accessibleName() == EQUATION)
    return strip.text() if strip.isVisible() else ""


def iris(epochs: int = 1) -> Session:
    session = experiment_session("perceptron-iris")
    session.train(epochs)
    return session


def test_the_line_and_its_equation_are_those_of_the_weights(boundary: BoundaryPlot) -> None:
    session = iris()
    show(boundary, session)
    (w1, w2), b = session.get_weights()[0][:, 0], session.get_weights()[1][0]
    assert equation(boundary) == f"−{-w1:.2g} · petal length − {-w2:.2g} · petal width + {b:.0f} = 0"
    ends = line_of(boundary).ends()
    assert ends is not None
    for x, y in ends:
        assert w1 * x + w2 * y + b == pytest.approx(0.0, abs=1e-9)
    (x0, y0), (x1, y1) = ends
    assert darkest(boundary, (x0 + x1) / 2, (y0 + y1) / 2) < 60


def test_it_moves_with_the_moment_before_the_map_follows(boundary: BoundaryPlot) -> None:
    session = experiment_session("perceptron-and")
    session.train(updates=9)
    show(boundary, session)
    before = line_of(boundary).ends()
    session.train(updates=3)
    boundary.show_line(session.snapshot())
    assert line_of(boundary).ends() not in (None, before)


def test_standardised_inputs_have_their_line_in_their_own_units(boundary: BoundaryPlot) -> None:
    session = experiment_session("perceptron-iris")
    session.edit(session.spec.with_data(standardize=True))
    session.train(2)
    show(boundary, session)
    ends = line_of(boundary).ends()
    assert ends is not None
    for end in ends:
        assert session.forward_example(end)[0][1][0] == pytest.approx(0.0, abs=1e-9)


def test_turned_axes_turn_the_line(boundary: BoundaryPlot) -> None:
    session = iris()
    show(boundary, session, x_column=1, y_column=0)
    boundary.show_view(ViewState(x_column=1, y_column=0))
    ends = line_of(boundary).ends()
    assert ends is not None
    for width, length in ends:
        assert session.forward_example([length, width])[0][1][0] == pytest.approx(0.0, abs=1e-9)


def test_before_anything_is_learned_there_is_no_line_and_that_is_said(boundary: BoundaryPlot) -> None:
    show(boundary, experiment_session("perceptron-xor"))
    assert equation(boundary) == "no line: both weights are 0"
    assert line_of(boundary).ends() is None


@pytest.mark.parametrize("name", ["xor", "iris", "plane", "sine"])
def test_other_networks_have_neither(boundary: BoundaryPlot, name: str) -> None:
    session = experiment_session(name)
    show(boundary, session, y_column=None if name == "sine" else 1)
    assert equation(boundary) == ""
    assert line_of(boundary).ends() is None


def test_a_neuron_pointed_at_hides_it_and_an_edit_takes_it_away(boundary: BoundaryPlot) -> None:
    session = iris()
    show(boundary, session)
    boundary.show_surface(surface_of(session, SurfaceRequest(focus=(-1, 0))))
    assert line_of(boundary).ends() is None
    boundary.show_surface(surface_of(session, SurfaceRequest()))
    assert line_of(boundary).ends() is not None
    boundary.show_spec(experiment_session("xor").spec, session.data.info)
    assert line_of(boundary).ends() is None


def test_a_sigmoid_s_own_border_makes_room_for_its_line(boundary: BoundaryPlot) -> None:
    """One line, not two: the map, which follows later, has none of its own."""
    session = experiment_session("iris-setosa")
    session.train(10)
    show(boundary, session)
    old = line_of(boundary).ends()
    assert old is not None
    kernel, bias = session.get_weights()
    session.set_weights([kernel, bias + 5.0])
    boundary.show_line(session.snapshot())
    (x0, y0), (x1, y1) = old
    assert darkest(boundary, (x0 + x1) / 2, (y0 + y1) / 2, 2) > 100


def test_narrow_plots_call_the_inputs_by_number(boundary: BoundaryPlot) -> None:
    show(boundary, iris())
    strip = next(s for s in boundary.findChildren(Strip) if s.accessibleName() == EQUATION)
    (full,), (short,) = strip._fitting(400.0), strip._fitting(200.0)
    assert "petal length" in full.text
    assert short.text == "−1.3 · x₁ − 1.2 · x₂ + 3 = 0"


def test_of_several_steps_the_largest_sum_has_the_place_and_a_faint_colour_where_it_does_not_fire_alone(
    boundary: BoundaryPlot, themes: ThemeSwitch
) -> None:
    session = experiment_session("iris")
    session.edit(with_perceptron_rule(session.spec, session.data.info).with_data(standardize=False))
    session.reset()
    session.train(12)
    boundary.show_spec(session.spec, session.data.info)
    boundary.show_surface(surface_of(session, SurfaceRequest()))
    tables, seen = class_tables(themes.theme, 3), {True: 0, False: 0}
    for length in np.linspace(1.2, 6.8, 12):
        for width in np.linspace(0.1, 2.5, 12):
            z = np.sort(sums := session.forward_example([length, width])[0][1])
            if z[2] - z[1] < 1 or np.abs(z).min() < 1:
                continue
            alone = bool(z[2] >= 0 > z[1])
            wanted = int(tables[int(sums.argmax()), 255 if alone else 114])
            assert near(pixel(boundary, length, width), wanted, 8), (length, width, sums)
            seen[alone] += 1
    assert min(seen.values()) > 3
    assert "faint: no neuron fires, or several" in words(boundary)


def test_a_single_step_s_map_is_cut_where_its_sum_is_zero(boundary: BoundaryPlot, themes: ThemeSwitch) -> None:
    session = iris()
    show(boundary, session)
    table = map_table(themes.theme)
    assert near(pixel(boundary, 0.8, 1.0), table[255])
    assert near(pixel(boundary, 3.0, 0.4), table[1])
    assert "faint" not in words(boundary)




def test_a_low_plot_keeps_its_room_for_the_map_and_says_the_equation_above(boundary: BoundaryPlot) -> None:
    show(boundary, iris())
    notes = [label for label in boundary.findChildren(ElidedLabel) if label.text()]
    assert (equation(boundary) != "", notes) == (True, [])
    boundary.resize(260, 200)
    (note,) = (label for label in boundary.findChildren(ElidedLabel) if label.text())
    assert (equation(boundary), note.text()) == ("", "−1.3 · x₁ − 1.2 · x₂ + 3 = 0")
    boundary.resize(420, 480)
    assert (equation(boundary) != "", note.text()) == (True, "")
    boundary.resize(260, 200)
    other = experiment_session("iris-all")
    boundary.show_spec(other.spec, other.data.info)
    boundary.show_snapshot(other.snapshot())
    assert "mean" in note.text(), "what more than two inputs need said stands there again"


def test_a_card_wider_than_a_small_plot_is_written_smaller(themes: ThemeSwitch) -> None:
    lines = (Line("other: z = −0.2 < 0"), Line("a class, not a probability"))
    wide, narrow, tiny = (_fitting(QSizeF(room, 200), lines, themes.theme) for room in (300, 140, 20))
    assert wide[0].pixelSize() == themes.theme.small_px > narrow[0].pixelSize() > tiny[0].pixelSize() == 8
    assert narrow[2] <= 140.0 - 16.0
