"""Imports in the order that starts fastest, before any other module of the window.

Once PySide6 is there, its import hook reads the source of every module that comes after it, in search of a feature
that is not used here: measured, a fifth of the time to the first frame. So NumPy and the engine come before it, and
the hook is told to look at nothing.
"""

import sys

import engine.session  # noqa: F401

import PySide6.QtWidgets  # noqa: F401  # isort: skip

hook = sys.modules.get("shibokensupport.feature")
if hook is not None:
    hook._mod_uses_pyside = lambda _module: False  # type: ignore[attr-defined]
