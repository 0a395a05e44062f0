"""The same training behind one protocol."""

from engine.backends.numpy_backend import NumpyBackend
from engine.backends.protocol import Backend

__all__ = ["Backend", "NumpyBackend"]
