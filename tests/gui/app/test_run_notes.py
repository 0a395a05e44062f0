"""The perceptron rule is explained when it is chosen; its end is told and played past."""

import pytest
from pytestqt.qtbot import QtBot

from engine.presets import preset
from engine.session import data_info
from engine.spec.perceptron import with_perceptron_rule
from engine.trace import Grain
from gui.app.run_notes import BEGINS_ANEW, RULE_SET
from gui.app.workbench import Workbench
from tests.engine.experiments import experiment
from tests.gui.app.conftest import MakeBench


def settled(bench: Workbench, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bench.player.idle and bench.last_snapshot is not None)


def test_choosing_the_loss_is_choosing_the_rule_and_says_so(bench: Workbench, qtbot: QtBot) -> None:
    bench.window.training.loss.edited.emit("perceptron")
    assert bench.document.spec == with_perceptron_rule(experiment(), data_info(experiment().data))
    assert bench.window.toast.message() == RULE_SET
    bench.player.step(bench.stepping.grain)
    settled(bench, qtbot)
    bench.player.reset()
    settled(bench, qtbot)


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
    qtbot.waitUntil(lambda: bench.window.boundary.asked.prediction is not None)
    prediction = bench.window.boundary.asked.prediction
    assert prediction is not None
    assert "a class, not a probability" in prediction.text
    assert prediction.text.startswith(("other: z = ", "setosa: z = "))


def test_a_change_in_the_middle_of_a_step_says_that_the_update_begins_anew(bench: Workbench, qtbot: QtBot) -> None:
    bench.player.step(Grain.BATCH)
    qtbot.waitUntil(lambda: bench.player.idle and bench.last_snapshot.update == 1)
    bench.document.edit("Rate", bench.document.spec.with_optimizer(learning_rate=0.2))
    qtbot.waitUntil(lambda: bench.player.idle)
    assert bench.window.toast.message() == "", "a whole update was on screen, which stays made"
    bench.player.step(Grain.LAYER)
    qtbot.waitUntil(lambda: bench.player.idle and bench.last_snapshot.phase is not None)
    bench.document.edit("Rate", bench.document.spec.with_optimizer(learning_rate=0.3))
    qtbot.waitUntil(lambda: bench.player.idle and bench.last_snapshot.phase is None)
    assert bench.window.toast.message() == BEGINS_ANEW
    settled(bench, qtbot)
