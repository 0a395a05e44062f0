"""A double click as a hand makes it: QTest's own leaves the button down, for whoever asks which buttons are held."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

LEFT = Qt.MouseButton.LeftButton


def double_click(widget: QWidget, point: QPoint) -> None:
    """Press, release, press and release the left button at a point of a widget."""
    QTest.mouseDClick(widget, LEFT, pos=point)
    QTest.mouseRelease(widget, LEFT, pos=point)
