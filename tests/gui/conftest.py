"""What all tests of the window use: a theme switch, and a virtual X screen for real keys and clicks."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from gui.theme.current import ThemeSwitch

SCREEN = "1440x900x24"
START_SECONDS = 20


@pytest.fixture
def themes(qapp: QApplication) -> Iterator[ThemeSwitch]:
    """A theme switch that leaves the application as it found it."""
    switch = ThemeSwitch(qapp)
    switch.show_name("light")
    yield switch
    switch.follow_system = True
    switch.deleteLater()


@pytest.fixture(scope="session")
def x_display() -> Iterator[str]:
    """Start Xvfb on a free display and yield its name, ":7"; a program gets it as DISPLAY.

    The program under test runs in a process of its own with QT_QPA_PLATFORM=xcb.
    """
    if sys.platform != "linux":
        pytest.skip("a virtual X screen exists on Linux only")
    program = shutil.which("Xvfb")
    if program is None:
        pytest.fail("Xvfb is not installed: `make test` does it, or apt-get install xvfb xdotool")
    reader, writer = os.pipe()
    command = [program, "-displayfd", str(writer), "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset"]
    log = subprocess.DEVNULL
    process = subprocess.Popen(command, pass_fds=[writer], stdout=log, stderr=log)
    os.close(writer)
    try:
        yield f":{read_number(reader)}"
    finally:
        os.close(reader)
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def read_number(reader: int) -> int:
    """Return the display number that Xvfb writes once it answers; fails the test after 20 seconds."""
    text = b""
    while not text.endswith(b"\n"):
        ready, _, _ = select.select([reader], [], [], START_SECONDS)
        piece = os.read(reader, 16) if ready else b""
        if not piece:
            pytest.fail(f"Xvfb did not start within {START_SECONDS} s")
        text += piece
    return int(text)
