"""Layers edited by real keys and clicks on a virtual X screen: a shape, a lock, settings, a copy, all taken back."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.gui.program import Program

OPENING = "A disc in a ring"


@pytest.fixture
def program(x_display: str, tmp_path: Path) -> Iterator[Program]:
    started = Program(x_display, tmp_path)
    yield started
    started.end()


def test_layers_by_key_and_mouse(program: Program) -> None:
    program.turn_to(OPENING)
    program.wait(lambda state: state["update"] == 0, "the first numbers are shown")
    types_a_shape(program)
    locks_a_neuron_and_trains(program)
    sets_a_dropout(program)
    duplicates_a_layer(program)
    program.press("ctrl+z", times=4)
    state = program.wait(lambda state: state["undo"] == "Undo", "all edits are taken back")
    assert state["units"] == [4, 2, 1]
    program.press("ctrl+q")
    assert program.errors() == ""


def types_a_shape(program: Program) -> None:
    program.press("ctrl+l")
    program.wait(lambda state: state["focus"] == "Hidden layers", "the shape can be typed")
    program.type("5-x")
    state = program.wait(lambda state: any("“5-x” is no shape" in text for text in state["texts"]), "it is refused")
    program.press("Return")
    assert state["units"] == [4, 2, 1]
    program.press("ctrl+a")
    program.type("5-5")
    program.wait(lambda state: any("51 weights and biases" in text for text in state["texts"]), "its size is said")
    program.press("Return")
    state = program.wait(lambda state: state["units"] == [5, 5, 1], "the shape is built")
    assert state["undo"] == "Undo: Hidden layers: 5-5"


def locks_a_neuron_and_trains(program: Program) -> None:
    program.turn_to(OPENING)
    program.wait(lambda state: state["idle"] and len(state["kernels"][0][0]) == 5, "its weights are shown")
    program.point_at(0, 1)
    program.wait(lambda state: state["hovered"] == [0, 1], "the neuron is pointed at")
    program.press("k")
    state = program.wait(lambda state: state["undo"] == "Undo: Lock neuron 2 of layer 1", "it is locked")
    before = np.array(state["kernels"][0])
    program.press("space")
    program.wait(lambda state: state["update"] > 50, "it trains")
    program.press("space")
    state = program.wait(lambda state: state["idle"] and not state["playing"], "it rests")
    after = np.array(state["kernels"][0])
    assert (after != before).any(axis=0).tolist() == [True, False, True, True, True]


def sets_a_dropout(program: Program) -> None:
    program.click("Settings of Layer 1")
    program.click("Dropout")
    program.press("ctrl+a")
    program.type("1/4")
    program.press("Return")
    state = program.wait(lambda state: state["undo"] == "Undo: Layer 1: Dropout 0.25", "the dropout is set")
    assert "Dropout" in state["places"]
    program.press("Escape")
    program.wait(lambda state: "Dropout" not in state["places"], "the sheet is closed")


def duplicates_a_layer(program: Program) -> None:
    program.turn_to(OPENING)
    before = program.state()["kernels"]
    program.click("Settings of Layer 2")
    program.click("Duplicate, with the same weights")
    state = program.wait(lambda state: state["units"] == [5, 5, 5, 1] and state["idle"], "the copy is there")
    program.press("Escape")
    assert state["undo"] == "Undo: Duplicate layer 2"
    state = program.wait(lambda state: len(state["kernels"]) == 4, "its weights are shown")
    np.testing.assert_array_equal(state["kernels"][2], before[1])
    program.turn_to(OPENING)
