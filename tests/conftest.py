"""Fails tests that leave threads, timers or windows behind, guards the user's settings, lists what was tried."""

from __future__ import annotations

import gc
import os
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import settings

from tests.idx_files import some_clothes, write_idx

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

GRACE_SECONDS = 2.0

settings.register_profile("untimed", deadline=None)  # a busy machine is no failure
settings.load_profile("untimed")


@pytest.fixture(scope="session", autouse=True)
def _own_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Point the folders for settings and data to a temporary place for the whole run."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            patch.setenv(name, str(tmp_path_factory.mktemp(name.lower())))
        yield


@pytest.fixture(scope="session", autouse=True)
def _own_pictures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A few pictures in the place of Fashion-MNIST, and an empty cache of Keras's, whatever is here."""
    with pytest.MonkeyPatch.context() as patch:
        folder = write_idx(tmp_path_factory.mktemp("clothes"), some_clothes())
        patch.setenv("CHAINRULE_FASHION_MNIST", str(folder))
        patch.setenv("KERAS_HOME", str(tmp_path_factory.mktemp("keras")))
        yield


@pytest.fixture(scope="session", autouse=True)
def _numpy_by_itself() -> Iterator[None]:
    """No size makes a run take TensorFlow by itself, which takes seconds to load; tests of it say so."""
    from engine.backends import choosing

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(choosing, "AUTO_WORK", float("inf"))
        yield


@pytest.fixture(autouse=True)
def _nothing_left_behind(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Compare threads, active timers and top-level widgets after each test with those before it."""
    threads = set(threading.enumerate())
    widgets = set(map(address, top_level_widgets()))
    timers = watch_timers(monkeypatch)
    yield
    left = leaked_threads(threads)
    if "PySide6.QtWidgets" in sys.modules:
        left += leaked_timers(timers) + leaked_widgets(widgets) + held_buttons()
    if left:
        pytest.fail("left behind by this test: " + "; ".join(left), pytrace=False)


@pytest.fixture
def tried(record_property: Callable[[str, Any], None]) -> Callable[[str], None]:
    """Say how much a test tried: a line at the end of the run, whichever process ran the test."""
    return lambda text: record_property("tried", text)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List what the tests that passed have tried."""
    passed = terminalreporter.stats.get("passed", [])
    lines = {text for report in passed for name, text in report.user_properties if name == "tried"}
    if lines:
        terminalreporter.section("tried")
    for text in sorted(lines):
        terminalreporter.line(text)


def leaked_threads(before: set[threading.Thread]) -> list[str]:
    """Return the threads that still run: the engine's own, and all that would keep the process alive."""
    left = []
    for thread in set(threading.enumerate()) - before:
        if not thread.daemon or thread.name.startswith("chainrule-"):
            thread.join(GRACE_SECONDS)
            if thread.is_alive():
                left.append(f"thread {thread.name}")
    return left


def watch_timers(monkeypatch: pytest.MonkeyPatch) -> list[weakref.ref[Any]]:
    """Record every QTimer that Python starts from now on; nothing when Qt is not loaded."""
    started: list[weakref.ref[Any]] = []
    if "PySide6.QtCore" not in sys.modules:
        return started
    from PySide6.QtCore import QTimer

    start: Callable[..., None] = QTimer.start

    def recording_start(timer: Any, *arguments: Any) -> None:
        started.append(weakref.ref(timer))
        start(timer, *arguments)

    monkeypatch.setattr(QTimer, "start", recording_start)
    return started


def leaked_timers(started: list[weakref.ref[Any]]) -> list[str]:
    """Return the timers that are still active."""
    import shiboken6

    delete_what_is_doomed()
    alive = {id(timer): timer for ref in started if (timer := ref()) is not None}.values()
    active = [timer for timer in alive if shiboken6.isValid(timer) and timer.isActive()]
    names = [f"timer of {timer.interval()} ms {timer.objectName()}".rstrip() for timer in active]
    for timer in active:
        timer.stop()
    return names


def held_buttons() -> list[str]:
    """Return the mouse buttons that were pressed and never released: the next test would drag."""
    from PySide6.QtGui import QGuiApplication

    held = QGuiApplication.mouseButtons()
    if not held:
        return []
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QWidget

    other = QWidget()
    QTest.mouseClick(other, held)  # whoever comes next finds it up
    other.deleteLater()
    delete_what_is_doomed()
    return [f"a mouse button that is still down: {held.name}"]


def leaked_widgets(before: set[int]) -> list[str]:
    """Return the top-level widgets that are new and survive a collection."""
    if all(address(widget) in before for widget in top_level_widgets()):
        return []
    gc.collect()
    delete_what_is_doomed()
    left = [widget for widget in top_level_widgets() if address(widget) not in before]
    names = [f"widget {type(widget).__name__} {widget.objectName()}".rstrip() for widget in left]
    for widget in left:
        widget.close()
        widget.deleteLater()
    delete_what_is_doomed()
    return names


def top_level_widgets() -> list[Any]:
    """Return the application's top-level widgets; none when Qt's widgets are not loaded or not in use."""
    if "PySide6.QtWidgets" not in sys.modules:
        return []
    from PySide6.QtWidgets import QApplication

    return QApplication.topLevelWidgets() if QApplication.instance() else []


def delete_what_is_doomed() -> None:
    """Carry out every deleteLater; a test has no running event loop that would do it."""
    from PySide6.QtCore import QCoreApplication, QEvent

    if QCoreApplication.instance():
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def address(widget: Any) -> int:
    """Return the C++ address of a Qt object, which outlives its Python wrapper."""
    import shiboken6

    return int(shiboken6.getCppPointer(widget)[0])
