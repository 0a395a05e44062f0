"""What does not fit is said over the network, mended by its button and then gone; refusals have a way out."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from engine.presets import preset
from engine.session import data_info
from engine.spec import LayerSpec, PartSpec
from engine.spec.advice.layers import RULE
from engine.spec.perceptron import with_perceptron_rule
from gui.app.advising import Advising
from gui.app.workbench import Workbench
from gui.editors.advice_line import SHOW, AdviceLine
from gui.network_view.activation_menu import ActivationMenu
from gui.network_view.header import LayerHeader
from tests.engine.experiments import experiment
from tests.gui.app.conftest import MakeBench
from tests.gui.app.test_tab_walk import walked

ONES = PartSpec("ones")
TWINS = experiment(LayerSpec(4, "tanh", kernel_initializer=ONES), LayerSpec(1, "sigmoid", kernel_initializer=ONES))


@pytest.fixture
def advised(open_bench: MakeBench, qtbot: QtBot) -> Callable[..., tuple[Workbench, AdviceLine]]:
    """Opens the window on an experiment and waits for the line of advice."""

    def opened(*layers: LayerSpec, **named: str) -> tuple[Workbench, AdviceLine]:
        bench = open_bench(experiment(*layers, **named))
        qtbot.waitUntil(lambda: bool(bench.findChildren(Advising)) and bench.player.idle)
        return bench, bench.findChildren(Advising)[0].line

    return opened


Advised = Callable[..., tuple[Workbench, AdviceLine]]


def press(line: AdviceLine, words: str, qtbot: QtBot) -> None:
    button = next(button for button in line.buttons() if button.text() == words)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def settled(bench: Workbench, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bench.player.idle and bench.last_snapshot.spec == bench.document.spec)


def test_nothing_is_said_of_what_fits_and_the_line_takes_no_room(advised: Advised, qtbot: QtBot) -> None:
    bench, line = advised()
    assert line.text() == ""
    assert line.isHidden()
    assert bench.window.network.y() == bench.window.training.geometry().bottom() + 1


def test_an_edit_that_does_not_fit_is_said_between_bar_and_network_and_mended_by_name(
    advised: Advised, qtbot: QtBot
) -> None:
    bench, line = advised()
    before = bench.document.spec
    bench.document.edit("Output: Linear", before.with_layer(1, activation="linear"))
    assert line.text().startswith("Output: Binary cross-entropy reads the outputs as probabilities")
    QApplication.processEvents()
    assert bench.window.training.geometry().bottom() < line.y() < bench.window.network.y()
    press(line, "Use Sigmoid", qtbot)
    assert bench.document.spec == before
    assert bench.undo_stack.undoText() == "Use Sigmoid"
    assert line.isHidden()
    bench.undo_stack.undo()
    assert line.text().startswith("Output: Binary cross-entropy")
    settled(bench, qtbot)


def choose(bench: Workbench, layer: int, name: str) -> None:
    """Choose an activation in the menu of a layer's header."""
    header = bench.window.network.headers.headers[layer + 1]
    assert isinstance(header, LayerHeader)
    menu = header.menu().findChildren(ActivationMenu)[0]
    next(action for action in menu.actions() if action.data() == name).trigger()


@pytest.mark.parametrize(("layer", "words"), [(0, "layer 1, so its weights"), (1, "the output, so no weight")])
def test_a_step_chosen_under_descent_is_explained_and_the_rule_is_one_click_away(
    advised: Advised, qtbot: QtBot, layer: int, words: str
) -> None:
    bench, line = advised()
    before = bench.document.spec
    choose(bench, layer, "step")
    assert "slope of the step function is 0 everywhere" in line.text()
    assert words in line.text()
    press(line, RULE, qtbot)
    assert bench.document.spec == with_perceptron_rule(before, data_info(before.data))
    settled(bench, qtbot)


def test_several_pieces_come_one_after_the_other_and_can_be_dismissed(advised: Advised, qtbot: QtBot) -> None:
    bench, line = advised(LayerSpec(4, "linear"), LayerSpec(3, "step"), LayerSpec(1, "linear"))
    first = line.text()
    assert first.startswith("Layer 2: the slope of the step")
    press(line, "1 of 3  ›", qtbot)
    assert line.text().startswith("Output: Binary cross-entropy")
    press(line, "2 of 3  ›", qtbot)
    assert line.text().startswith("Network: layer 1 is linear")
    assert SHOW in [button.text() for button in line.buttons()]
    line.dismissed.emit(line.shown())
    assert line.text() == first
    assert "1 of 2  ›" in [button.text() for button in line.buttons()]
    spec = bench.document.spec
    bench.document.edit("Rate", spec.with_optimizer(learning_rate=0.2))
    assert "1 of 2  ›" in [button.text() for button in line.buttons()]
    bench.document.edit("Tanh", spec.with_layer(0, activation="tanh"))
    bench.document.edit("Linear", spec.with_layer(0, activation="linear"))
    assert "1 of 3  ›" in [button.text() for button in line.buttons()]  # it had gone, and is said anew
    settled(bench, qtbot)


def test_what_the_data_decide_is_said_when_they_are_known(advised: Advised, qtbot: QtBot) -> None:
    layers = LayerSpec(3, "tanh"), LayerSpec(1, "softplus")
    bench, line = advised(*layers, data="sine", loss="mean_squared_error")
    assert "but Softplus gives none below 0" in line.text()
    press(line, "Use Linear", qtbot)
    settled(bench, qtbot)
    assert line.isHidden()


def test_twins_are_found_marked_and_parted(open_bench: MakeBench, qtbot: QtBot) -> None:
    bench = open_bench(TWINS)
    qtbot.waitUntil(lambda: bool(bench.findChildren(Advising)) and bench.player.idle)
    line = bench.findChildren(Advising)[0].line
    assert line.text().startswith("Layer 1: neurons 1 to 4 have equal weights before and behind them.")
    assert "Identical to neurons 2, 3, 4 for ever" in bench.window.tracer.card.card().remark
    bench.player.play()
    qtbot.waitUntil(lambda: bench.last_snapshot.update > 20)
    bench.player.pause()
    settled(bench, qtbot)
    assert line.text().startswith("Layer 1: neurons 1 to 4 have equal weights")
    press(line, "Random first weights", qtbot)
    settled(bench, qtbot)
    assert bench.last_snapshot.update == 0
    assert line.isHidden()
    assert bench.window.tracer.card.card().remark == ""


def test_tab_goes_from_the_bar_over_the_line_to_the_network(advised: Advised, qtbot: QtBot) -> None:
    bench, line = advised(LayerSpec(3, "linear"), LayerSpec(1, "sigmoid"))
    seen = walked(bench)
    parts = (bench.window.training, line, bench.window.network)
    met = [place for each in seen for place, part in enumerate(parts) if part.isAncestorOf(each)]
    assert met == sorted(met)
    texts = [each.text() for each in seen if isinstance(each, QPushButton) and line.isAncestorOf(each)]
    assert texts == [SHOW, "Use ReLU"]


def test_a_refused_edit_comes_with_the_nearest_one_that_works(advised: Advised, qtbot: QtBot) -> None:
    bench, _ = advised(LayerSpec(3, "tanh"), LayerSpec(3, "softmax"), data="iris", loss="categorical_crossentropy")
    before = bench.document.spec
    bench.document.edit("Loss", before.with_training(loss=PartSpec("binary_crossentropy"), batch_size=5))
    toast = bench.window.toast
    assert "does not suit" in toast.message()
    offer = next(b for b in toast.findChildren(QPushButton) if b.isVisible())
    assert offer.text() == "Use sparse categorical cross-entropy"
    qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)
    assert bench.document.spec.training.loss.name == "sparse_categorical_crossentropy"
    assert bench.document.spec.training.batch_size == 5
    settled(bench, qtbot)


def test_another_experiment_is_looked_at_anew(advised: Advised, qtbot: QtBot) -> None:
    bench, line = advised(LayerSpec(3, "linear"), LayerSpec(1, "sigmoid"))
    line.dismissed.emit(line.shown())
    assert line.isHidden()
    bench.document.edit("Preset", preset("gauss").spec)
    settled(bench, qtbot)
    assert line.isHidden()


def test_the_one_layer_is_shown_with_its_numbers(advised: Advised, qtbot: QtBot) -> None:
    bench, line = advised(LayerSpec(3, "linear"), LayerSpec(2, "linear"), LayerSpec(1, "sigmoid"))
    press(line, SHOW, qtbot)
    qtbot.waitUntil(lambda: "Layers 1 to 3 are equal to one layer" in bench.window.tracer.text())
    explained = bench.window.tracer._reader.explanation
    assert explained.value == pytest.approx(bench.last_snapshot.layers[-1].z[0], rel=1e-9)
    settled(bench, qtbot)


def test_of_several_neurons_a_menu_asks_and_the_one_selected_stands_first(advised: Advised, qtbot: QtBot) -> None:
    bench, line = advised(LayerSpec(3, "linear"), LayerSpec(4, "tanh"), LayerSpec(1, "sigmoid"))
    bench.view.update(selected=(1, 2))
    press(line, SHOW, qtbot)
    (menu,) = [menu for menu in line.findChildren(QMenu) if menu.isVisible()]
    texts = [action.text() for action in menu.actions()]
    assert texts == [f"Neuron {n} of Layer 2" + ", selected" * (n == 3) for n in (3, 1, 2, 4)]
    menu.actions()[2].trigger()
    menu.close()
    qtbot.waitUntil(lambda: "Layers 1 and 2 are equal to one layer" in bench.window.tracer.text())
    explained = bench.window.tracer._reader.explanation
    assert explained.value == pytest.approx(bench.last_snapshot.layers[1].z[1], rel=1e-9)
    settled(bench, qtbot)
