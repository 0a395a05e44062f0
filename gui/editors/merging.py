"""Which edits are one step to undo."""

from enum import IntEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from gui.widgets.labeled_slider import LabeledSlider

_GESTURES = 1_000_000


class Control(IntEnum):
    """The sliders whose drags, and walks by keys or wheel, are one undo step each."""

    POINTS = 1
    NOISE = 2
    VALIDATION = 3
    BATCH = 4
    TEST = 5
    RATE = 6


def merge_key(control: Control, slider: LabeledSlider) -> int:
    """The same number for all edits of one drag or walk, -1 for an edit that stands alone."""
    if slider.dragging or slider.walking:
        return control * _GESTURES + slider.gesture % _GESTURES
    # A press beside the handle moves it before the drag is announced: it belongs to the coming gesture.
    if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
        return control * _GESTURES + (slider.gesture + 1) % _GESTURES
    return -1
