"""What a network says to one example as bars, a line each: name, bar, number, with what is true marked."""

from __future__ import annotations

from math import isfinite

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.pictures.answer import Answer, Bar
from gui.pictures.answer_view import AnswerView
from gui.theme.current import ThemeSwitch
from gui.theme.fonts import number_font, ui_font
from gui.theme.theme import Theme

LEAST_ROW, _MOST_ROW = 15.0, 34.0
_LEAST_PX, _MOST_PX, _PX_SHARE = 11, 19, 0.62
_WIDTH_SHARE = 0.063
_NAME_SHARE = 0.42
_GAP = 8.0


class AnswerBars(AnswerView):
    """Shows an Answer; where there is no room for all of its bars, the longest."""

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(themes, "What the network says", parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def draw(self, painter: QPainter, answer: Answer, room: QRectF, theme: Theme) -> None:
        paint_bars(painter, answer, room, theme)

    def words_of(self, answer: Answer) -> str:
        return spoken(answer)

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(220, 180)

    def minimumSizeHint(self) -> QSize:
        return QSize(150, round(5 * LEAST_ROW))


def spoken(answer: Answer) -> str:
    """The bars in words, as a person would read them out."""
    lines = [f"{bar.name} {bar.text}".strip() for bar in answer.bars]
    return " ".join((answer.verdict, f"{answer.measure.capitalize()}: {', '.join(lines)}." if answer.measure else ""))


def paint_bars(painter: QPainter, answer: Answer, room: QRectF, theme: Theme) -> None:
    """Draw the bars into a rectangle, as large as it allows."""
    bars = fitting_bars(answer, room.height())
    if not bars or room.isEmpty():
        return
    high = min(room.height() / len(bars), _MOST_ROW)
    px = round(min(max(min(high * _PX_SHARE, room.width() * _WIDTH_SHARE), _LEAST_PX), _MOST_PX))
    lines = _Lines(answer, bars, room, high, px, theme)
    hints = painter.renderHints()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for row, bar in enumerate(bars):
        lines.paint(painter, bar, room.top() + row * high)
    painter.setRenderHints(hints)


def fitting_bars(answer: Answer, height: float) -> tuple[Bar, ...]:
    """All bars, or where there is no room those that are true or chosen and the longest, in their order."""
    most = max(int(height / LEAST_ROW), 2)
    if len(answer.bars) <= most:
        return answer.bars
    places = range(len(answer.bars))

    def rank(place: int) -> tuple[bool, bool, float]:
        bar = answer.bars[place]
        return bar.chosen, bar.true, abs(bar.value) if isfinite(bar.value) else 0.0

    kept = sorted(sorted(places, key=rank, reverse=True)[:most])
    return tuple(answer.bars[place] for place in kept)


class _Lines:
    """Where the parts of every line stand, and how they are drawn."""

    def __init__(
        self, answer: Answer, bars: tuple[Bar, ...], room: QRectF, high: float, px: int, theme: Theme
    ) -> None:
        self._answer, self._high, self._theme = answer, high, theme
        self._font, self._strong = ui_font(theme, px), ui_font(theme, px, QFont.Weight.Bold)
        self._numbers = number_font(theme, px)
        self._metrics = QFontMetricsF(self._strong)
        widest = max(self._metrics.horizontalAdvance(bar.name) for bar in bars)
        figures = QFontMetricsF(number_font(theme, px, QFont.Weight.Bold))
        digits = max([figures.horizontalAdvance(bar.text) for bar in bars] + [figures.horizontalAdvance("0.000")])
        self._mark = px * 1.25 if any(bar.true or bar.chosen for bar in bars) else 0.0
        self._left = room.left() + self._mark
        self._name = min(widest, _NAME_SHARE * room.width())
        start = self._left + self._name + _GAP
        end = room.right() - digits - _GAP
        self._track = QRectF(start, 0.0, max(end - start, 8.0), max(high * 0.6, 5.0))
        self._digits = QRectF(room.right() - digits, 0.0, digits, high)

    def paint(self, painter: QPainter, bar: Bar, top: float) -> None:
        theme, strong = self._theme, bar.true or bar.chosen
        self._paint_mark(painter, bar, QPointF(self._left - self._mark / 2 - 1.0, top + self._high / 2))
        painter.setFont(self._strong if strong else self._font)
        painter.setPen(QColor(theme.text if strong else theme.muted_text))
        name = self._metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, self._name + 1.0)
        place = QRectF(self._left, top, self._name + 2.0, self._high)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), name)
        self._paint_track(painter, bar, self._track.translated(0.0, top + (self._high - self._track.height()) / 2))
        font = QFont(self._numbers)
        font.setBold(bar.chosen)
        painter.setFont(font)
        painter.setPen(QColor(theme.text if strong else theme.muted_text))
        digits = self._digits.translated(0.0, top).adjusted(-2.0, 0.0, 0.0, 0.0)
        painter.drawText(digits, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), bar.text)

    def _paint_track(self, painter: QPainter, bar: Bar, track: QRectF) -> None:
        theme, low, high = self._theme, self._answer.low, self._answer.high
        round_ = min(track.height() / 3, 4.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.pressed if not theme.dark else theme.hover))
        painter.drawRoundedRect(track, round_, round_)

        def x(value: float) -> float:
            return track.left() + track.width() * (min(max(value, low), high) - low) / (high - low)

        if isfinite(bar.value):
            left, right = sorted((x(0.0), x(bar.value)))
            painter.setBrush(QColor(theme.accent if bar.chosen else theme.disabled_text))
            filled = QRectF(left, track.top(), max(right - left, 1.5), track.height())
            painter.drawRoundedRect(filled, min(round_, filled.width() / 2), round_)
        if bar.target is not None and isfinite(bar.target):
            painter.setPen(QPen(QColor(theme.good_text), 2.5))
            painter.drawLine(
                QPointF(x(bar.target), track.top() - 2.0), QPointF(x(bar.target), track.bottom() + 2.0)
            )
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_mark(self, painter: QPainter, bar: Bar, middle: QPointF) -> None:
        """A tick at what is true, a cross at what is said and is not; nothing is crossed where nobody knows."""
        knows = self._answer.right is not None
        if not bar.true and not (bar.chosen and knows):
            return
        ink = QColor(self._theme.good_text if bar.true else self._theme.danger_text)
        paint_mark(painter, middle, self._mark * 0.26, ink, tick=bar.true)


def paint_mark(painter: QPainter, middle: QPointF, reach: float, ink: QColor, *, tick: bool) -> None:
    """A tick or a cross that reaches so far from its middle."""
    pen = QPen(ink, max(reach * 0.55, 1.8), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    x, y = middle.x(), middle.y()
    if tick:
        corner = QPointF(x - reach * 0.25, y + reach * 0.85)
        painter.drawPolyline([QPointF(x - reach, y + reach * 0.1), corner, QPointF(x + reach, y - reach * 0.8)])
    else:
        painter.drawLine(QPointF(x - reach, y - reach), QPointF(x + reach, y + reach))
        painter.drawLine(QPointF(x - reach, y + reach), QPointF(x + reach, y - reach))
