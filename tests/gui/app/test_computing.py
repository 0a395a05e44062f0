"""What computes is shown in the transport bar and chosen there; news of TensorFlow are told, and taken back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from types import ModuleType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from engine.backends import tensorflow_loading
from engine.backends.tensorflow_loading import Loading
from gui.app.workbench import Workbench


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """TensorFlow's import hangs until this is set, and then fails."""
    event = threading.Event()

    def importing() -> ModuleType:
        event.wait(30)
        raise ImportError("no such library")

    monkeypatch.setattr(tensorflow_loading, "loading", Loading(importing))
    yield event
    event.set()


def test_it_says_what_computes_and_lets_it_be_chosen(bench: Workbench, qtbot: QtBot) -> None:
    shown = bench.computing.button
    assert (shown.button.text(), shown.popover.status.text()) == (
        "NumPy", "NumPy, double precision: this network is small enough for it."
    )  # fmt: skip
    shown.button.click()
    choice = shown.popover.form.field("backend")
    choice.edited.emit("numpy")
    assert bench.document.spec.training.backend == "numpy"
    assert bench.undo_stack.undoText() == "Computed by: NumPy"
    qtbot.waitUntil(lambda: shown.popover.status.text() == "NumPy, double precision, as chosen.")
    bench.undo_stack.undo()
    assert bench.document.spec.training.backend == "auto"
    assert choice.key() == "auto"
    qtbot.waitUntil(lambda: bench.player.idle)
    shown.popover.hide()


def test_while_tensorflow_loads_numpy_goes_on_and_why_it_stays_is_told(
    bench: Workbench, qtbot: QtBot, held: threading.Event
) -> None:
    bench.document.edit("", bench.document.spec.with_training(backend="tensorflow"))
    bench.player.play()
    toast = bench.window.toast
    qtbot.waitUntil(lambda: toast.message() == "TensorFlow is loading. NumPy goes on meanwhile.")
    before = bench.last_snapshot.update
    qtbot.waitUntil(lambda: bench.last_snapshot.update > before + 5)
    bench.player.pause()
    qtbot.waitUntil(lambda: bench.player.idle)
    held.set()  # at rest the run tells nothing by itself
    sentence = "TensorFlow cannot be imported here (no such library)."
    qtbot.waitUntil(lambda: toast.message() == f"{sentence} NumPy computes.")
    assert bench.computing.button.popover.status.text() == f"NumPy, double precision. {sentence}"
    bench.undo_stack.undo()
    qtbot.waitUntil(lambda: toast.message() == "")


def stay_button(bench: Workbench) -> QPushButton:
    found = [button for button in bench.window.toast.findChildren(QPushButton) if button.isVisible()]
    assert [button.text() for button in found] == ["Stay with NumPy"]
    return found[0]


def test_waiting_is_ended_by_hand(bench: Workbench, qtbot: QtBot, held: threading.Event) -> None:
    bench.document.edit("", bench.document.spec.with_training(backend="tensorflow"))
    bench.player.play()
    toast = bench.window.toast
    qtbot.waitUntil(lambda: toast.message() == "TensorFlow is loading. NumPy goes on meanwhile.")
    qtbot.mouseClick(stay_button(bench), Qt.MouseButton.LeftButton)
    assert bench.document.spec.training.backend == "numpy"
    assert bench.undo_stack.undoText() == "Computed by: NumPy"
    status = bench.computing.button.popover.status
    qtbot.waitUntil(lambda: status.text() == "NumPy, double precision, as chosen.")
    before = bench.last_snapshot.update
    qtbot.waitUntil(lambda: bench.last_snapshot.update > before + 5)
    assert bench.player.playing, "the run was not stopped by it"
    held.set()
    qtbot.wait(700)
    assert toast.message() == "", "what comes of the import is nobody's concern any more"
    bench.player.pause()
    qtbot.waitUntil(lambda: bench.player.idle)


def test_an_import_that_hangs_is_told_and_numpy_goes_on(
    bench: Workbench, qtbot: QtBot, held: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tensorflow_loading, "loading", Loading(lambda: held.wait(30) and ModuleType("late"), 0.0))
    bench.document.edit("", bench.document.spec.with_training(backend="tensorflow"))
    bench.player.play()
    toast = bench.window.toast
    sentence = "TensorFlow has not finished loading in 0 seconds. NumPy computes."
    qtbot.waitUntil(lambda: toast.message() == sentence)
    before = bench.last_snapshot.update
    qtbot.waitUntil(lambda: bench.last_snapshot.update > before + 5)
    qtbot.mouseClick(stay_button(bench), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bench.computing.button.popover.status.text() == "NumPy, double precision, as chosen.")
    assert toast.message() == ""
    bench.player.pause()
    qtbot.waitUntil(lambda: bench.player.idle)


def test_who_chooses_tensorflow_where_there_is_none_is_told_at_once(
    bench: Workbench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tensorflow_loading, "loading", Loading())
    monkeypatch.setattr(tensorflow_loading, "is_installed", lambda: False)
    bench.computing.button.popover.form.field("backend").edited.emit("tensorflow")
    toast = bench.window.toast
    qtbot.waitUntil(lambda: toast.message().startswith("TensorFlow is not installed (make run installs it"))
    assert toast.message().endswith("NumPy computes.")
    qtbot.waitUntil(lambda: "is not installed" in bench.computing.button.popover.status.text())
    assert bench.last_snapshot.update == 0, "nothing was played for it"
    qtbot.mouseClick(stay_button(bench), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bench.computing.button.popover.status.text() == "NumPy, double precision, as chosen.")
    bench.computing.button.popover.hide()
