"""What is locked, as it is drawn: a small lock on a neuron, a dashed line for a weight."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.network_view.lock_edits import any_locked, is_locked
from gui.network_view.scene import NetworkScene
from gui.theme.theme import Theme

DASHES = (5.0, 3.0)
"""Lengths of dash and gap, in pixels: the same for thin and thick lines."""

_LARGEST = 15.0


def locked_edges(scene: NetworkScene) -> NDArray[np.bool_] | None:
    """Which of the drawn edges keep their weights; None if all are free."""
    if not any_locked(scene.spec):
        return None
    edges, found = scene.edges, np.zeros(len(scene.edges), dtype=np.bool_)
    for number, layer in enumerate(scene.spec.network.layers):
        mine = edges.layer == number
        if not layer.trainable:
            found |= mine
            continue
        found |= mine & np.isin(edges.target, layer.frozen_neurons)
        one_by_one = [source * layer.units + neuron for source, neuron in layer.frozen_weights]
        found |= mine & np.isin(edges.source * layer.units + edges.target, one_by_one)
    return found


def dashed(pen: QPen) -> QPen:
    """The pen of an edge that is locked."""
    broken, width = QPen(pen), max(pen.widthF(), 1.0)
    broken.setDashPattern([length / width for length in DASHES])
    return broken


def paint_locks(painter: QPainter, scene: NetworkScene, theme: Theme) -> None:
    """A lock on the lower left corner of each drawn neuron all of whose weights are locked."""
    if not any_locked(scene.spec):
        return
    for column, place in enumerate(scene.layout.columns):
        for neuron in place.neurons if column else ():
            if is_locked(scene.spec.network.layers[column - 1], neuron):
                rect = scene.layout.node(column, neuron)
                size = min(_LARGEST, rect.width / 2.2)
                _paint_lock(painter, QPointF(rect.left + size * 0.35, rect.bottom - size * 0.66), size, theme)


def _paint_lock(painter: QPainter, middle: QPointF, size: float, theme: Theme) -> None:
    """A lock on a disc of the background, so that it is seen on any picture."""
    ink = QColor(theme.accent_ink)
    painter.setPen(QPen(QColor(theme.control_border), 1.0))
    painter.setBrush(QColor(theme.raised))
    painter.drawEllipse(middle, size * 0.62, size * 0.62)
    body = QRectF(middle.x() - size * 0.3, middle.y() - size * 0.08, size * 0.6, size * 0.42)
    bow = QRectF(middle.x() - size * 0.19, middle.y() - size * 0.4, size * 0.38, size * 0.5)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, size * 0.1))
    painter.drawArc(bow, 0, 180 * 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawRoundedRect(body, size * 0.06, size * 0.06)
    painter.setBrush(Qt.BrushStyle.NoBrush)
