"""Numbers and words in plots, drawn alike on the screen and in files."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPaintEngine, QPainter, QPainterPath

from gui.theme.theme import Color
from gui.widgets.numbers import MINUS

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def number(value: float, digits: int = 3) -> str:
    """The value in `digits` significant digits with a true minus sign; below a thousandth in powers of ten."""
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    size = abs(value)
    if value and not 1e-3 <= size < 10.0 ** max(digits, 5):
        mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
        return f"{mantissa}·10{superscript(int(exponent))}".replace("-", MINUS)
    decimals = digits - 1 - (math.floor(math.log10(size)) if value else 0)
    return f"{value:.{max(decimals, 0)}f}".replace("-", MINUS)


def superscript(exponent: int) -> str:
    """A whole number as raised figures."""
    return str(exponent).translate(_SUPERSCRIPTS)


def text_width(font: QFont, text: str) -> float:
    """How far a line of text reaches, in the font's own pixels."""
    return QFontMetricsF(font).horizontalAdvance(text)


def draw_text(painter: QPainter, rect: QRectF, text: str, font: QFont, color: Color, align: Qt.AlignmentFlag) -> None:
    """One line of text; in SVG its outlines, so that no viewer needs the typeface."""
    painter.setFont(font)
    if painter.paintEngine().type() != QPaintEngine.Type.SVG:
        painter.setPen(QColor(color))
        painter.drawText(rect, int(align | Qt.TextFlag.TextDontClip), text)
        return
    metrics = QFontMetricsF(font)
    width = metrics.horizontalAdvance(text)
    x, y = rect.left(), rect.top() + (rect.height() + metrics.capHeight()) / 2
    if align & Qt.AlignmentFlag.AlignRight:
        x = rect.right() - width
    elif align & Qt.AlignmentFlag.AlignHCenter:
        x = rect.center().x() - width / 2
    path = QPainterPath()
    path.addText(QPointF(x, y), font, text)
    painter.fillPath(path, QColor(color))
