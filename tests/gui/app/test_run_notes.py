"""A step under gradient descent is explained, with a way out; the perceptron rule's end is told and played past."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from engine.presets import preset
from engine.session import data_info
from engine.spec import ExperimentSpec, LayerSpec, PartSpec
from engine.spec.perceptron import with_perceptron_rule
from gui.app.run_notes import NO_RULE, OFFER, RULE_SET
from gui.app.workbench import Workbench
from gui.network_view.activation_menu import ActivationMenu
from tests.engine.experiments import experiment
from tests.gui.app.conftest import MakeBench


def choose(bench: Workbench, layer: int, name: str) -> None:
    """Choose an activation in the menu of a layer's header."""
    header = bench.window.network.headers.headers[layer + 1]
    menu = header.findChildren(ActivationMenu)[0]
    next(action for action in menu.actions() if action.data() == name).trigger()


def offer(bench: Workbench) -> QPushButton:
    return next(b for b in bench.window.toast.findChildren(QPushButton) if b.text() == OFFER)


def settled(bench: Workbench, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bench.player.idle and bench.last_snapshot is not None)


@pytest.mark.parametrize(
    ("layer", "words"), [(0, "through layer 1, so its weights"), (1, "through the output, so no weight")]
)
def test_a_step_chosen_under_descent_is_explained_and_the_rule_is_one_click_away(
    bench: Workbench, qtbot: QtBot, layer: int, words: str
) -> None:
    before = bench.document.spec
    choose(bench, layer, "step")
    assert bench.document.spec.network.layers[layer].activation == "step"
    assert "slope of the step function is 0 everywhere" in bench.window.toast.message()
    assert words in bench.window.toast.message()
    qtbot.mouseClick(offer(bench), Qt.MouseButton.LeftButton)
    rule = with_perceptron_rule(before, data_info(before.data))
    assert bench.document.spec == rule
    assert bench.window.toast.message() == RULE_SET
    qtbot.waitUntil(lambda: bench.last_snapshot.spec == rule)
    bench.undo_stack.undo()
    assert bench.document.spec == before.with_layer(layer, activation="step")
    settled(bench, qtbot)


def test_undoing_the_step_takes_the_explanation_back(bench: Workbench, qtbot: QtBot) -> None:
    choose(bench, 0, "step")
    bench.undo_stack.undo()
    assert bench.window.toast.message() == ""
    choose(bench, 0, "step")
    bench.document.edit("Rate", bench.document.spec.with_optimizer(learning_rate=0.2))
    assert "slope of the step" in bench.window.toast.message()
    settled(bench, qtbot)


def test_numbers_to_predict_are_explained_without_an_offer(open_bench: MakeBench, qtbot: QtBot) -> None:
    spec = experiment(LayerSpec(3, "tanh"), LayerSpec(1, "linear"), data="plane", loss="mean_squared_error")
    bench = open_bench(spec)
    choose(bench, 0, "step")
    assert bench.window.toast.message().endswith(NO_RULE)
    assert not bench.window.toast.findChildren(QPushButton)[0].isVisible()
    settled(bench, qtbot)


def test_choosing_the_loss_is_choosing_the_rule_and_says_so(bench: Workbench, qtbot: QtBot) -> None:
    bench.window.training.loss.edited.emit("perceptron")
    assert bench.document.spec == with_perceptron_rule(experiment(), data_info(experiment().data))
    assert bench.window.toast.message() == RULE_SET
    bench.player.step(bench.grain)
    settled(bench, qtbot)
    bench.player.reset()
    settled(bench, qtbot)


def test_an_experiment_opened_with_steps_stands_as_it_is(open_bench: MakeBench) -> None:
    spec = experiment(LayerSpec(3, "step"), LayerSpec(1, "sigmoid"))
    assert open_bench(spec).window.toast.message() == ""
    assert open_bench(preset("perceptron-xor").spec).window.toast.message() == ""


def played_to_the_end(bench: Workbench, qtbot: QtBot) -> None:
    bench.player.play()
    qtbot.waitUntil(lambda: not bench.player.playing)
    settled(bench, qtbot)


@pytest.mark.parametrize(
    ("name", "updates", "words"),
    [("perceptron-iris", 300, "A whole epoch without a mistake"), ("perceptron-xor", 4, "After an epoch the")],
)
def test_the_rule_s_end_ends_playing_and_is_told_until_it_is_closed(
    open_bench: MakeBench, qtbot: QtBot, name: str, updates: int, words: str
) -> None:
    bench = open_bench(preset(name).spec)
    played_to_the_end(bench, qtbot)
    assert bench.last_snapshot.update == updates
    assert bench.window.toast.message().startswith(words)
    bench.window.toast.close_message()
    bench.player.play()
    qtbot.waitUntil(lambda: bench.last_snapshot.update > updates + 3 * 150)
    assert bench.player.playing
    assert bench.window.toast.message() == ""
    bench.player.pause()
    settled(bench, qtbot)


def test_reset_takes_the_notice_back(open_bench: MakeBench, qtbot: QtBot) -> None:
    bench = open_bench(preset("perceptron-and").spec)
    played_to_the_end(bench, qtbot)
    assert bench.window.toast.message() == bench.last_snapshot.notice != ""
    bench.player.reset()
    qtbot.waitUntil(lambda: bench.last_snapshot.update == 0)
    assert bench.window.toast.message() == ""
    settled(bench, qtbot)


def test_a_place_asked_of_steps_is_answered_with_a_class(open_bench: MakeBench, qtbot: QtBot) -> None:
    bench = open_bench(preset("perceptron-iris").spec)
    played_to_the_end(bench, qtbot)
    bench.window.boundary.pointed.emit(2.0, 0.5)
    settled(bench, qtbot)
    qtbot.waitUntil(lambda: bench.window.boundary._prediction is not None)
    prediction = bench.window.boundary._prediction
    assert prediction is not None
    assert "a class, not a probability" in prediction.text
    assert prediction.text.startswith(("other: z = ", "setosa: z = "))


def test_a_step_before_a_step_is_explained_once_by_the_last(bench: Workbench, qtbot: QtBot) -> None:
    spec: ExperimentSpec = bench.document.spec.with_training(loss=PartSpec("mean_squared_error"))
    bench.document.edit("Loss", spec)
    choose(bench, 1, "step")
    first = bench.window.toast.message()
    bench.window.toast.close_message()
    choose(bench, 0, "step")
    assert "the output" in first
    assert bench.window.toast.message() == ""
    settled(bench, qtbot)
