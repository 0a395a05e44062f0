"""TensorFlow in this process: imported once, when it is first asked for, on a thread of its own."""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
from collections.abc import Callable
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from engine.backends.beside import start_beside
from engine.backends.early_libraries import load_early

PATIENCE_SECONDS = 60.0
QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0"}  # it is no faster with them, but talks of them
CURE = "make run installs it where there is one for this machine"


class Loading:
    """The import under way, ended well or badly. `problem` says in words why there is no TensorFlow (yet), or ""."""

    def __init__(
        self, importing: Callable[[], ModuleType] | None = None, patience: float = PATIENCE_SECONDS
    ) -> None:
        self._importing, self._patience = importing or _import, patience
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._since = 0.0
        self._failed = ""
        self.module: Any = None

    @property
    def begun(self) -> bool:
        """Whether somebody has asked for it."""
        return self._thread is not None or bool(self._failed)

    @property
    def seconds(self) -> float:
        """For how long it has been loading."""
        return time.monotonic() - self._since if self._thread is not None else 0.0

    @property
    def pending(self) -> bool:
        """Whether it is still loading, and may be waited for."""
        return self._thread is not None and self.module is None and not self.problem

    @property
    def problem(self) -> str:
        """Why it cannot be had, in a sentence without its full stop, or ""."""
        if self._failed or self.module is not None:
            return self._failed
        if self._thread is not None and self.seconds > self._patience:
            return f"TensorFlow has not finished loading in {self._patience:.0f} seconds"
        return ""

    def begin(self) -> None:
        """Ask for it; returns at once."""
        with self._lock:
            if self.begun:
                return
            if self._importing is _import and not is_installed():
                self._failed = f"TensorFlow is not installed ({CURE})"
                return
            self._since = time.monotonic()
            self._thread = start_beside(self._load, "tensorflow-import")

    def _load(self) -> None:
        try:
            module = self._importing()
            gc.freeze()  # its objects stay: whoever collects what is gone would look through them for 0.3 s each time
            self.module = module
        except BaseException as error:  # a broken installation fails in many ways
            reason = " ".join(str(error).split())[:200] or type(error).__name__
            self._failed = f"TensorFlow cannot be imported here ({reason})"


def is_installed() -> bool:
    """Whether there is a TensorFlow to import; nothing is imported."""
    if "tensorflow" in sys.modules:
        return sys.modules["tensorflow"] is not None
    try:
        return find_spec("tensorflow") is not None
    except (ImportError, ValueError):
        return False


def _import() -> ModuleType:
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    hook = sys.modules.get("shibokensupport.feature")
    if hook is not None:  # it would read the source of each of some thousand modules
        hook._mod_uses_pyside = lambda _module: False  # type: ignore[attr-defined]
    load_early()
    import tensorflow

    return tensorflow  # type: ignore[no-any-return]


loading = Loading()
"""The one of this process; tests put another in its place."""
