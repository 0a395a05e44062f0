"""What a plot says of the inputs it does not show, and how it draws points far from its slice."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSlider
from pytestqt.qtbot import QtBot

from engine.diagnostics.held import Held
from engine.diagnostics.points import PointSet
from engine.spec import DataInfo
from gui.plots.example_dots import example_dots
from gui.plots.others_popover import PAGE, OthersPopover, scale_over
from gui.plots.slices import Slice, held_words, strengths
from gui.theme.theme import load_theme
from tests.gui.plots.planted import points

FOUR = DataInfo("binary", ("a (cm)", "b (cm)", "c (cm)", "d (cm)"), (), ("no", "yes"), 3, 0)
THREE = DataInfo("binary", ("a", "b", "c"), (), ("no", "yes"), 3, 0)
THEME = load_theme("light")


def planted() -> PointSet:
    """Three points along the third input, at 0, 2 and 10, which has the deviation 2."""
    found = points([[1.0, 2.0, 0.0], [1.0, 2.0, 2.0], [1.0, 2.0, 10.0]], [0, 1, 1])
    return replace(
        found, means=np.array([1.0, 2.0, 4.0]), deviations=np.array([1.0, 1.0, 2.0]), ranges=((0.0, 12.0),) * 3
    )


@pytest.mark.parametrize(
    ("held", "words"),
    [
        ((), ("others held at their mean",)),
        (((2, 1.5),), ("c 1.50 cm",)),
        (((0, 9.0),), ("others held at their mean",)),
        (((2, None), (3, None)), ("others as in example 6",)),
        (((2, None), (3, 2.0)), ("c as in example 6", "d 2.00 cm")),
    ],
)
def test_what_the_others_are_held_at_is_said(held: Held, words: tuple[str, ...]) -> None:
    assert held_words(FOUR, Slice(0, 1, held, 5)) == words


def test_little_is_said_where_there_is_little_to_say() -> None:
    assert held_words(THREE, Slice()) == ("c held at its mean",)
    assert held_words(DataInfo("binary", ("a", "b")), Slice()) == ()
    many = DataInfo("regression", tuple(f"x{index}" for index in range(9)))
    held = tuple((index, 1.0) for index in range(2, 9))
    assert held_words(many, Slice(0, 1, held))[-1] == "4 more chosen"


def test_points_far_from_a_chosen_slice_are_faint() -> None:
    found, raw = planted(), planted().training_x
    assert strengths(found, raw, Slice(), THREE).tolist() == [1.0] * 3, "nobody has chosen a slice"
    at = strengths(found, raw, Slice(held=((2, 0.0),)), THREE)
    assert at[0] == 1.0
    assert 1.0 > at[1] > at[2] > 0.1
    assert strengths(found, raw, Slice(held=((2, None),), example=2), THREE)[2] == 1.0
    assert strengths(found, raw, Slice(held=((0, 5.0),)), THREE).tolist() == [1.0] * 3, "what is plotted is not held"
    dots = example_dots(found, THREE, Slice(held=((2, 0.0),)), THEME, validation=True, signed=True).dots[-1]
    assert [color >> 24 for color in dots.colors.tolist()] == np.rint(at * 255).tolist()


def test_the_other_inputs_are_set_by_word_number_and_slider(qtbot: QtBot) -> None:
    popover = OthersPopover()
    qtbot.addWidget(popover)
    told: list[Held] = []
    popover.chosen.connect(told.append)
    popover.show_others(THREE, Slice(example=2), planted())
    row = popover.row(2)
    assert (row.choice.key(), row.slider.value()) == ("mean", 4.0)
    row.slider.findChild(QSlider).setValue(100)
    assert told == [((2, 6.0),)]
    popover.show_others(THREE, Slice(held=told[-1], example=2), planted())
    assert (row.choice.key(), row.slider.value()) == ("value", 6.0)
    qtbot.mouseClick(popover.all_example, Qt.MouseButton.LeftButton)
    popover.show_others(THREE, Slice(held=told[-1], example=2), planted())
    assert (told[-1], row.choice.key(), row.slider.value()) == (((2, None),), "example", 10.0)
    qtbot.mouseClick(popover.all_mean, Qt.MouseButton.LeftButton)
    assert told[-1] == ()


def test_many_inputs_are_paged(qtbot: QtBot) -> None:
    popover = OthersPopover()
    qtbot.addWidget(popover)
    info = DataInfo("regression", tuple(f"x{index}" for index in range(21)))
    found = points(np.zeros((3, 21)), np.zeros((3, 1)))
    found = replace(found, means=np.zeros(21), deviations=np.ones(21), ranges=((-1.0, 1.0),) * 21)
    popover.show_others(info, Slice(), found)
    assert popover.row(PAGE + 1)
    for _ in range(2):
        qtbot.mouseClick(popover.later, Qt.MouseButton.LeftButton)
    assert popover.row(20)
    assert not popover.later.isEnabled()
    with pytest.raises(KeyError):
        popover.row(2)


@pytest.mark.parametrize("reach", [(0.0, 1.0), (-6.0, 6.0), (0.0, 1e-7), (-3e9, 5e9)])
def test_a_slider_walks_its_range_in_some_two_hundred_steps(reach: tuple[float, float]) -> None:
    assert 100 <= scale_over(*reach).positions <= 300
