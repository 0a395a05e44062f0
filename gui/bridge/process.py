"""Settings of the whole process with which an engine that computes and a window that draws share it well."""

from __future__ import annotations

import ctypes
import sys

SWITCH_SECONDS = 5e-6
KEPT_BYTES = 1 << 30  # of memory that was freed, at most, for the arrays that come next
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8  # of mallopt(3)


def share_process() -> None:
    """Let threads take turns quickly, and keep freed memory."""
    # A thread asks for the interpreter only after so long without anyone letting go of it, and NumPy lets go for a
    # moment every few microseconds: with a longer interval the window waited for seconds.
    sys.setswitchinterval(SWITCH_SECONDS)
    keep_memory()


def keep_memory() -> None:
    """Where glibc lends the memory: do not give that of large arrays back at once, only to ask for it again.

    The system clears a page when it is touched for the first time: filling a new vector of four million weights took
    4.4 ms in memory that was kept, and up to 82 ms in memory that had gone back to a virtual machine's host.
    """
    if not sys.platform.startswith("linux"):
        return
    lender = ctypes.CDLL(None)
    if hasattr(lender, "gnu_get_libc_version"):
        for option, value in ((_MMAP_THRESHOLD, KEPT_BYTES), (_TRIM_THRESHOLD, KEPT_BYTES), (_ARENA_MAX, 1)):
            lender.mallopt(option, value)
