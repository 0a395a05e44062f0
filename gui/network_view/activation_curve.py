"""What an activation function and its slope look like, as the catalogue computes them."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.catalog import activations
from gui.theme.current import ThemeSwitch
from gui.theme.fonts import ui_font
from gui.theme.theme import Theme

Points = list[tuple[float, float]]

_ICON_WIDTH, _ICON_HEIGHT = 34, 22
_REACH = 3.0
_LOW, _HIGH = -1.3, 2.1
"""The heights that are seen: every function's bend, and the slope of all but the steepest."""
_JUMP = 0.5


def activation_curve(name: str) -> Points:
    """Points (z, a) from −3 to 3; softmax against one other unit that rests at 0."""
    return _points(name)[0]


def slope_curve(name: str) -> Points:
    """Points (z, slope) from −3 to 3, as `activation_curve`."""
    return _points(name)[1]


@lru_cache(maxsize=64)
def _points(name: str) -> tuple[Points, Points]:
    entry = activations[name]
    z = np.linspace(-_REACH, _REACH, 61)
    fed = np.stack([z, np.zeros_like(z)], axis=-1) if entry.couples else z
    a = entry.value(fed)
    slope = entry.slope(fed, a)
    if entry.couples:
        a, slope = a[:, 0], slope[:, 0]
    heights = (np.broadcast_to(values, z.shape).tolist() for values in (a, slope))
    value, steepness = (list(zip(z.tolist(), each, strict=True)) for each in heights)
    return value, steepness


def paint_curves(painter: QPainter, place: QRectF, name: str, theme: Theme, width: float = 1.6) -> None:
    """The curve, strong, over its slope, thin, with both axes, in `place`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(place)

    def at(x: float, y: float) -> QPointF:
        across = place.left() + 1 + (x + _REACH) / (2 * _REACH) * (place.width() - 2)
        return QPointF(across, place.bottom() - (y - _LOW) / (_HIGH - _LOW) * place.height())

    painter.setPen(QPen(QColor(theme.control_border), 1.0))
    painter.drawLine(at(-_REACH, 0), at(_REACH, 0))
    painter.drawLine(at(0, _LOW), at(0, _HIGH))
    value, slope = _points(name)
    for points, color, thick in ((slope, theme.muted_text, 1.0), (value, theme.accent, width)):
        painter.setPen(QPen(QColor(color), thick))
        for piece in _pieces(points):
            painter.drawPolyline(QPolygonF([at(x, y) for x, y in piece]))
    painter.restore()


def _pieces(points: Points) -> Sequence[Points]:
    """The line cut where it jumps: a slope that is 0 and then 1 has no line between."""
    pieces: list[Points] = [points[:1]]
    for before, point in pairwise(points):
        if abs(point[1] - before[1]) > _JUMP:
            pieces.append([])
        pieces[-1].append(point)
    return [piece for piece in pieces if len(piece) > 1]


@lru_cache(maxsize=128)
def activation_icon(name: str, theme: Theme, ratio: float) -> QIcon:
    """Curve and slope of an activation, for menus."""
    picture = QPixmap(round(_ICON_WIDTH * ratio), round(_ICON_HEIGHT * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_curves(painter, QRectF(0, 0, _ICON_WIDTH, _ICON_HEIGHT), name, theme)
    painter.end()
    return QIcon(picture)


class ActivationPicture(QWidget):
    """One activation function with its slope, and both formulas beside them."""

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._name = ""
        self.setFixedHeight(76)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_name(self, name: str) -> None:
        """Show another function."""
        self._name = name
        entry = activations[name]
        self.setAccessibleName(f"{entry.label}: {entry.formula}; slope: {entry.slope_formula}")
        self.setToolTip(entry.sentence)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._name:
            return
        theme, entry = self._themes.theme, activations[self._name]
        painter = QPainter(self)
        plot = QRectF(0, 0, 116, self.height())
        painter.fillRect(plot, QColor(theme.sunken))
        paint_curves(painter, plot, self._name, theme, 2.0)
        painter.setFont(ui_font(theme, theme.small_px))
        line = painter.fontMetrics().lineSpacing()
        words = QRectF(plot.right() + 12, 0, self.width() - plot.right() - 12, 0)
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
        for top, height, color, text in (
            (0.0, 2.4 * line, theme.accent_ink, entry.formula),
            (2.6 * line, 2.4 * line, theme.muted_text, f"slope {entry.slope_formula}"),
        ):
            painter.setPen(QColor(color))
            painter.drawText(words.adjusted(0, top, 0, top + height), flags, text)
        painter.end()
