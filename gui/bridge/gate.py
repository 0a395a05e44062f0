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
    """Shut by the UI thread while it draws; passed by the engine between pieces of work."""

    def __init__(self) -> None:
        self.is_shut = False
        self._opened = threading.Event()

    @contextmanager
    def drawing(self) -> Iterator[None]:
        """Keep the engine waiting inside the block, from its next piece on."""
        self._opened.clear()
        self.is_shut = True
        try:
            yield
        finally:
            self.is_shut = False
            self._opened.set()

    def pass_through(self) -> None:
        """Called by the engine between pieces when the gate is shut: wait for the frame, at most 0.1 s."""
        self._opened.wait(LONGEST_WAIT_SECONDS)
