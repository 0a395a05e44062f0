"""What computes is shown in the transport bar and chosen there; news of TensorFlow are told, and taken back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from types import ModuleType

import pytest
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
