"""Work beside the run, on a thread that must not outlive the process: TensorFlow aborts it if one does."""

from __future__ import annotations

import atexit
import ctypes
import threading
from collections.abc import Callable

LONGEST_SECONDS = 10.0


def start_beside(work: Callable[[], None], name: str) -> threading.Thread:
    """A thread that does this work; when the process ends it is told to stop, and waited for as long as is polite."""
    thread = threading.Thread(target=work, name=name, daemon=True)
    thread.start()
    atexit.register(_end, thread)
    return thread


def _end(thread: threading.Thread) -> None:
    if thread.is_alive() and thread.ident is not None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(SystemExit))
        thread.join(LONGEST_SECONDS)
