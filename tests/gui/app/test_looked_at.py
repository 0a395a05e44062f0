"""In the whole window: an example outside the training part is the one looked at, by panel, network and tracer."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.session import Session
from engine.trace import Address, Grain, Kind, Snapshot
from gui.app.workbench import Workbench
from gui.pictures.panel import PicturePanel
from tests.gui.app.conftest import MakeBench
from tests.gui.app.test_own_picture import digits
from tests.gui.app.test_tracing import rests

BESIDE = 1_100
"""An example for validation."""


@pytest.fixture
def bench(open_bench: MakeBench) -> Workbench:
    return open_bench(digits())


@pytest.fixture(scope="module")
def twin() -> Session:
    """The same run, beside the window."""
    return digits()


def look_at(bench: Workbench, qtbot: QtBot, example: int | None) -> PicturePanel:
    panel = bench.output.panel
    assert panel is not None
    bench.view.update(beside=example)
    qtbot.waitUntil(lambda: (None if panel.beside is None else panel.beside.example) == example)
    rests(bench, qtbot)
    return panel


def drawn(bench: Workbench) -> Snapshot:
    """What the network shows."""
    scene = bench.window.network.canvas.scene
    assert scene is not None
    assert scene.snapshot is not None
    assert scene.snapshot.example is not None
    return scene.snapshot


def asked(bench: Workbench, qtbot: QtBot, place: Address | tuple[int, int]) -> tuple[str, int, float]:
    """Whose number was told, and the number."""
    bench.window.tracer.ask(place)
    rests(bench, qtbot)
    found = bench.window.tracer.explanation()
    assert found is not None
    return found.address.split, found.address.example, found.value


def test_the_network_computes_it_and_every_number_is_its_own(bench: Workbench, qtbot: QtBot, twin: Session) -> None:
    place = 5
    number = len(twin.data.training) + place
    raw = twin.examples().raw(np.array([number]))[0]
    layers = twin.forward_example(raw)
    look_at(bench, qtbot, number)
    shown = drawn(bench)
    assert shown.example is not None
    assert (shown.example.name, shown.example.raw.tolist()) == ("validation example 6", raw.tolist())
    for mine, (_, z, a) in zip(shown.layers, layers, strict=True):
        assert mine.z is not None
        assert mine.activation is not None
        np.testing.assert_allclose(mine.z, z, rtol=1e-12)
        np.testing.assert_allclose(mine.activation, a, rtol=1e-12)
    page = bench.window.tracer.sheet.page()
    assert page.sentence.startswith("The network shows validation example 6, of which nothing is learned.")
    for layer, unit in ((0, 3), (len(layers) - 1, 2)):
        split, example, value = asked(bench, qtbot, (layer, unit))
        assert (split, example) == ("validation", place)
        assert value == pytest.approx(layers[layer][2][unit], rel=1e-12)
        assert "Validation example 6" in bench.window.tracer.sheet.page().place
    for kind in (Kind.RAW, Kind.INPUT, Kind.SUM, Kind.TARGET, Kind.EXAMPLE_LOSS):
        split, example, _ = asked(bench, qtbot, Address(kind, layer=0, unit=12 if kind is not Kind.TARGET else 1))
        assert (split, example) == ("validation", place), kind
    card = bench.window.tracer.card.card()  # of the neuron that was spoken of last
    assert card.title.endswith(", validation 6")


def test_another_example_answers_the_same_question_and_the_chosen_one_ends_it(
    bench: Workbench, qtbot: QtBot, twin: Session
) -> None:
    first = len(twin.data.training)
    look_at(bench, qtbot, first)
    assert asked(bench, qtbot, (0, 3))[:2] == ("validation", 0)
    look_at(bench, qtbot, first + 1)
    qtbot.waitUntil(lambda: (e := bench.window.tracer.explanation()) is not None and e.address.example == 1)
    bench.view.update(example=3)
    rests(bench, qtbot)
    shown = drawn(bench)
    assert shown.example is not None
    assert (shown.example.index, shown.example.name) == (3, "")
    assert bench.window.tracer.explanation() is None
    assert asked(bench, qtbot, (0, 3))[:2] == ("training", 3)


def test_it_follows_the_weights_and_a_step_is_told_of_its_own_example(bench: Workbench, qtbot: QtBot) -> None:
    panel = look_at(bench, qtbot, BESIDE)
    before = drawn(bench).layers[-1].activation
    bench.player.play()
    qtbot.waitUntil(lambda: bench.last_snapshot is not None and bench.last_snapshot.update > 230)
    bench.player.pause()
    rests(bench, qtbot)
    after, shown = drawn(bench).layers[-1].activation, drawn(bench).example
    assert shown is not None
    assert shown.name.startswith("validation example")
    assert not np.array_equal(before, after)
    bench.player.step(Grain.LAYER)
    rests(bench, qtbot)
    stepping = drawn(bench).example
    assert stepping is not None
    assert stepping.index >= 0, "a step is taken with examples for training"
    assert "validation" not in panel.header._title.text().lower()
    assert panel.beside is not None


def test_a_picture_of_ones_own_and_an_example_beside_take_each_other_s_place(bench: Workbench, qtbot: QtBot) -> None:
    look_at(bench, qtbot, BESIDE)
    bench.tracing.try_row((0.5,) * 64)
    rests(bench, qtbot)
    assert (bench.view.state.trying, bench.view.state.beside) == (True, None)
    shown = drawn(bench).example
    assert shown is not None
    assert shown.name == "your example"
    look_at(bench, qtbot, BESIDE + 1)
    assert not bench.view.state.trying
    shown = drawn(bench).example
    assert shown is not None
    assert shown.name.startswith("validation example")
    look_at(bench, qtbot, None)
    shown = drawn(bench).example
    assert shown is not None
    assert shown.index == bench.view.state.example


def test_of_the_test_part_nothing_is_said_before_it_was_evaluated(
    bench: Workbench, qtbot: QtBot, twin: Session
) -> None:
    number = sum(map(len, twin.data.parts)) - 1
    look_at(bench, qtbot, number)
    shown = drawn(bench)
    assert shown.example is not None
    assert shown.example.name.startswith("test example")
    assert all(layer.activation is None for layer in shown.layers)
    bench.window.tracer.ask((0, 3))
    rests(bench, qtbot)
    assert bench.window.tracer.explanation() is None
    split, example, value = asked(bench, qtbot, Address(Kind.RAW, unit=12))
    assert (split, example) == ("test", len(twin.data.test) - 1)
    assert value == twin.examples().raw(np.array([number]))[0][12]
