"""Painting a line of segments in the colours of their roles, smaller or cut where it is too long."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from gui.editors.segments import Line, Segment, plain_text
from gui.theme.theme import Theme

_LEAST = 0.72


def color_of(segment: Segment, theme: Theme) -> QColor:
    """The colour of a segment's role; a signed number takes that of its sign."""
    if segment.role == "signed":
        return QColor(theme.negative_text if segment.value < 0 else theme.positive_text)
    roles = {
        "text": theme.text,
        "muted": theme.muted_text,
        "gradient": theme.gradient,
        "accent": theme.accent_ink,
        "danger": theme.danger_text,
    }
    return QColor(roles[segment.role])


def paint_line(painter: QPainter, box: QRectF, line: Line, font: QFont, theme: Theme) -> None:
    """Paint from the left, centred in height: shrunk to fit down to a legible size, then cut with an ellipsis."""
    text = plain_text(line)
    if not text:
        return
    width = QFontMetricsF(font).horizontalAdvance(text)
    shown = QFont(font)
    if width > box.width():
        shown.setPixelSize(max(round(font.pixelSize() * _LEAST), int(font.pixelSize() * box.width() / width)))
    painter.setFont(shown)
    metrics = QFontMetricsF(shown)
    x = box.left()
    base = box.center().y() + (metrics.ascent() - metrics.descent()) / 2
    for segment in line:
        advance = metrics.horizontalAdvance(segment.text)
        painter.setPen(color_of(segment, theme))
        if x + advance > box.right() + 1:
            rest = metrics.elidedText(segment.text, Qt.TextElideMode.ElideRight, box.right() - x)
            painter.drawText(QPointF(x, base), rest)
            return
        painter.drawText(QPointF(x, base), segment.text)
        x += advance
