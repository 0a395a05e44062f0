"""The real program in a process of its own on an X screen, and a person's hands on it."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 40.0
_HEAVY = ("places", "neurons", "kernels", "biases", "texts")

State = dict[str, Any]


class Program:
    """Presses keys and clicks as a person does, and waits for what the program then shows."""

    def __init__(self, display: str, folder: Path) -> None:
        if shutil.which("xdotool") is None:
            pytest.fail("xdotool is not installed: `make test` does it, or apt-get install xvfb xdotool")
        self._environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        self._folder = folder
        with (folder / "stderr.txt").open("w") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "tests/gui/driver.py"],
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
            )

    # Hands

    def press(self, *keys: str, times: int = 1) -> None:
        """Press keys by X's names, such as space, Right or ctrl+z."""
        self._hand("key", "--delay", "4", *[key for key in keys for _ in range(times)])

    def type(self, text: str) -> None:
        self._hand("type", "--delay", "4", "--", text)

    def click(self, name: str) -> None:
        """Click the middle of the control with that accessible name."""
        x, y = self.wait(lambda state: name in state["places"], f"there is {name}")["places"][name]
        self._hand("mousemove", str(x), str(y), "click", "1")

    def point_at(self, layer: int, neuron: int) -> None:
        """Move the mouse onto a neuron."""
        x, y = self.state()["neurons"][f"{layer} {neuron}"]
        self._hand("mousemove", str(x - 2), str(y), "mousemove", str(x), str(y))

    def click_at(self, question: str) -> None:
        """Click where the program says that something lies."""
        x, y = self.state(question)["place"]
        self._hand("mousemove", str(x), str(y), "click", "1")

    def drag(self, *way: tuple[int, int], let_go: bool = True) -> None:
        """Press at the first place of the screen and go on to the others, with the button down."""
        (x, y), *others = way
        moves = [word for px, py in others for word in ("mousemove", str(px), str(py), "sleep", "0.02")]
        release = ["mouseup", "1"] if let_go else []
        self._hand("mousemove", str(x), str(y), "mousedown", "1", "sleep", "0.02", *moves, *release)

    def let_go(self) -> None:
        self._hand("mouseup", "1")

    def turn_to(self, title: str) -> None:
        """Give a window the keyboard, as a window manager would; there is none on this screen."""
        state = self.wait(lambda state: any(name.startswith(title) for name in state["windows"]), f"{title} is open")
        number = next(number for name, number in state["windows"].items() if name.startswith(title))
        self._hand("windowfocus", "--sync", str(number))
        self.wait(lambda state: (state["active"] or "").startswith(title), f"{title} is active")

    def _hand(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self._environment, check=True, timeout=PATIENCE_SECONDS)

    # Eyes

    def state(self, question: str = "state") -> State:
        """What the program shows now; fails the test if it gives no answer."""
        asking, answers = self._process.stdin, self._process.stdout
        assert asking is not None
        assert answers is not None
        try:
            asking.write(f"{question}\n".encode())
            asking.flush()
        except BrokenPipeError:
            pytest.fail(f"the program has ended: {self.errors()}")
        state: State = json.loads(self._line(answers))
        return state

    def _line(self, answers: IO[bytes]) -> bytes:
        ready, _, _ = select.select([answers], [], [], PATIENCE_SECONDS)
        line = answers.readline() if ready else b""
        if not line:
            pytest.fail(f"the program does not answer: {self.errors()}")
        return line

    def wait(self, true: Callable[[State], bool], what: str) -> State:
        """Look again and again until something is true; fails the test with a picture if it stays untrue."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            state = self.state()
            if true(state):
                return state
            if time.monotonic() > deadline:
                picture = self._folder / "screen.png"
                self.state(f"picture {picture}")
                light = {name: value for name, value in state.items() if name not in _HEAVY}
                pytest.fail(f"never: {what}; the screen is {picture}, the state {light}, {self.errors()}")
            time.sleep(0.01)

    def errors(self) -> str:
        """What it wrote to stderr."""
        return (self._folder / "stderr.txt").read_text(encoding="utf-8")

    def exit_code(self) -> int:
        return self._process.wait(PATIENCE_SECONDS)

    def end(self) -> None:
        """Make sure that it is gone."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            pipe.close()
