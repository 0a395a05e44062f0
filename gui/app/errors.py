"""One place for what goes wrong unexpectedly: it is logged in full and told in a sentence, and nothing stops."""

import logging
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any

_log = logging.getLogger("chainrule")


@contextmanager
def told(tell: Callable[[str], None]) -> Iterator[None]:
    """Inside the block, exceptions of slots, threads and finalizers go to the log, the first two to `tell`."""
    def report(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        _log.error("unexpected", exc_info=(kind, error or kind(), trace))
        tell(f"Something unexpected happened ({kind.__name__}: {error}). Your experiment is still here; save it.")

    def report_thread(args: threading.ExceptHookArgs) -> None:
        report(args.exc_type, args.exc_value, args.exc_traceback)

    def report_unraisable(args: Any) -> None:
        _log.error("unraisable in %r", args.object, exc_info=args.exc_value)

    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    sys.excepthook, threading.excepthook, sys.unraisablehook = report, report_thread, report_unraisable
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook, sys.unraisablehook = before
