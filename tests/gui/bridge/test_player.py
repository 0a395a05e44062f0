"""The player: motion, edits and questions through the engine thread, the latest picture up."""

import threading
import time
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.diagnostics import SurfaceRequest
from engine.session import Session
from engine.spec import ExperimentSpec
from engine.trace import Grain, Phase, Snapshot
from gui.bridge import Player
from gui.bridge.latest import Latest
from tests.engine.experiments import experiment


class Seen:
    """Collects what the player tells."""

    def __init__(self, player: Player) -> None:
        self.snapshots: list[Snapshot] = []
        self.surfaces: list[object] = []
        self.refused: list[str] = []
        self.failed: list[object] = []
        player.snapshot_ready.connect(self.snapshots.append)
        player.surface_ready.connect(self.surfaces.append)
        player.refused.connect(lambda error, _spec: self.refused.append(str(error)))
        player.failed.connect(self.failed.append)

    @property
    def last(self) -> Snapshot:
        return self.snapshots[-1]


@pytest.fixture
def seen(player: Player, qtbot: QtBot) -> Seen:
    seen = Seen(player)
    player.start()
    qtbot.waitUntil(lambda: bool(seen.snapshots and seen.surfaces))
    return seen


def settle(qtbot: QtBot, player: Player) -> None:
    qtbot.waitUntil(lambda: not player._timer.isActive())


def test_the_latest_value_wins_and_is_taken_once() -> None:
    box: Latest[int] = Latest()
    box.put(1)
    box.put(2)
    assert (box.take(), box.take(), box.is_empty) == (2, None, True)


def test_playing_trains_and_a_pause_stops_it(player: Player, seen: Seen, qtbot: QtBot) -> None:
    player.play()
    qtbot.waitUntil(lambda: seen.last.update > 50)
    player.pause()
    settle(qtbot, player)
    stopped = seen.last.update
    qtbot.wait(60)
    assert seen.last.update == stopped
    assert not player.playing
    assert seen.failed == []


def test_a_reset_while_playing_rests_at_the_first_weights(player: Player, seen: Seen, qtbot: QtBot) -> None:
    first = seen.last
    player.play()
    qtbot.waitUntil(lambda: seen.last.update > 50)
    player.reset()
    assert not player.playing
    settle(qtbot, player)
    qtbot.wait(60)
    assert seen.last.update == 0
    np.testing.assert_array_equal(seen.last.layers[0].kernel, first.layers[0].kernel)


def test_the_frame_timer_rests_when_nothing_happens(player: Player, seen: Seen, qtbot: QtBot) -> None:
    settle(qtbot, player)
    player.step(Grain.BATCH)
    qtbot.waitUntil(lambda: seen.last.update == 1)
    settle(qtbot, player)


def test_steps_show_each_event_in_order(player: Player, seen: Seen, qtbot: QtBot) -> None:
    phases = []
    for done in range(1, 8):
        player.step(Grain.LAYER)
        qtbot.waitUntil(lambda done=done: seen.last.events_done == done)
        phases.append((seen.last.phase, seen.last.layer))
    forward, backward = Phase.FORWARD, Phase.BACKWARD
    assert phases[:5] == [(forward, 0), (forward, 1), (Phase.LOSS, 1), (backward, 1), (backward, 0)]
    assert seen.last.update == 1


def test_a_rate_is_kept(player: Player, seen: Seen, qtbot: QtBot) -> None:
    player.set_rate(20.0)
    start, before = time.monotonic(), seen.last.update
    player.play()
    qtbot.wait(1000)
    player.pause()
    settle(qtbot, player)
    expected = 20.0 * (time.monotonic() - start)
    assert 0.5 * expected <= seen.last.update - before <= expected + 2


def test_at_slow_rates_the_layers_are_shown_one_after_the_other(player: Player, seen: Seen, qtbot: QtBot) -> None:
    player.set_rate(4.0)
    player.play()
    qtbot.waitUntil(lambda: any(s.phase is Phase.BACKWARD for s in seen.snapshots))
    player.pause()


def test_an_edit_while_playing_goes_on_with_the_new_network(player: Player, seen: Seen, qtbot: QtBot) -> None:
    player.play()
    qtbot.waitUntil(lambda: seen.last.update > 10)
    spec = experiment().with_layer(0, units=6)
    player.edit(spec)
    qtbot.waitUntil(lambda: seen.last.spec == spec)
    then = seen.last.update
    qtbot.waitUntil(lambda: seen.last.update > then + 10)
    assert seen.last.layers[0].kernel.shape == (2, 6)
    assert player.playing


def test_many_edits_at_once_end_at_the_last(player: Player, seen: Seen, qtbot: QtBot) -> None:
    for units in range(2, 30):
        player.edit(experiment().with_layer(0, units=units))
    settle(qtbot, player)
    assert len(seen.last.layers[0].bias) == 29


def test_a_refused_edit_says_why_and_the_run_goes_on(player: Player, seen: Seen, qtbot: QtBot) -> None:
    player.play()
    player.edit(experiment().with_layer(0, units=0))
    qtbot.waitUntil(lambda: bool(seen.refused))
    assert "Layer 1: units is 0" in seen.refused[0]
    then = seen.last.update
    qtbot.waitUntil(lambda: seen.last.update > then)


def test_of_several_edits_that_wait_the_one_that_was_tried_is_refused(
    player: Player, seen: Seen, qtbot: QtBot
) -> None:
    opened = threading.Event()
    refused: list[ExperimentSpec] = []
    player.refused.connect(lambda _error, spec: refused.append(spec))
    player.command(lambda _session: opened.wait(10) and None, seen.failed.append)
    possible, impossible = experiment().with_layer(0, units=5), experiment().with_layer(0, units=0)
    player.edit(possible)
    player.edit(impossible)
    opened.set()
    qtbot.waitUntil(lambda: bool(refused))
    settle(qtbot, player)
    assert refused == [impossible]


def test_a_question_is_answered_while_it_plays(player: Player, seen: Seen, qtbot: QtBot) -> None:
    answers: list[float] = []

    def question(session: Session):  # type: ignore[no-untyped-def]
        yield
        return float(session.predict(np.zeros((1, 2)))[0, 0])

    player.play()
    player.ask(question, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert 0.0 < answers[0] < 1.0
    assert player.playing


def test_the_surface_asked_for_follows_the_weights(player: Player, seen: Seen, qtbot: QtBot) -> None:
    settle(qtbot, player)
    player.show_surface(SurfaceRequest(resolution=50, focus=(0, 2)))
    qtbot.waitUntil(lambda: seen.surfaces[-1].plot.shape == (1, 50, 50))  # type: ignore[attr-defined]
    player.step(Grain.EPOCH)
    qtbot.waitUntil(lambda: seen.last.epoch == 1 or seen.last.update == 5)
    settle(qtbot, player)
    assert seen.surfaces[-1].version == seen.last.version  # type: ignore[attr-defined]


def test_after_a_pause_the_surface_is_that_of_the_weights_at_rest(player: Player, seen: Seen, qtbot: QtBot) -> None:
    for _ in range(5):
        pictures = len(seen.surfaces)
        player.play()
        qtbot.waitUntil(lambda pictures=pictures: len(seen.surfaces) > pictures)
        player.pause()
        settle(qtbot, player)
        assert seen.surfaces[-1].version == seen.last.version  # type: ignore[attr-defined]


def test_a_step_whose_picture_takes_long_is_shown_all_the_same(
    player: Player, seen: Seen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(qtbot, player)
    quick = Session.snapshot

    def slow(*arguments: Any) -> Snapshot:
        time.sleep(0.2)
        return quick(*arguments)

    monkeypatch.setattr(Session, "snapshot", slow)
    player.step(Grain.LAYER)
    qtbot.waitUntil(lambda: seen.last.events_done == 1, timeout=2000)


def test_a_run_that_diverges_pauses_by_itself(player: Player, seen: Seen, qtbot: QtBot) -> None:
    spec = experiment(data="plane", loss="mean_squared_error").with_layer(1, activation="linear")
    player.edit(spec.with_layer(0, activation="linear").with_optimizer(learning_rate=1e4))
    player.play()
    qtbot.waitUntil(lambda: bool(seen.last.problem))
    qtbot.waitUntil(lambda: not player.playing)


def test_close_while_playing_is_quick(qtbot: QtBot) -> None:
    player = Player(lambda: Session(experiment()))
    player.start()
    player.play()
    qtbot.wait(50)
    assert player.close()


def test_a_session_that_cannot_be_made_is_reported(qtbot: QtBot) -> None:
    def impossible() -> Session:
        raise ValueError("no such file")

    player = Player(impossible)
    with qtbot.waitSignal(player.failed) as failed:
        player.start()
    assert str(failed.args[0]) == "no such file"
    assert player.close()


def test_no_quick_press_is_lost(player: Player, seen: Seen, qtbot: QtBot) -> None:
    for _ in range(20):
        player.step(Grain.BATCH)
    qtbot.waitUntil(lambda: seen.last.update == 20)
    for _ in range(7):
        player.back(Grain.BATCH)
    qtbot.waitUntil(lambda: seen.last.update == 13)
    for _ in range(5):
        player.step(Grain.BATCH)
    player.pause()  # ends what waits, too
    qtbot.waitUntil(lambda: player.idle)
    assert 13 <= seen.last.update <= 18
