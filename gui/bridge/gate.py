"""Who may hold the interpreter: when a frame is due and while it is drawn, an engine of many short pieces waits.

Two threads that both run Python hand the interpreter lock to and fro at every Qt call that lets go of it: measured
here, a frame of 6 ms took 50 ms while the engine trained. And a thread that waits for the lock is woken each time
NumPy lets go of it for a moment, and comes too late each time: measured, frames began up to 50 ms after their time.
Waiting at the gate costs the engine no more than the frame's own few milliseconds.
"""

import math
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST_FRAME_SECONDS = 0.1
LONGEST_WAIT_SECONDS = 0.005  # for a frame to begin: the window may have something else to do


class Gate:
    """Shut by the UI thread while it draws, by the clock when it is to draw; the engine passes between pieces."""

    def __init__(self) -> None:
        self.is_shut = False
        self._due = math.inf
        self._opened = threading.Event()

    @contextmanager
    def drawing(self) -> Iterator[None]:
        """Keep the engine waiting inside the block, from its next piece on."""
        self.is_shut = True
        try:
            yield
        finally:
            self._due = math.inf
            self.is_shut = False
            self._opened.set()

    def expect_frame(self, seconds: float) -> None:
        """The next frame is due so soon: whoever passes later waits for it."""
        self._due = time.monotonic() + seconds

    @property
    def holds(self) -> bool:
        """Whether a frame is drawn now, or due."""
        return self.is_shut or time.monotonic() >= self._due

    def pass_through(self) -> None:
        """Called by the engine between pieces: wait for the frame that is drawn or due, at most so long."""
        if not self.holds:
            return
        self._opened.clear()
        if not self.holds or self._opened.wait(LONGEST_WAIT_SECONDS):  # it may have been opened meanwhile
            return
        if self.is_shut:
            self._opened.wait(LONGEST_FRAME_SECONDS)
        else:
            self._due = math.inf
