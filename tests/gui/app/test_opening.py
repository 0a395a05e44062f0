"""What takes a while to open says so, stops nothing, and can be given up; large files are read beside the run."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from engine.run import opening as engine_opening
from engine.session import Session
from gui.app.files import FileActions
from gui.app.workbench import Workbench
from tests.engine.experiments import experiment

OTHER = experiment().with_layer(0, units=7)
SAID = "Opening slow.chainrule: reading the run …"


class Slow:
    """A file that is opened when somebody says so."""

    def __init__(self) -> None:
        self.ready = threading.Event()
        self.closed = False

    def opening(self, _path: Path) -> Generator[str, None, Session]:
        try:
            while not self.ready.wait(0.002):
                yield "reading the run"
            return Session(OTHER)
        finally:
            self.closed = True


@pytest.fixture(name="slow")
def _slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    made = Slow()
    monkeypatch.setattr(Session, "opening", made.opening)
    yield made
    made.ready.set()


@pytest.fixture(name="files")
def _files(bench: Workbench, slow: Slow, qtbot: QtBot) -> FileActions:
    found = bench.findChild(FileActions)
    found.open_path(Path("slow.chainrule"))
    qtbot.waitUntil(lambda: bench.window.toast.message() == SAID)
    return found


def test_the_run_goes_on_and_edits_are_taken_until_it_is_there(
    files: FileActions, slow: Slow, bench: Workbench, qtbot: QtBot
) -> None:
    bench.player.play()
    qtbot.waitUntil(lambda: bench.last_snapshot.update > 10)
    bench.document.edit("Rate", experiment().with_optimizer(learning_rate=0.5))
    qtbot.waitUntil(lambda: bench.last_snapshot.spec == bench.document.spec)
    bench.undo_stack.undo()
    bench.player.pause()
    bench.document.note_saved(Path("x.chainrule"), 10**9, bench.document.revision)
    slow.ready.set()
    qtbot.waitUntil(lambda: bench.window.toast.message() == "Opened slow.chainrule.")
    assert bench.document.spec == OTHER
    assert not files.opening.under_way


@pytest.mark.parametrize("way", ["button", "escape"])
def test_it_is_given_up_by_its_button_and_by_escape(
    way: str, files: FileActions, slow: Slow, bench: Workbench, qtbot: QtBot
) -> None:
    if way == "button":
        next(b for b in bench.window.toast.findChildren(QPushButton) if b.text() == "Cancel").click()
    else:
        qtbot.keyClick(bench.window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not files.opening.under_way and slow.closed)
    slow.ready.set()
    qtbot.waitUntil(lambda: bench.player.idle)
    assert bench.document.spec == experiment()
    assert bench.window.toast.message() == ""


def test_another_one_takes_its_place(files: FileActions, slow: Slow, bench: Workbench, qtbot: QtBot) -> None:
    files.open_preset("iris")
    qtbot.waitUntil(lambda: bench.document.spec.data.name == "iris_petals")
    assert slow.closed
    slow.ready.set()
    qtbot.waitUntil(lambda: bench.player.idle)
    assert bench.document.spec.data.name == "iris_petals"


def test_a_large_file_is_read_on_a_thread_of_its_own_and_goes_on_to_the_bit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, session = tmp_path / "run.chainrule", Session(experiment())
    session.train(updates=7)
    session.save(path)
    monkeypatch.setattr(engine_opening, "QUICKLY_READ", 100)
    names: list[str] = []
    read = engine_opening.read_experiment

    def noted(place: Path) -> object:
        names.append(threading.current_thread().name)
        return read(place)

    monkeypatch.setattr(engine_opening, "read_experiment", noted)
    words = []
    work = Session.opening(path)
    while True:
        try:
            words.append(next(work))
        except StopIteration as end:
            opened = end.value
            break
    assert names == ["chainrule-opening"]
    assert words[-1] == "setting up the network"
    assert set(words) <= {"reading the run", words[-1]}  # a fast thread has read it before anybody asks
    session.train(updates=5)
    opened.train(updates=5)
    assert all(map(np.array_equal, session.get_weights(), opened.get_weights()))
