"""Work beside the run, on a thread that must not outlive the process: TensorFlow aborts it if one does."""

from __future__ import annotations

import atexit
import ctypes
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress

LONGEST_SECONDS = 10.0
NICE = 10


def start_beside(work: Callable[[], None], name: str) -> threading.Thread:
    """A thread that does this work; when the process ends it is told to stop, and waited for as long as is polite."""

    def run() -> None:
        _give_way()
        work()

    thread = threading.Thread(target=run, name=name, daemon=True)
    thread.start()
    atexit.register(_end, thread)
    return thread


def _give_way() -> None:
    """This thread and those that it starts, TensorFlow's own, leave the cores to a window that wants to paint."""
    if sys.platform == "linux":  # where a thread has a priority of its own
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)


def _end(thread: threading.Thread) -> None:
    if thread.is_alive() and thread.ident is not None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(SystemExit))
        thread.join(LONGEST_SECONDS)
