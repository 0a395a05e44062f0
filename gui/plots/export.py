"""A plot with its title and legends in a rectangle of any painter: screen, PNG, SVG and PDF."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from gui.plots.canvas import Canvas
from gui.plots.strip import Strip
from gui.plots.text import draw_text
from gui.theme.fonts import ui_font
from gui.theme.theme import Theme

_GAP = 6.0
_WIDTH, _HEIGHT, _SMALLEST = 720.0, 540.0, 0.6


def paint_figure(
    painter: QPainter,
    rect: QRectF,
    theme: Theme,
    title: str,
    above: Sequence[Strip],
    canvas: Canvas,
    below: Sequence[Strip],
) -> None:
    """Title, strips, plot, strips from top to bottom; type and lines grow with the rectangle.

    In a rectangle of 720 x 540 one unit of the painter is one pixel of the theme.
    """
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.fillRect(rect, QColor(theme.plot_background))
    scale = max(min(rect.width() / _WIDTH, rect.height() / _HEIGHT), _SMALLEST)
    painter.translate(rect.topLeft())
    painter.scale(scale, scale)
    rect = QRectF(0, 0, rect.width() / scale, rect.height() / scale)
    pad = float(min(theme.panel_padding, rect.width() / 10))
    inner = rect.adjusted(pad, pad, -pad, -pad)
    font = ui_font(theme, theme.base_px, QFont.Weight.DemiBold)
    line = QFontMetricsF(font).height()
    top = QRectF(inner.left(), inner.top(), inner.width(), line)
    draw_text(painter, top, title, font, theme.text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    y = _paint_strips(painter, inner, top.bottom() + _GAP, above)
    high = sum(strip.heightForWidth(int(inner.width())) + _GAP for strip in below)
    canvas.paint_to(painter, QRectF(inner.left(), y, inner.width(), max(inner.bottom() - high - y, 1.0)))
    _paint_strips(painter, inner, inner.bottom() - high + _GAP, below)
    painter.restore()


def _paint_strips(painter: QPainter, inner: QRectF, y: float, strips: Sequence[Strip]) -> float:
    for strip in strips:
        high = strip.heightForWidth(int(inner.width()))
        strip.paint_to(painter, QRectF(inner.left(), y, inner.width(), high))
        y += high + _GAP
    return y
