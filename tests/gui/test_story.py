"""A newcomer's first ten minutes with the real program, by real key presses and clicks on a virtual X screen."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.gui.program import Program, State

OPENING = "A disc in a ring"
SLOWEST = 11  # notches from flat out down to one update a second
UPDATE = [
    *(("forward", layer) for layer in (0, 1, 2)),
    ("loss", 2),
    *(("backward", layer) for layer in (2, 1, 0)),
    *(("update", layer) for layer in (0, 1, 2)),
]


@pytest.fixture
def program(x_display: str, tmp_path: Path) -> Iterator[Program]:
    started = Program(x_display, tmp_path)
    yield started
    started.end()


def test_the_newcomers_story(program: Program, tmp_path: Path) -> None:
    opens_the_window(program)
    chooses_xor_and_watches_it_being_learned(program)
    steps_through_one_update(program)
    adds_a_neuron_while_it_trains_and_takes_it_back(program)
    looks_at_one_neuron(program)
    loads_iris(program)
    saves_goes_elsewhere_and_opens(program, tmp_path / "story.chainrule")
    makes_it_dark_and_reads_the_keys(program)
    program.press("ctrl+q")
    assert program.exit_code() == 0
    assert program.errors() == ""


def opens_the_window(program: Program) -> None:
    program.turn_to(OPENING)
    state = program.wait(lambda state: state["update"] == 0, "the first numbers are shown")
    assert (state["title"], state["playing"], state["units"]) == (OPENING, False, [4, 2, 1])


def chooses_xor_and_watches_it_being_learned(program: Program) -> None:
    program.click("XOR clouds")
    first = program.wait(lambda state: state["data"] == "xor" and "val_loss" in state["latest"], "XOR is there")
    assert (first["update"], first["latest"]["val_accuracy"] < 0.8) == (0, True)
    program.press("space")
    learned = program.wait(lambda state: state["latest"]["val_accuracy"] > 0.95, "XOR is learned")
    assert learned["playing"]
    assert learned["latest"]["val_loss"] < 0.5 * first["latest"]["val_loss"]
    pauses(program)


def steps_through_one_update(program: Program) -> None:
    program.press("3")
    before = program.wait(lambda state: state["grain"] == "LAYER", "a step is a layer")
    seen = []
    for done in range(1, len(UPDATE) + 1):
        program.press("Right")
        now = program.wait(lambda state, done=done: state["done"] == done, f"step {done} is shown")
        seen.append((now["phase"], now["layer"]))
        changed = now["kernels"] != before["kernels"]
        assert changed == (now["phase"] == "update")
        assert now["update"] == before["update"] + (done == len(UPDATE))
    assert seen == UPDATE


def adds_a_neuron_while_it_trains_and_takes_it_back(program: Program) -> None:
    program.press("minus", times=SLOWEST)
    program.press("space")
    began = program.wait(lambda state: state["rate"] == 1 and state["playing"], "it plays slowly")["update"]
    before = program.wait(lambda state: state["update"] > began, "one more update is done")
    program.click("Layer 1: one unit more")
    after = program.wait(lambda state: len(state["biases"][0]) == 5, "the neuron is there")
    assert after["playing"]
    assert after["undo"] == "Undo: Layer 1 to 5 units"
    assert after["update"] >= before["update"]
    kept(before, after)
    program.wait(lambda state: state["update"] > after["update"], "the next update is done")
    program.press("plus", times=SLOWEST)
    then = program.wait(lambda state: state["rate"] is None, "it plays flat out again")["update"]
    program.wait(lambda state: state["update"] > then + 100, "training goes on")
    program.press("ctrl+z")
    back = program.wait(lambda state: len(state["biases"][0]) == 4, "the neuron is gone")
    assert back["undo"] == "Undo: Data: XOR clouds"
    assert back["latest"]["val_accuracy"] > 0.9
    program.wait(lambda state: state["update"] > back["update"] + 100, "training still goes on")
    pauses(program)


def kept(before: State, after: State) -> None:
    """All weights of the four neurons: to the bit, or, if an update came between, nearly."""
    allowed = 0.0 if before["update"] == after["update"] else 0.1
    for old, new in (
        (before["kernels"][0], np.array(after["kernels"][0])[:, :4]),
        (before["biases"][0], np.array(after["biases"][0])[:4]),
        (before["kernels"][1], np.array(after["kernels"][1])[:4]),
        (before["kernels"][2], after["kernels"][2]),
    ):
        np.testing.assert_allclose(new, old, rtol=0, atol=allowed)


def looks_at_one_neuron(program: Program) -> None:
    program.point_at(0, 3)
    state = program.wait(lambda state: state["hovered"] == [0, 3], "the neuron is pointed at")
    program.wait(lambda state: "NEURON 4 OF LAYER 1" in state["texts"], "its picture is in the big plot")
    program.press("Down")
    program.wait(lambda after: after["example"] == state["example"] + 1, "the next example is shown")


def loads_iris(program: Program) -> None:
    program.click("Iris: setosa or not")
    first = program.wait(lambda state: state["data"].startswith("iris") and state["update"] == 0, "iris is there")
    assert first["title"].startswith("Iris: setosa or not")
    assert {"150 examples", "2 values"} <= set(first["texts"])
    assert any(text.startswith("petal length") for text in first["texts"])
    program.press("space")
    program.wait(lambda state: state["latest"].get("val_accuracy", 0) > 0.95, "iris is learned")
    pauses(program)


def saves_goes_elsewhere_and_opens(program: Program, path: Path) -> None:
    assert program.state()["title"].endswith("•")
    program.press("ctrl+s")
    answers_the_dialog(program, "Save the experiment", path)
    saved = program.wait(lambda state: state["title"] == path.stem and state["idle"], "the title says the file")
    assert path.is_file()
    program.turn_to(path.stem)
    program.click("Sine wave")
    program.wait(lambda state: state["update"] == 0 and "500 examples" in state["texts"], "other data are there")
    program.press("ctrl+o")
    answers_the_dialog(program, "Open an experiment", path)
    program.turn_to("Save first?")
    program.press("shift+Tab", times=2)  # from Save, over Cancel, to Don’t save
    program.press("space")
    opened = program.wait(lambda state: state["update"] == saved["update"], "the saved run is back")
    assert "150 examples" in opened["texts"]
    assert (opened["kernels"], opened["biases"]) == (saved["kernels"], saved["biases"])
    assert (opened["latest"], opened["playing"]) == (saved["latest"], False)
    program.turn_to(path.stem)


def answers_the_dialog(program: Program, title: str, path: Path) -> None:
    program.turn_to(title)
    program.press("ctrl+a")
    program.type(str(path))
    program.press("Return")
    program.wait(lambda state: path.name in state["toast"], f"{title}: done")


def makes_it_dark_and_reads_the_keys(program: Program) -> None:
    program.press("ctrl+d")
    program.wait(lambda state: state["dark"], "it is dark")
    program.press("question")
    program.turn_to("Keys")
    program.press("Escape")
    program.wait(lambda state: "Keys" not in state["windows"], "the sheet is closed")
    program.turn_to("story")


def pauses(program: Program) -> None:
    """Space, and nothing moves any more."""
    program.press("space")
    rested = program.wait(lambda state: not state["playing"] and state["idle"], "it is paused")
    assert program.state()["update"] == rested["update"]
