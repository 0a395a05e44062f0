"""An edit made in the very moment in which another moment of the run arrives, or a file is written."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engine.session import Session
from engine.trace import Grain
from gui.app.files import FileActions
from gui.app.workbench import Workbench
from tests.engine.experiments import experiment


@contextmanager
def engine_held(bench: Workbench) -> Iterator[None]:
    """Inside the block the engine takes no request; those that are made wait in its inbox."""
    opened = threading.Event()
    bench.player.command(lambda _session: opened.wait(10) and None, lambda _error: None)
    yield
    opened.set()


def arrive(bench: Workbench) -> None:
    """Wait until what was asked for can be seen, without looking."""
    engine = bench.player._engine
    while engine._motion is not None or not engine.has_taken_all:
        time.sleep(0.001)


def test_an_edit_is_shown_though_a_moment_of_another_experiment_arrives_first(bench: Workbench, qtbot: QtBot) -> None:
    bench.player.step(Grain.BATCH)
    bench.document.edit("Rate", experiment().with_optimizer(learning_rate=0.4))
    bench.player.step(Grain.BATCH)
    qtbot.waitUntil(lambda: bench.player.idle)
    edited = bench.document.spec.with_layer(0, units=5)
    bench.player.seek(0)
    arrive(bench)
    with engine_held(bench):
        bench.document.edit("5 units", edited)
        qtbot.waitUntil(lambda: bench.player._engine.mailbox.is_empty)
    qtbot.waitUntil(lambda: bench.player.idle)
    assert (bench.document.spec, bench.last_snapshot.spec, bench.last_snapshot.update) == (edited, edited, 0)
    bench.player.step(Grain.BATCH)
    qtbot.waitUntil(lambda: bench.last_snapshot.update == 1)


def test_a_journey_after_an_edit_is_shown_though_the_edit_never_was(bench: Workbench, qtbot: QtBot) -> None:
    first = bench.document.spec
    bench.player.step(Grain.BATCH)
    qtbot.waitUntil(lambda: bench.player.idle)
    with engine_held(bench):
        bench.document.edit("5 units", first.with_layer(0, units=5))
        bench.player.seek(0)
    arrive(bench)
    qtbot.waitUntil(lambda: bench.player.idle)
    assert (bench.document.spec, bench.last_snapshot.spec, bench.last_snapshot.update) == (first, first, 0)


@pytest.mark.parametrize("key", [-1, 7], ids=["a step of its own", "the same gesture"])
def test_an_edit_made_while_the_file_is_written_is_not_in_it_and_not_taken_for_saved(
    key: int, bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    path, first = tmp_path / "mine.chainrule", experiment().with_optimizer(learning_rate=0.4)
    bench.document.edit("Rate", first, key)
    with engine_held(bench):
        bench.findChild(FileActions).save_path(path)
        bench.document.edit("Rate", first.with_optimizer(learning_rate=0.5), key)
    qtbot.waitUntil(lambda: bench.window.toast.message() == "Saved mine.chainrule.")
    assert Session.open(path).spec == first
    assert bench.document.edited
    assert bench.window.windowTitle() == "mine •"


def undone(bench: Workbench) -> None:
    bench.undo_stack.undo()


def undone_and_made_again(bench: Workbench) -> None:
    bench.undo_stack.undo()
    bench.document.edit("Rate", experiment().with_optimizer(learning_rate=0.5))


@pytest.mark.parametrize("change", [undone, undone_and_made_again])
def test_an_edit_taken_back_while_the_file_is_written_is_a_change_to_it(
    change: Callable[[Workbench], None], bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    bench.document.edit("Rate", experiment().with_optimizer(learning_rate=0.4))
    with engine_held(bench):
        bench.findChild(FileActions).save_path(tmp_path / "mine.chainrule")
        change(bench)
    qtbot.waitUntil(lambda: bench.window.toast.message() == "Saved mine.chainrule.")
    assert bench.document.edited
