"""Who may hold the interpreter: while the window draws a frame, an engine of many short pieces waits.

Two threads that both run Python hand the interpreter lock to and fro at every Qt call that lets go of it: measured
here, a frame of 6 ms took 50 ms while the engine trained. Waiting at the gate for the frame costs the engine no more
than the frame's own 6 ms.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST_WAIT_SECONDS = 0.1


class Gate:
    """Closed by the UI thread while it draws; passed by the engine thread between pieces of work."""

    def __init__(self) -> None:
        self.closed = False
        self._opened = threading.Event()

    @contextmanager
    def drawing(self) -> Iterator[None]:
        """Keep the engine waiting inside the block."""
        outer = self.closed
        self._opened.clear()
        self.closed = True
        try:
            yield
        finally:
            if not outer:
                self.closed = False
                self._opened.set()

    def pass_through(self) -> None:
        """Called by the engine between pieces when the gate is closed: wait for the frame."""
        self._opened.wait(LONGEST_WAIT_SECONDS)
