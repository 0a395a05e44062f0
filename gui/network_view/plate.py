"""The network kept as pictures while numbers flow: what changes sixty times a second no one reads."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap

from engine.trace import Snapshot
from gui.network_view.painting import paint_edges_only, paint_network, paint_nodes_only
from gui.network_view.pictures import Pictures
from gui.network_view.scene import NetworkScene
from gui.theme.theme import Theme

READING_SECONDS = 0.08
_NODES_REST, _EDGES_REST = 30.0, 8.0
"""How many times as long as they took to be painted neurons and edges rest: a crowd of them changes more calmly."""

_CROWD = 250
"""So many edges are painted live in every frame."""


class _Sheet:
    """One transparent picture of the canvas, and of which moment it is."""

    def __init__(self, least: float, rest: float) -> None:
        self._pixmap, self._key = QPixmap(), ()  # type: QPixmap, tuple[object, ...]
        self._least, self._rest, self._due = least, rest, 0.0
        self.snapshot: Snapshot | None = None

    def is_due(self, scene: NetworkScene) -> bool:
        """Whether it shows another moment, and has been shown long enough."""
        return scene.snapshot is not self.snapshot and time.monotonic() >= self._due

    def fits(self, key: tuple[object, ...]) -> bool:
        """Whether it is of the same things at the same places."""
        return key == self._key

    def renew(
        self, scene: NetworkScene, key: tuple[object, ...], ratio: float, paint: Callable[[QPainter], None]
    ) -> None:
        """Paint it anew."""
        begin = time.monotonic()
        width, height = (round(side * ratio) for side in scene.canvas)
        if (self._pixmap.width(), self._pixmap.height()) != (width, height):
            self._pixmap = QPixmap(width, height)
        self._pixmap.setDevicePixelRatio(ratio)
        self._pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._pixmap)
        paint(painter)
        painter.end()
        self._key, self.snapshot, now = key, scene.snapshot, time.monotonic()
        self._due = now + max(self._least, self._rest * (now - begin))

    def paint(self, painter: QPainter) -> None:
        """Show it."""
        painter.drawPixmap(0, 0, self._pixmap)


class Plate:
    """Paints a scene whose numbers, between updates, are renewed no faster than they can be read.

    Few edges move in every frame; many have a picture of their own, renewed in other frames than that of the neurons.
    """

    def __init__(self) -> None:
        self._nodes, self._edges = _Sheet(READING_SECONDS, _NODES_REST), _Sheet(0.0, _EDGES_REST)

    def paint(self, painter: QPainter, scene: NetworkScene, theme: Theme, pictures: Pictures) -> bool:
        """Paint the scene; whether its numbers are the newest (else paint again `READING_SECONDS` later)."""
        if scene.phase is not None:
            self._nodes.snapshot = self._edges.snapshot = None
            paint_network(painter, scene, theme, pictures)
            return True
        ratio, crowd = painter.device().devicePixelRatioF(), len(scene.edges) > _CROWD
        told = scene.spec.network, scene.spec.training.loss, scene.info  # other edits change nothing that is painted
        key = (scene.surface, told, scene.view, scene.pointed, theme, scene.canvas, ratio, *scene.place)
        busy = False
        if not crowd:
            paint_edges_only(painter, scene, theme)
        else:
            lines = key[1:]
            busy = not self._edges.fits(lines) or self._edges.is_due(scene)
            if busy:
                self._edges.renew(scene, lines, ratio, lambda inner: paint_edges_only(inner, scene, theme))
            self._edges.paint(painter)
        if not self._nodes.fits(key) or (self._nodes.is_due(scene) and not busy):
            pictures.kept.late = False
            self._nodes.renew(scene, key, ratio, lambda inner: paint_nodes_only(inner, scene, theme, pictures))
            if pictures.kept.late:
                self._nodes.snapshot = None  # to be painted again
        self._nodes.paint(painter)
        fresh = scene.snapshot is self._nodes.snapshot
        return fresh and (not crowd or scene.snapshot is self._edges.snapshot)
