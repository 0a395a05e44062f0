"""The plot of several questions: one answer's map at a time, and points in the colours of that question."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.diagnostics import SurfaceRequest
from engine.spec import DataInfo
from gui.plots.answers import shown_answer
from gui.plots.boundary import BoundaryPlot
from gui.plots.picture import map_table
from gui.theme.current import ThemeSwitch
from gui.view import ViewState
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.label import Label
from tests.gui.plots.planted import X, darkest, grid, near, network, pixel, points, surface, words

BOTH = DataInfo("multilabel", ("x₁", "x₂"), ("inside", "above"), (), 4, 0)
PLACES = [[-2.0, 12.0], [4.0, 12.0], [-2.0, 16.0], [4.0, 16.0]]
ANSWERS = [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]
OUTPUT = 1
HIDDEN, FIRST, SECOND = (0, 1), (OUTPUT, 0), (OUTPUT, 1)
_INK = 100


@pytest.fixture
def plot(boundary: BoundaryPlot) -> BoundaryPlot:
    boundary.show_spec(network(2, "sigmoid", data="two_labels"), BOTH)
    boundary.show_points(points(PLACES, ANSWERS))
    return boundary


def show(plot: BoundaryPlot, focus: tuple[int, int] | None) -> None:
    """The first output says yes on the right, the second above; a hidden neuron is 0.4 everywhere."""
    x, y = grid()
    right, up = (x - X[0]) / (X[1] - X[0]), (y - 10.0) / 8.0
    shown = {None: (right, up), FIRST: (right,), SECOND: (up,), HIDDEN: (np.full_like(x, 0.4),)}
    plot.show_surface(surface(*shown[focus], focus=focus))


def heading(plot: BoundaryPlot) -> str:
    return next(label.text() for label in plot.findChildren(Label) if label.text())


@pytest.mark.parametrize(
    ("text", "kept"),
    [("other output: above", "other output"), ("sit-ups 4, jumps 30", "sit-ups 4, …"), ("held at the mean", "")],
)
def test_a_note_without_room_ends_behind_a_whole_part(qtbot: QtBot, text: str, kept: str) -> None:
    label = ElidedLabel("small")
    qtbot.addWidget(label)
    label.setText(text)
    width = label.fontMetrics().horizontalAdvance
    label.resize(width(text), 20)
    assert label.shown() == text
    label.resize(width(kept) if kept else width(text) - 1, 20)
    assert label.shown() == kept


def note(plot: BoundaryPlot) -> str:
    return next(label.text() for label in plot.findChildren(ElidedLabel))


@pytest.mark.parametrize(
    ("focus", "question", "title"),
    [(None, 0, "OUTPUT: INSIDE"), (FIRST, 0, "OUTPUT: INSIDE"), (SECOND, 1, "OUTPUT: ABOVE")],
)
def test_points_have_the_colours_of_the_question_whose_map_is_shown(
    plot: BoundaryPlot, themes: ThemeSwitch, focus: tuple[int, int] | None, question: int, title: str
) -> None:
    show(plot, focus)
    theme = themes.theme
    for place, answers in zip(PLACES, ANSWERS, strict=True):
        wanted = theme.positive if answers[question] else theme.negative
        assert near(pixel(plot, *place), wanted), (place, focus)
    assert heading(plot) == title
    assert words(plot) == "no 0 1 yes, training 4"
    assert note(plot) == f"other output: {BOTH.outputs[1 - question]}"


@pytest.mark.parametrize("focus", [None, FIRST, SECOND])
def test_each_answer_turns_at_one_half(
    plot: BoundaryPlot, themes: ThemeSwitch, focus: tuple[int, int] | None
) -> None:
    show(plot, focus)
    on, off = ((1.0, 11.0), (2.0, 11.0)) if focus != SECOND else ((0.0, 14.0), (0.0, 13.0))
    assert darkest(plot, *on) < _INK < darkest(plot, *off)
    table = map_table(themes.theme)
    yes, no = ((4.9, 10.2), (-2.9, 10.2)) if focus != SECOND else ((-2.9, 17.9), (-2.9, 10.1))
    assert near(pixel(plot, *yes), table[255], 12)
    assert near(pixel(plot, *no), table[1], 12)
    plot.show_view(ViewState(discrete=True))
    just_over = (1.4, 11.0) if focus != SECOND else (0.0, 14.4)
    assert near(pixel(plot, *just_over), table[255], 12)


def test_a_hidden_neuron_answers_nothing_and_the_points_say_which_question_they_show(
    plot: BoundaryPlot, themes: ThemeSwitch
) -> None:
    show(plot, SECOND)
    show(plot, HIDDEN)
    assert heading(plot) == "NEURON 2 OF LAYER 1"
    assert words(plot) == "inside: no, yes, −1 1"
    assert note(plot) == ""
    assert near(pixel(plot, *PLACES[1]), themes.theme.positive)
    assert near(pixel(plot, *PLACES[2]), themes.theme.negative)


def test_only_an_output_of_several_questions_is_an_answer() -> None:
    spec = network(2, "sigmoid", data="two_labels")
    assert shown_answer(SurfaceRequest(), spec, BOTH) == 0
    assert shown_answer(SurfaceRequest(focus=SECOND), spec, BOTH) == 1
    assert shown_answer(SurfaceRequest(focus=HIDDEN), spec, BOTH) is None
    assert shown_answer(SurfaceRequest(focus=(-1, 1)), spec, BOTH) is None
    assert shown_answer(SurfaceRequest(y_column=None), spec, BOTH) is None, "over one input each has a curve"
    assert shown_answer(SurfaceRequest(), network(), DataInfo("binary", ("x", "y"), (), ("no", "yes"))) is None
