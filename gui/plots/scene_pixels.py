"""Painting in the pixels of a plot's scene, and pictures that are kept until what they show changes."""

from collections.abc import Callable
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPaintEngine, QPainter, QTransform
from PySide6.QtWidgets import QGraphicsItem


def to_scene(painter: QPainter, item: QGraphicsItem) -> QTransform:
    """Set the painter to scene pixels, whatever it paints on; returns the way from data to scene."""
    data_to_scene = item.sceneTransform()
    # Qt's own inverse gives up on scales as small as those of a loss of 1e15.
    painter.setWorldTransform(pg.invertQTransform(data_to_scene) * painter.worldTransform())
    return data_to_scene


def is_pixels(painter: QPainter) -> bool:
    """Whether the painter paints pixels, not the shapes of an SVG or PDF."""
    return bool(painter.paintEngine().type() == QPaintEngine.Type.Raster)


class KeptPicture:
    """A part of a scene, painted once for each key."""

    def __init__(self) -> None:
        self._key: tuple[Any, ...] | None = None
        self._image = QImage()

    def paint(
        self,
        painter: QPainter,
        area: QRectF,
        key: tuple[Any, ...],
        draw: Callable[[QPainter, bool], None],
        begun: tuple[Any, ...] | None = None,
    ) -> None:
        """Paint the area with a painter in scene pixels, by `draw` in scene pixels if the key is new.

        draw is told whether to draw everything. It is not if the picture that is kept has the key `begun`, which
        says that it is the beginning of the new one.
        """
        scale = painter.worldTransform().m11() * painter.device().devicePixelRatioF()
        rect = area.toAlignedRect()
        if (scale, rect, *key) != self._key:
            everything = begun is None or (scale, rect, *begun) != self._key
            self._key = (scale, rect, *key)
            if everything:
                size = (QRectF(rect).size() * scale).toSize()
                self._image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
                self._image.setDevicePixelRatio(scale)
                self._image.fill(Qt.GlobalColor.transparent)
            fresh = QPainter(self._image)
            fresh.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
            fresh.translate(-rect.topLeft())
            draw(fresh, everything)
            fresh.end()
        painter.drawImage(rect.topLeft(), self._image)
