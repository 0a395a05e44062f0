"""Points and weights by hand in the real program: a real pointer presses, drags and lets go on a virtual X screen."""

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.gui.program import Program

OPENING = "A disc in a ring"
XOR = {"ring": ((-3.0, -3.0), (3.0, 3.0)), "disc": ((-3.0, 3.0), (3.0, -3.0))}


@pytest.fixture
def program(x_display: str, tmp_path: Path) -> Iterator[Program]:
    started = Program(x_display, tmp_path)
    started.turn_to(OPENING)
    started.wait(lambda state: state["update"] == 0, "the first numbers are shown")
    yield started
    started.end()


def points(program: Program, count: int) -> np.ndarray:
    """The points set by hand, once there are so many."""
    program.wait(lambda _: len(program.state("points")["x"]) == count, f"there are {count} points")
    return np.array(program.state("points")["x"])


def spot(program: Program, x: float, y: float) -> tuple[int, int]:
    place = program.state(f"spot {x} {y}")["place"]
    return place[0], place[1]


def settled(program: Program) -> int:
    """How many points there are when the last ones that were sprayed have arrived."""
    counts = [-2, -1]
    while len(set(counts[-3:])) > 1:
        time.sleep(0.3)
        counts.append(len(program.state("points")["x"]))
    return counts[-1]


def test_points_are_set_brushed_moved_and_deleted_while_it_trains(program: Program) -> None:
    program.press("a")
    program.click("Delete all points")
    program.wait(lambda state: state["undo"].startswith("Undo: Delete all points"), "the plane is empty")
    for name, corners in XOR.items():
        program.click(f"New points: {name}")
        for x, y in corners:
            program.click_at(f"spot {x} {y}")
    set_there = points(program, 4)
    np.testing.assert_allclose(set_there, [corner for two in XOR.values() for corner in two], atol=0.1)
    assert program.state("points")["y"] == [0, 0, 1, 1]
    program.press("space")
    program.wait(lambda state: state["playing"] and state["update"] > 20, "it trains on four points")
    program.press("v")
    program.drag(spot(program, -3.0, -3.0), spot(program, -2.0, -4.0), spot(program, -1.0, -5.0), let_go=False)
    moving = program.wait(lambda state: state["undo"].startswith("Undo: Move a point"), "it moves in the hand")
    program.wait(lambda state: state["update"] > moving["update"], "training goes on meanwhile")
    program.let_go()
    np.testing.assert_allclose(points(program, 4)[0], [-1.0, -5.0], atol=0.1)
    program.press("p")
    program.drag(spot(program, 0.0, 4.0), spot(program, 1.0, 4.5), let_go=False)
    program.wait(lambda _: len(program.state("points")["x"]) > 8, "the brush sprays")
    program.let_go()
    sprayed = settled(program)
    program.press("x")
    program.click_at("spot -1.0 -5.0")
    points(program, sprayed - 1)
    for left in (sprayed, 4, 4):
        program.press("ctrl+z")
        np.testing.assert_array_equal(points(program, left)[1:4], set_there[1:])
    assert program.wait(lambda state: state["playing"], "it still trains")["problem"] == ""
    np.testing.assert_array_equal(points(program, 4), set_there)
    assert program.errors() == ""


def test_a_weight_is_dragged_and_typed_and_taken_back(program: Program) -> None:
    before = program.state()["kernels"]
    x, y = program.state("edge 0 0 0")["place"]
    program.drag((x, y), (x, y - 20), (x, y - 60), let_go=False)
    held = program.wait(lambda state: state["kernels"] != before, "the weight follows the hand")["kernels"]
    assert held[0][0][0] > before[0][0][0]
    program.let_go()
    dragged = program.wait(lambda state: state["idle"], "it is let go")
    assert dragged["undo"].startswith("Undo: Weight x₁ → 1 in layer 1")
    program.click_at("edge 0 1 1")
    program.press("F2")
    program.wait(lambda state: "Weight" in str(state["focus"]), "a field is open")
    program.press("ctrl+a")
    program.type("-1/3")
    program.press("Return")
    typed = program.wait(lambda state: state["kernels"][0][1][1] == -1 / 3, "the fraction is the weight")
    assert typed["kernels"][0][0][0] == dragged["kernels"][0][0][0]
    program.press("Escape", "ctrl+z", "ctrl+z")
    program.wait(lambda state: state["kernels"] == before, "both are taken back to the bit")
    assert program.errors() == ""


def test_the_examples_are_listed_at_rest_as_soon_as_their_page_is_asked_for(program: Program) -> None:
    program.press("e")
    program.wait(lambda state: state["listed"] == 500, "all examples are listed")
    assert program.errors() == ""
