"""A small drawing of a network's shape: a column of dots for each layer, with its size and activation below."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme.current import ThemeSwitch
from gui.theme.fonts import ui_font
from gui.theme.theme import Theme

HEIGHT = 140
MOST_DOTS = 8
_FOOT, _TOP, _RADIUS = 36.0, 8.0, 5.0

LayerShape = tuple[int, str]
"""Units, and what they are in a word or two."""


class ShapePicture(QWidget):
    """Draws columns; of a wide layer so many dots as there is room for."""

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = themes.theme
        self._columns: tuple[LayerShape, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        themes.changed.connect(self.show_theme)

    def show_columns(self, columns: Sequence[LayerShape]) -> None:
        """The inputs, each hidden layer, the outputs."""
        self._columns = tuple(columns)
        self.setAccessibleName("Shape: " + ", ".join(f"{units:,} {words}" for units, words in columns))
        self.update()

    @Slot(object)
    def show_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pitch = self.width() / max(len(self._columns), 1)
        places = [self._dots(units, (place + 0.5) * pitch) for place, (units, _) in enumerate(self._columns)]
        painter.setPen(QPen(QColor(self._theme.border), 1.0))
        for left, right in pairwise(places):
            for start in left:
                for end in right:
                    painter.drawLine(start, end)
        last = len(places) - 1
        for place, dots in enumerate(places):
            inner = 0 < place < last
            painter.setPen(QPen(QColor(self._theme.accent), 1.4))
            painter.setBrush(QColor(self._theme.accent_soft if inner else self._theme.accent))
            for dot in dots:
                painter.drawEllipse(dot, _RADIUS, _RADIUS)
            if self._columns[place][0] > MOST_DOTS:
                self._paint_left_out(painter, dots)
        self._paint_words(painter, pitch)
        painter.end()

    def _paint_left_out(self, painter: QPainter, dots: list[QPointF]) -> None:
        """Three points in the gap that stands for the rest of a wide layer."""
        half = len(dots) // 2
        middle, step = (dots[half - 1] + dots[half]) / 2, 6.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.muted_text))
        for at in (-step, 0.0, step):
            painter.drawEllipse(middle + QPointF(0.0, at), 1.5, 1.5)

    def _paint_words(self, painter: QPainter, pitch: float) -> None:
        theme = self._theme
        foot = self.height() - _FOOT
        for place, (units, words) in enumerate(self._columns):
            box = QRectF(place * pitch, foot, pitch, 17.0)
            painter.setFont(ui_font(theme, theme.small_px))
            painter.setPen(QColor(theme.text))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{units:,}")
            painter.setPen(QColor(theme.muted_text))
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(pitch) - 2)
            painter.drawText(box.translated(0.0, 16.0), Qt.AlignmentFlag.AlignCenter, shown)

    def _dots(self, units: int, x: float) -> list[QPointF]:
        count = min(units, MOST_DOTS)
        room = self.height() - _FOOT - _TOP - 4.0
        gap = min(room / max(count, 1), 22.0)
        top = _TOP + (room - gap * (count - 1)) / 2
        left_out = (count // 2 - 1, count // 2) if units > MOST_DOTS else ()
        return [QPointF(x, top + gap * place) for place in range(count) if place not in left_out]
