"""The checks of the test set-up itself: each leak fails the test that made it, and a clean test passes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TESTS = '''
import gc, threading, time, warnings
import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Signal, qWarning
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

KEPT = []

def keep(thing):
    KEPT.append(thing)
    return thing

def sleeper(**options): return threading.Thread(target=time.sleep, args=(4,), **options)

def test_thread(): sleeper().start()
def test_engine_thread(): sleeper(name="chainrule-engine", daemon=True).start()
def test_foreign_daemon(): sleeper(daemon=True).start()
def test_timer(qapp): keep(QTimer()).start(50)
def test_stopped_timer(qapp):
    timer = keep(QTimer()); timer.start(50); timer.stop()
def test_widget(qapp): keep(QLabel("left")).show()
def test_closed_widget(qtbot):
    widget = QWidget(); qtbot.addWidget(widget)
    timer = QTimer(widget); timer.start(10); widget.show()
def test_doomed_widget(qapp): keep(QWidget()).deleteLater()
def test_slot(qtbot):
    class Source(QObject):
        happened = Signal()
    source = Source(); source.happened.connect(lambda: 1 / 0); source.happened.emit()
def test_qt_warning(qapp): qWarning("something is odd")
def test_warning(): warnings.warn("odd", RuntimeWarning)
def test_thread_exception():
    thread = threading.Thread(target=lambda: 1 / 0); thread.start(); thread.join()
def test_unraisable():
    class Bad:
        def __del__(self): raise ValueError("in del")
    Bad(); gc.collect()
def test_held_button(qtbot):
    widget = QWidget(); qtbot.addWidget(widget); QTest.mousePress(widget, Qt.MouseButton.LeftButton)
def test_clean(qapp): assert qapp.platformName() == "offscreen"
'''
PASSING = {
    "test_foreign_daemon",
    "test_stopped_timer",
    "test_closed_widget",
    "test_doomed_widget",
    "test_clean",
}
REASONS = {
    "test_thread": "thread Thread-",
    "test_engine_thread": "thread chainrule-engine",
    "test_timer": "timer of 50 ms",
    "test_widget": "widget QLabel",
    "test_held_button": "still down: LeftButton",
    "test_slot": "ZeroDivisionError",
    "test_qt_warning": "something is odd",
    "test_warning": "RuntimeWarning",
    "test_thread_exception": "PytestUnhandledThreadExceptionWarning",
    "test_unraisable": "PytestUnraisableExceptionWarning",
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Run the leaking tests under this project's settings and return pytest's short report."""
    folder = tmp_path_factory.mktemp("leaks")
    (folder / "tests").mkdir()
    shutil.copy(ROOT / "pyproject.toml", folder)
    for name in ("conftest.py", "idx_files.py"):
        shutil.copy(ROOT / "tests" / name, folder / "tests")
    (folder / "tests" / "test_leaks.py").write_text(TESTS)
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", "-rA", "-vv"]
    where = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=folder, env=where, capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize("name", sorted(PASSING))
def test_what_is_cleaned_up_passes(report: str, name: str) -> None:
    assert re.search(rf"^PASSED \S+::{name}$", report, re.MULTILINE), report
    assert not re.search(rf"^(FAILED|ERROR) \S+::{name}\b", report, re.MULTILINE), report


@pytest.mark.parametrize("name", sorted(REASONS))
def test_what_is_left_behind_fails(report: str, name: str) -> None:
    lines = re.findall(rf"^(?:FAILED|ERROR) \S+::{name}\b.*$", report, re.MULTILINE)
    assert lines, report
    assert REASONS[name] in report


def test_every_planted_test_is_judged() -> None:
    assert set(re.findall(r"def (test_\w+)", TESTS)) == PASSING | set(REASONS)
