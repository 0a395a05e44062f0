"""The marks of legends and colour keys: dots, lines and scales of colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPen

from gui.plots.picture import map_table
from gui.plots.text import text_width
from gui.theme.fonts import number_font
from gui.theme.theme import Theme

if TYPE_CHECKING:
    from gui.plots.strip import Entry

_STOPS = 16


def draw_mark(painter: QPainter, entry: Entry, place: QRectF, theme: Theme) -> None:
    """Draw the mark of an entry at the left of its place."""
    middle = place.top() + place.height() / 2
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if entry.mark == "dot":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(entry.color))
        painter.drawEllipse(QPointF(place.left() + 4.5, middle), 4.0, 4.0)
    elif entry.mark == "ring":
        painter.setPen(QPen(QColor(entry.color), 1.7))
        painter.drawEllipse(QPointF(place.left() + 4.5, middle), 3.4, 3.4)
    elif entry.mark == "line":
        painter.setPen(QPen(QColor(entry.color), 2.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(place.left() + 1.5, middle), QPointF(place.left() + 11.5, middle))
    elif entry.mark == "dashes":
        painter.setPen(QPen(QColor(entry.color), 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        for start in (0.5, 8.0):
            painter.drawLine(QPointF(place.left() + start, middle), QPointF(place.left() + start + 5.0, middle))
    elif entry.mark == "scale":
        left = place.left() + text_width(number_font(theme, theme.small_px), entry.text) + 6
        _draw_scale(painter, QRectF(left, middle - 4, entry.bar, 8), theme)


def _draw_scale(painter: QPainter, bar: QRectF, theme: Theme) -> None:
    gradient = QLinearGradient(bar.topLeft(), bar.topRight())
    table = map_table(theme)
    for stop in range(_STOPS + 1):
        gradient.setColorAt(stop / _STOPS, QColor.fromRgba(int(table[1 + stop * 254 // _STOPS])))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(gradient)
    painter.drawRoundedRect(bar, 2, 2)
