"""Many small shapes that look alike, each drawn once and then stamped: a tenth of the work of drawing all of them."""

from collections.abc import Callable
from math import ceil, floor

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter

_PARTS = 4  # of a pixel, to which places are rounded
VARIANTS = _PARTS * _PARTS

DrawOne = Callable[[QPainter, QPointF, int], None]
"""Draws the shape of a kind around a place."""


class Stamps:
    """Draws shapes of a few kinds at most `reach` pixels around their places, at a device's pixel ratio."""

    def __init__(self, draw: DrawOne, reach: float, ratio: float) -> None:
        self._draw, self._ratio = draw, ratio
        self._half = ceil(reach * ratio) + 1
        self._kept: dict[tuple[int, int, int], QImage] = {}

    def stamp(self, painter: QPainter, x: float, y: float, kind: int) -> None:
        """Draw a shape at a place in the painter's pixels."""
        across, up = round(x * self._ratio * _PARTS), round(y * self._ratio * _PARTS)
        key = (kind, across % _PARTS, up % _PARTS)
        image = self._kept.get(key)
        if image is None:
            image = self._kept[key] = self._made(*key)
        left, top = floor(across / _PARTS) - self._half, floor(up / _PARTS) - self._half
        painter.drawImage(QPointF(left / self._ratio, top / self._ratio), image)

    def _made(self, kind: int, across: int, up: int) -> QImage:
        side = 2 * self._half + 1
        image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(self._ratio)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QPointF(self._half + across / _PARTS, self._half + up / _PARTS) / self._ratio
        self._draw(painter, place, kind)
        painter.end()
        return image
