"""Which keys are text, typed into what has the focus, and which are commands."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def typed_text(event: QKeyEvent) -> str:
    """The letter, digit or sign that a key types, else "": nothing for Space, which begins no cell and no entry."""
    text = event.text()
    return text if text.isprintable() and not text.isspace() and not event.modifiers() & _HELD else ""
