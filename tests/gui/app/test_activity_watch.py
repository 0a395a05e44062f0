"""Dead neurons are looked for when the run rests, and shown in network and table."""

from collections.abc import Generator

import pytest
from pytestqt.qtbot import QtBot

from engine.diagnostics import Activity
from engine.session import Session
from engine.spec import LayerSpec, PartSpec
from gui.app import activity_watch
from gui.app.workbench import Workbench
from gui.network_view.twins import twins_of
from tests.engine.experiments import experiment
from tests.gui.app.conftest import MakeBench


def test_a_neuron_that_died_is_told_at_rest(bench: Workbench, qtbot: QtBot) -> None:
    bench.document.edit("ReLU", bench.document.spec.with_layer(0, activation="relu"))
    bench.view.update(selected=(0, 1))
    qtbot.waitUntil(lambda: bench.player.idle)

    def kill(session: object) -> None:
        weights = session.get_weights()  # type: ignore[attr-defined]
        weights[1][1] = -1000.0
        session.set_weights(weights)  # type: ignore[attr-defined]

    bench.player.command(kill, lambda _: None)
    qtbot.waitUntil(lambda: "Dead" in bench.window.tracer.card.card().remark)
    scene = bench.window.network.canvas.scene
    assert scene is not None
    assert scene.silence(0, 1) == "dead"


def test_twins_are_marked_while_it_plays_and_not_in_another_network(open_bench: MakeBench, qtbot: QtBot) -> None:
    ones = PartSpec("ones")
    hidden = LayerSpec(4, "tanh", kernel_initializer=ones)
    bench = open_bench(experiment(hidden, LayerSpec(1, "sigmoid", kernel_initializer=ones)))
    canvas = bench.window.network.canvas

    def marked() -> bool:
        scene = canvas.scene
        return scene is not None and twins_of(scene, 0, 1) == (0, 2, 3)

    qtbot.waitUntil(lambda: bench.player.idle and marked())
    bench.player.play()
    qtbot.waitUntil(lambda: bench.last_snapshot is not None and bench.last_snapshot.update > 30)
    qtbot.waitUntil(marked)
    assert bench.player.playing
    bench.document.edit("Five", bench.document.spec.with_layer(0, units=5))
    assert not marked()
    bench.player.pause()


def test_a_search_is_given_up_when_the_weights_are_others(
    bench: Workbench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, found = [], []  # type: list[int], list[Activity]

    def endless(session: Session) -> Generator[None, None, Activity]:
        begun.append(version := len(begun))
        while version == 0:
            yield
        return Activity(version, ())

    def change(session: Session) -> None:
        session.set_weights([2.0 * part for part in session.get_weights()])

    monkeypatch.setattr(activity_watch, "_activity", endless)
    bench.player.command(change, lambda _: None)
    qtbot.waitUntil(lambda: begun == [0])
    bench.window.network.show_activity = found.append  # type: ignore[method-assign]
    bench.player.command(change, lambda _: None)
    qtbot.waitUntil(lambda: [each.version for each in found] == [1])


def test_nothing_is_asked_while_it_plays(bench: Workbench, qtbot: QtBot) -> None:
    found: list[Activity] = []
    bench.window.network.show_activity = found.append  # type: ignore[method-assign]
    bench.player.play()
    qtbot.waitUntil(lambda: bench.last_snapshot is not None and bench.last_snapshot.update > 30)
    assert found == []
    bench.player.pause()
    qtbot.waitUntil(lambda: bench.player.idle)
    assert bench.last_snapshot is not None
    assert {each.version for each in found} == {bench.last_snapshot.version}
