"""The arrow keys where things stand in a row, or one below the other."""

from PySide6.QtCore import Qt

ARROW_STEPS: dict[int, int] = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}
"""How far each key leads: to the one before, or to the next."""
