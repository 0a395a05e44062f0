"""A small card with a few lines of text beside a place of a plot."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from gui.plots.text import draw_text, text_width
from gui.theme.fonts import number_font
from gui.theme.theme import Color, Theme

_PAD = 8.0
_AWAY = 12.0
_GAP = 10.0
_SMALLEST_PX = 8
_MUCH, _VEIL = 0.2, 0.8
"""A card over more than this share of a small plot lets what it covers be seen."""


@dataclass(frozen=True)
class Line:
    """A name in the muted colour and what it is, in a colour of the theme (its text colour if none)."""

    text: str
    name: str = ""
    color: Color | None = None


def paint_card(painter: QPainter, place: QPointF, area: QRectF, lines: tuple[Line, ...], theme: Theme) -> None:
    """Draw the lines beside a place, on the side where the area has room, in smaller type where there is little."""
    font, names, texts = _fitting(area.size() - QSizeF(4, 4), lines, theme)
    gap, high = _GAP if names else 0.0, _row_height(font)
    card = _card_rect(place, area, names + gap + texts + 2 * _PAD, high * len(lines) + 2 * _PAD - 2)
    painter.setPen(QPen(QColor(theme.control_border), 1.0))
    ground = QColor(theme.raised)
    if card.width() * card.height() > _MUCH * area.width() * area.height():
        ground.setAlphaF(_VEIL)
    painter.setBrush(ground)
    painter.drawRoundedRect(card, theme.radius, theme.radius)
    left, middle = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignVCenter
    for index, line in enumerate(lines):
        row = QRectF(card.left() + _PAD, card.top() + _PAD - 1 + index * high, names, high)
        draw_text(painter, row, line.name, font, theme.muted_text, left | middle)
        row = QRectF(row.right() + gap, row.top(), texts, high)
        side = Qt.AlignmentFlag.AlignRight if names else left
        draw_text(painter, row, line.text, font, line.color or theme.text, side | middle)


def _fitting(room: QSizeF, lines: tuple[Line, ...], theme: Theme) -> tuple[QFont, float, float]:
    """The largest type in which a card fits into this room, and the widths of its names and its texts."""
    for size in range(theme.small_px, _SMALLEST_PX - 1, -1):
        font = number_font(theme, size)
        names = max((text_width(font, line.name) for line in lines), default=0.0)
        texts = max((text_width(font, line.text) for line in lines), default=0.0)
        width = names + (_GAP if names else 0.0) + texts + 2 * _PAD
        if width <= room.width() and _row_height(font) * len(lines) + 2 * _PAD - 2 <= room.height():
            break
    return font, names, texts


def _row_height(font: QFont) -> float:
    return QFontMetricsF(font).height() + 2


def _card_rect(place: QPointF, area: QRectF, width: float, height: float) -> QRectF:
    x, y = place.x() + _AWAY, place.y() - _AWAY - height
    if x + width > area.right() - 2:
        x = place.x() - _AWAY - width
    if y < area.top() + 2:
        y = place.y() + _AWAY
    x = max(area.left() + 2, min(x, area.right() - width - 2))
    y = max(area.top() + 2, min(y, area.bottom() - height - 2))
    return QRectF(round(x) + 0.5, round(y) + 0.5, width, height)
