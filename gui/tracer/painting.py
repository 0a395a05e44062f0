"""Painting a sheet: plates, then letters, then the mark of the number that is pointed at."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.theme.theme import Theme
from gui.tracer.faces import Faces
from gui.tracer.ink import Inked, Plate, Spot


def paint_inked(painter: QPainter, inked: Inked, theme: Theme, faces: Faces, clip: QRectF) -> None:
    """Paint what lies in `clip`."""
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    for plate in inked.plates:
        paint_plate(painter, plate, theme)
    for stroke in inked.strokes:
        painter.setPen(QPen(_color(theme, stroke.ink), 1.2))
        painter.drawPolyline([QPointF(x, y) for x, y in stroke.points])
    top, bottom = clip.top() - 4, clip.bottom() + 40
    last: tuple[object, ...] = ()
    for letters in inked.letters:
        if not top <= letters.y <= bottom:
            continue
        style = (letters.px, letters.face, letters.math)
        if style != last:
            painter.setFont(faces.font(letters))
            last = style
        painter.setPen(_color(theme, letters.ink))
        painter.drawText(QPointF(letters.x, letters.y), letters.text)


def paint_plate(painter: QPainter, plate: Plate, theme: Theme) -> None:
    """A rounded ground."""
    box = QRectF(plate.x, plate.y, plate.width, plate.height)
    painter.setPen(QPen(_color(theme, plate.edge), 1.0) if plate.edge else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(_color(theme, plate.fill) if plate.fill else Qt.BrushStyle.NoBrush)
    radius = min(plate.height / 2, 9.0)
    painter.drawRoundedRect(box, radius, radius)


def paint_pointed(painter: QPainter, spot: Spot, theme: Theme, scale: float) -> None:
    """The ground and the line under a number that the cursor is on."""
    box = QRectF(spot.x - 2, spot.y + 3 * scale, spot.width + 4, spot.height - 6 * scale)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.hover))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QPen(QColor(theme.accent_ink), max(1.0, scale)))
    y = spot.y + spot.height - 4.5 * scale
    painter.drawLine(QPointF(spot.x, y), QPointF(spot.x + spot.width, y))


def paint_focus(painter: QPainter, spot: Spot, theme: Theme) -> None:
    """The frame around the number that the keys have reached."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.focus), 2.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(spot.x - 3, spot.y + 1, spot.width + 6, spot.height - 2), 4, 4)


def _color(theme: Theme, name: str) -> QColor:
    return QColor(getattr(theme, name))
