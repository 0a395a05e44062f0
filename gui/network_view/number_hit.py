"""Which number of the network lies under the cursor, and the line that says so."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPen

from gui.network_view.scene import NetworkScene
from gui.network_view.texts import Advance, Word, words_at
from gui.theme.theme import Theme

_REACH, _ROWS = 2.0, 40.0


def word_at(scene: NetworkScene, x: float, y: float, advance: Advance) -> Word | None:
    """The number beside a neuron that holds the point (in the layout's units), None if there is none."""
    for column, place in enumerate(scene.layout.columns):
        for neuron in place.neurons:
            if abs(scene.layout.node(column, neuron).centre[1] - y) > place.size + _ROWS:
                continue
            for word in words_at(scene, column, neuron, advance):
                box = word.box
                if word.number is None or not box.top <= y <= box.bottom:
                    continue
                if box.left - _REACH <= x <= box.right + _REACH:
                    return word
    return None


def paint_word(painter: QPainter, scene: NetworkScene, word: Word, theme: Theme) -> None:
    """Underline the number that the cursor is on."""
    painter.save()
    painter.translate(scene.dx, scene.dy)
    painter.scale(scene.scale, scene.scale)
    painter.setPen(QPen(QColor(theme.accent_ink), 1.2))
    y = word.box.centre[1] + word.px * 0.36 + 2.5
    painter.drawLine(QPointF(word.box.left, y), QPointF(word.box.right, y))
    painter.restore()
