"""Neurons and numbers kept as one picture while the edges move: no one reads what changes sixty times a second."""

import time

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap

from engine.trace import Snapshot
from gui.network_view.painting import paint_edges_only, paint_network, paint_nodes_only
from gui.network_view.pictures import Pictures
from gui.network_view.scene import NetworkScene
from gui.theme.theme import Theme

READING_SECONDS = 0.08


class Plate:
    """Paints a scene whose numbers, between updates, are renewed at most twelve times a second."""

    def __init__(self) -> None:
        self._pixmap = QPixmap()
        self._key: tuple[object, ...] = ()
        self._snapshot: Snapshot | None = None
        self._due = 0.0

    def paint(self, painter: QPainter, scene: NetworkScene, theme: Theme, pictures: Pictures) -> bool:
        """Paint the scene; whether its numbers are the newest (else paint again `READING_SECONDS` later)."""
        if scene.phase is not None:
            self._snapshot = None
            paint_network(painter, scene, theme, pictures)
            return True
        paint_edges_only(painter, scene, theme)
        ratio = painter.device().devicePixelRatioF()
        key = (scene.surface, scene.spec, scene.view, scene.pointed, theme, scene.canvas, ratio, *scene.place)
        if key != self._key or (scene.snapshot is not self._snapshot and time.monotonic() >= self._due):
            self._key, self._snapshot = key, scene.snapshot
            self._due = time.monotonic() + READING_SECONDS
            self._render(scene, theme, pictures, ratio)
        painter.drawPixmap(0, 0, self._pixmap)
        return scene.snapshot is self._snapshot

    def _render(self, scene: NetworkScene, theme: Theme, pictures: Pictures, ratio: float) -> None:
        width, height = (round(side * ratio) for side in scene.canvas)
        if (self._pixmap.width(), self._pixmap.height()) != (width, height):
            self._pixmap = QPixmap(width, height)
        self._pixmap.setDevicePixelRatio(ratio)
        self._pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._pixmap)
        pictures.kept.late = False
        paint_nodes_only(painter, scene, theme, pictures)
        painter.end()
        if pictures.kept.late:
            self._snapshot = None  # to be painted again
