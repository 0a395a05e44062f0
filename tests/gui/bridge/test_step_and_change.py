"""What is asked for in one breath comes one after the other: a step, and then what changes the run it leads to."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.session import Session
from engine.trace import Grain, Snapshot
from gui.bridge import Player, engine_thread
from tests.engine.experiments import experiment

Seen = list[Snapshot]
ANOTHER_SEED = replace(experiment(), seed=4)


@pytest.fixture
def seen(player: Player, qtbot: QtBot) -> Seen:
    snapshots: Seen = []
    player.snapshot_ready.connect(snapshots.append)
    player.start()
    qtbot.waitUntil(lambda: player.idle)
    return snapshots


def in_one_breath(player: Player, qtbot: QtBot, *requests: Callable[[], object]) -> None:
    """All of them stand in the inbox before the first of them is read."""
    opened = threading.Event()
    player.command(lambda _session: opened.wait(10) and None, lambda _error: None)
    for request in requests:
        request()
    opened.set()
    qtbot.waitUntil(lambda: player.idle)


def test_a_step_and_another_example_to_look_at(player: Player, seen: Seen, qtbot: QtBot) -> None:
    in_one_breath(player, qtbot, lambda: player.step(Grain.BATCH), lambda: player.show_focus(3, None))
    assert seen[-1].update == 1


def test_to_look_elsewhere_leaves_a_long_step_alone(player: Player, seen: Seen, qtbot: QtBot) -> None:
    steps = [lambda: player.step(Grain.EPOCH)] * 3
    in_one_breath(player, qtbot, *steps, lambda: player.show_focus(3, (0, 1)))
    assert (seen[-1].epoch, seen[-1].update) == (2, 3 * seen[-1].batches)
    assert seen[-1].example is not None


def test_a_step_an_edit_and_undo_lead_to_what_the_step_led_to(player: Player, seen: Seen, qtbot: QtBot) -> None:
    steps = [lambda: player.step(Grain.BATCH)] * 2
    edits = (lambda: player.edit(ANOTHER_SEED), lambda: player.step(Grain.BATCH))
    in_one_breath(player, qtbot, *steps, *edits, lambda: player.edit(experiment(), again=True))
    alone = Session(experiment())
    alone.train(updates=2)
    assert (seen[-1].spec, seen[-1].update) == (experiment(), 2)
    np.testing.assert_array_equal(seen[-1].layers[0].kernel, alone.snapshot().layers[0].kernel)


def test_undo_of_two_edits_after_a_step_finds_the_learned_run(player: Player, seen: Seen, qtbot: QtBot) -> None:
    edited = experiment().with_optimizer(learning_rate=0.4)
    player.step(Grain.BATCH)
    player.edit(edited)
    player.step(Grain.BATCH)
    qtbot.waitUntil(lambda: player.idle)
    assert (seen[-1].spec, seen[-1].update) == (edited, 2)
    elsewhere = (lambda: player.edit(replace(edited, seed=4)), lambda: player.step(Grain.BATCH))
    back = (lambda: player.edit(edited, again=True), lambda: player.edit(experiment(), again=True))
    in_one_breath(player, qtbot, *elsewhere, *back)
    assert (seen[-1].spec, seen[-1].update) == (experiment(), 2)


def test_a_step_back_and_an_edit(player: Player, seen: Seen, qtbot: QtBot) -> None:
    edited = experiment().with_optimizer(learning_rate=0.4)
    for _ in range(3):
        player.step(Grain.BATCH)
    qtbot.waitUntil(lambda: seen[-1].update == 3)
    in_one_breath(player, qtbot, lambda: player.back(Grain.BATCH), lambda: player.edit(edited))
    assert (seen[-1].spec, seen[-1].update) == (edited, 2)


def test_a_step_and_reset(player: Player, seen: Seen, qtbot: QtBot) -> None:
    in_one_breath(player, qtbot, lambda: player.step(Grain.BATCH), player.reset)
    assert seen[-1].update == 0
    assert [branch.tip for branch in seen[-1].timeline.branches] == [1]


def test_a_step_and_another_branch(player: Player, seen: Seen, qtbot: QtBot) -> None:
    in_one_breath(player, qtbot, lambda: player.step(Grain.BATCH), player.reset)
    (branch,) = seen[-1].timeline.branches
    steps = [lambda: player.step(Grain.BATCH)] * 2
    in_one_breath(player, qtbot, *steps, lambda: player.switch(branch.id))
    assert seen[-1].update == 1
    assert [left.tip for left in seen[-1].timeline.branches] == [2]


def test_play_and_reset_rest_at_the_first_weights(player: Player, seen: Seen, qtbot: QtBot) -> None:
    in_one_breath(player, qtbot, player.play, player.reset)
    assert (seen[-1].update, player.playing) == (0, False)


def test_a_step_and_a_save(player: Player, seen: Seen, qtbot: QtBot, tmp_path: Path) -> None:
    def save(session: Session) -> None:
        session.save(tmp_path / "run.chainrule")

    refused: list[Exception] = []
    in_one_breath(player, qtbot, lambda: player.step(Grain.BATCH), lambda: player.command(save, refused.append))
    assert (Session.open(tmp_path / "run.chainrule").updates, refused) == (1, [])


def test_a_step_that_takes_long_is_left_for_an_edit(
    player: Player, seen: Seen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    pieces: list[int] = []

    def endless(session: Session, grain: Grain) -> Iterator[None]:
        while True:
            pieces.append(session.updates)
            yield

    monkeypatch.setattr(Session, "step", endless)
    in_one_breath(player, qtbot, lambda: player.step(Grain.BATCH), lambda: player.edit(ANOTHER_SEED))
    assert (seen[-1].spec, len(pieces)) == (ANOTHER_SEED, engine_thread.STEP_PIECES)


def test_a_step_that_fails_is_told_and_the_edit_is_made(
    player: Player, seen: Seen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(session: Session, grain: Grain) -> Iterator[None]:
        yield
        raise RuntimeError("no such step")

    monkeypatch.setattr(Session, "step", failing)
    failed: list[str] = []
    player.failed.connect(lambda error: failed.append(str(error)))
    in_one_breath(player, qtbot, lambda: player.step(Grain.BATCH), lambda: player.edit(ANOTHER_SEED))
    assert (seen[-1].spec, failed) == (ANOTHER_SEED, ["no such step"])


def test_a_change_is_told_when_it_can_be_seen(player: Player, seen: Seen, qtbot: QtBot) -> None:
    other = Session(ANOTHER_SEED)
    whole, engine, told, before = other.snapshot, player._engine, [], []

    def snapshot(example: int = 0, selected: tuple[int, int] | None = None) -> Snapshot:
        before.append(engine.answers.empty())
        return whole(example, selected)

    other.snapshot = snapshot  # type: ignore[method-assign]
    player.command(lambda _session: other, lambda _error: None, lambda: told.append("opened"))
    qtbot.waitUntil(lambda: player.idle and told == ["opened"])
    assert before[0], "who is told so soon would see a moment of the last session"
