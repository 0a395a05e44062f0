"""Loading TensorFlow's large libraries while others have the interpreter."""

from __future__ import annotations

import ctypes
import os
import sys
from importlib.util import find_spec
from pathlib import Path

LIBRARIES = ("libtensorflow_framework.so.2", "libtensorflow_cc.so.2")


def load_early() -> None:
    """Load the libraries that `import tensorflow` would load, and do nothing where they are not as expected.

    Python's import keeps the interpreter while the system links a library of 800 MB: the window stood still for 0.3 s
    each time. A foreign function is called without it.
    """
    spec = find_spec("tensorflow") if sys.platform.startswith("linux") else None
    if spec is None or spec.origin is None:
        return
    system = ctypes.CDLL(None)
    if not hasattr(system, "dlopen"):
        return
    system.dlopen.restype = ctypes.c_void_p
    system.dlopen.argtypes = (ctypes.c_char_p, ctypes.c_int)
    for name in LIBRARIES:
        path = Path(spec.origin).parent / name
        if path.is_file():
            system.dlopen(os.fsencode(path), os.RTLD_NOW | os.RTLD_LOCAL)
