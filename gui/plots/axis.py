"""An axis in the theme's type, with a faint grid and its name."""

from itertools import pairwise
from typing import Any, Literal

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from gui.plots.scene_pixels import KeptPicture, is_pixels, to_scene
from gui.plots.text import draw_text, text_width
from gui.plots.ticks import Ticks, linear_ticks, log_ticks, text_ticks
from gui.theme.fonts import number_font, ui_font
from gui.theme.theme import Theme

_GAP = 5.0
_OVERHANG = 12.0
_WIDEST = "0.0001"
_TICK_EVERY = {"bottom": 28.0, "left": 20.0}
_MOST_TICKS = {"bottom": 10, "left": 8}
_LABELS_APART = 14.0
_MOST_NAME = 0.45
_LONGEST_TEXT = 84.0


class Axis(pg.AxisItem):
    """Left or bottom axis of a fixed thickness, so that a plot never jumps when its numbers grow."""

    def __init__(self, side: Literal["left", "bottom"], theme: Theme, *, grid: bool) -> None:
        super().__init__(side)
        self._side = side
        self._theme = theme
        self._grid = grid
        self._name = ""
        self._beside = False
        self._log = False
        self._texts: tuple[str, ...] = ()
        self._widest = _WIDEST
        self._picture = KeptPicture()
        self._ticks: tuple[tuple[float, float, float, bool], Ticks] | None = None
        self.setGrid(255 if grid else False)
        self.setZValue(-1000)
        self.show_theme(theme)

    def show_theme(self, theme: Theme) -> None:
        """Take colours and type from another theme."""
        self._theme = theme
        height = QFontMetricsF(ui_font(theme, theme.small_px)).height()
        if self._side == "left":
            self.setWidth(text_width(number_font(theme, theme.small_px), self._widest) + height + 2 * _GAP)
        else:
            self.setHeight(height + _GAP if self._beside else 2 * height + 2 * _GAP)
        self.update()

    def show_widest(self, label: str) -> None:
        """Keep as much room as this label needs."""
        if label != self._widest:
            self._widest = label
            self.show_theme(self._theme)

    def show_name(self, name: str, *, beside: bool = False) -> None:
        """Write what the axis measures: below the numbers, or at their end, `beside` them."""
        if (name, beside) != (self._name, self._beside):
            self._name, self._beside = name, beside
            self.show_theme(self._theme)

    def show_log(self, log: bool) -> None:
        """Read positions as decimal logarithms, or as they are."""
        if log != self._log:
            self._log = log
            self.update()

    def show_texts(self, texts: tuple[str, ...]) -> None:
        """Write these texts at 0, 1, 2, ... instead of numbers; none: numbers again."""
        if texts != self._texts:
            self._texts, self._ticks = texts, None
            self.update()

    def widest(self, low: float, high: float, most: int) -> str:
        """The longest label between low and high, a text as long as there is room for on the left."""
        labels = self._texts or [label for _, label in self._made(low, high, most)]
        return self._short(max(labels, key=len, default=""))

    def _made(self, low: float, high: float, most: int) -> Ticks:
        if self._texts:
            return text_ticks(low, high, self._texts, most)
        return (log_ticks if self._log else linear_ticks)(low, high, most)

    def _short(self, label: str, room: float = _LONGEST_TEXT) -> str:
        """A text cut to the room there is; numbers stay whole."""
        if not self._texts:
            return label
        metrics = QFontMetricsF(number_font(self._theme, self._theme.small_px))
        return metrics.elidedText(label, Qt.TextElideMode.ElideRight, room)

    def ticks(self) -> Ticks:
        """Positions and labels in view."""
        low, high = map(float, self.range)
        length = self.size().height() if self._side == "left" else self.size().width()
        key = (low, high, length, self._log)
        if self._ticks is None or self._ticks[0] != key:
            most = min(max(3, int(length / _TICK_EVERY[self._side])), _MOST_TICKS[self._side])
            found = self._made(low, high, most)
            while self._side == "bottom" and most > 2 and self._crowded(found, length / (high - low)):
                most -= 1
                if len(fewer := self._made(low, high, most)) > 1:
                    found = fewer
            self._ticks = key, [(place, self._short(label)) for place, label in found]
        return self._ticks[1]

    def _crowded(self, ticks: Ticks, scale: float) -> bool:
        """Whether labels come too near to each other at so many pixels a unit."""
        font = number_font(self._theme, self._theme.small_px)
        widest = max((text_width(font, self._short(label)) for _, label in ticks), default=0.0)
        places = [place for place, _ in ticks]
        return any((b - a) * scale < widest + _LABELS_APART for a, b in pairwise(places))

    def _place(self, position: float, rect: QRectF) -> float:
        low, high = self.range
        share = (position - low) / (high - low)
        along = rect.bottom() - share * rect.height() if self._side == "left" else rect.left() + share * rect.width()
        return float(along)

    def _draw_grid(self, painter: QPainter, rect: QRectF) -> None:
        painter.setPen(QPen(QColor(self._theme.plot_grid), 1.0))
        view = self.linkedView()
        across = view.mapRectToItem(self, view.boundingRect())
        for position, _ in self.ticks():
            at = self._place(position, rect)
            if self._side == "left":
                painter.drawLine(QPointF(across.left(), at), QPointF(across.right(), at))
            else:
                painter.drawLine(QPointF(at, across.top()), QPointF(at, across.bottom()))

    def _draw_labels(self, painter: QPainter, rect: QRectF) -> None:
        font = number_font(self._theme, self._theme.small_px)
        middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
        line = QFontMetricsF(font).height()
        end = rect.right() - (self._name_width() + _LABELS_APART if self._name_fits_beside(rect) else 0.0)
        for position, label in self.ticks():
            at = self._place(position, rect)
            if self._side == "left":
                place = QRectF(rect.left(), at - line / 2, rect.width() - _GAP, line)
                draw_text(painter, place, label, font, self._theme.plot_axis, right | middle)
            else:
                half = text_width(font, label) / 2
                at = min(max(at, rect.left() + half), rect.right() - half)
                if at + half > end:
                    continue
                place = QRectF(at - 50, rect.top() + 2, 100, line)
                draw_text(painter, place, label, font, self._theme.plot_axis, Qt.AlignmentFlag.AlignCenter)

    def _name_width(self) -> float:
        return text_width(ui_font(self._theme, self._theme.small_px), self._name)

    def _name_fits_beside(self, rect: QRectF) -> bool:
        return self._beside and self._name_width() <= _MOST_NAME * rect.width()

    def _draw_name(self, painter: QPainter, rect: QRectF) -> None:
        font = ui_font(self._theme, self._theme.small_px)
        line = QFontMetricsF(font).height()
        center = Qt.AlignmentFlag.AlignCenter
        if self._side == "bottom":
            if self._beside and not self._name_fits_beside(rect):
                return
            top = rect.top() + 2 if self._beside else rect.bottom() - line - 2
            place = QRectF(rect.left(), top, rect.width(), line)
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter if self._beside else center
            draw_text(painter, place, self._name, font, self._theme.muted_text, align)
            return
        labels = number_font(self._theme, self._theme.small_px)
        widest = max((text_width(labels, label) for _, label in self.ticks()), default=0.0)
        if self._name_width() > rect.height() + 2 * _OVERHANG or widest > rect.width() - line - _GAP:
            return
        painter.save()
        painter.translate(rect.left() + line / 2, rect.center().y())
        painter.rotate(-90)
        place = QRectF(-rect.height() / 2, -line / 2, rect.height(), line)
        draw_text(painter, place, self._name, font, self._theme.muted_text, center)
        painter.restore()

    def boundingRect(self) -> QRectF:
        """Labels at the ends, and a long name, stand out beyond the axis."""
        over = _OVERHANG if self._side == "left" else 5 * _OVERHANG
        return QRectF(super().boundingRect()).adjusted(-over, -_OVERHANG, over, _OVERHANG)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if widget is None or not is_pixels(painter):
            self._draw(painter)
            return
        painter.save()
        place = to_scene(painter, self)

        def draw(fresh: QPainter, _: bool) -> None:
            fresh.translate(place.dx(), place.dy())
            self._draw(fresh)

        key = (place, self.size(), *self.range, self._name, self._beside, self._log, self._texts, self._theme)
        self._picture.paint(painter, place.mapRect(self.boundingRect()), key, draw)
        painter.restore()

    def _draw(self, painter: QPainter) -> None:
        rect = QRectF(0, 0, self.size().width(), self.size().height())
        if self._grid:
            self._draw_grid(painter, rect)
        self._draw_labels(painter, rect)
        self._draw_name(painter, rect)

    def mouseDragEvent(self, event: Any) -> None:
        event.ignore()

    def wheelEvent(self, event: Any) -> None:
        event.ignore()
