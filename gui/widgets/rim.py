"""The rim of a sheet, for desktops that draw none around a window."""

from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from gui.theme.theme import Theme


def paint_rim(widget: QWidget, theme: Theme) -> None:
    """A line around the widget, inside it; to be called from its paintEvent."""
    painter = QPainter(widget)
    painter.setPen(QPen(QColor(theme.control_border), 1))
    painter.drawRect(widget.rect().adjusted(0, 0, -1, -1))
    painter.end()
