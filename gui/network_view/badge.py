"""The badge over the outputs while the loss is computed: its words, its boxes, its picture."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from engine.trace import Address
from gui.network_view.geometry import Rect
from gui.network_view.labels import loss_badge
from gui.network_view.scene import NetworkScene
from gui.theme.fonts import number_font
from gui.theme.theme import Theme

_SIDE, _TALL, _ABOVE, _EDGE = 11.0, 12.0, 16.0, 4.0
_BETWEEN = " · "


@dataclass(frozen=True)
class Badge:
    """Its plate, and each text with its box and the number it tells."""

    plate: Rect
    parts: tuple[tuple[str, Rect, Address], ...]


def badge_of(scene: NetworkScene, theme: Theme) -> Badge | None:
    """The badge of a scene in the layout's units, None unless the step is at the loss."""
    texts = loss_badge(scene)
    if not texts:
        return None
    metrics = QFontMetricsF(_font(scene, theme))
    widths = [metrics.horizontalAdvance(text) for text, _ in texts]
    gap, tall = metrics.horizontalAdvance(_BETWEEN), scene.layout.text_px + _TALL
    width = sum(widths) + gap * (len(texts) - 1) + 2 * _SIDE
    node = scene.layout.node(len(scene.layout.columns) - 1, scene.layout.columns[-1].neurons[0])
    left = min(max(node.centre[0] - width / 2, _EDGE), scene.layout.width - width - _EDGE)
    plate = Rect(left, max(node.top - tall - _ABOVE, 2.0), width, tall)
    parts, x = [], left + _SIDE
    for (text, number), wide in zip(texts, widths, strict=True):
        parts.append((text, Rect(x, plate.top, wide, tall), number))
        x += wide + gap
    return Badge(plate, tuple(parts))


def badge_number(scene: NetworkScene, theme: Theme, x: float, y: float) -> Address | None:
    """The number of the badge at a point."""
    badge = badge_of(scene, theme)
    parts = badge.parts if badge is not None else ()
    return next((number for _, box, number in parts if box.contains(x, y)), None)


def paint_badge(painter: QPainter, scene: NetworkScene, theme: Theme) -> None:
    """Draw it, over the outputs."""
    badge = badge_of(scene, theme)
    if badge is None:
        return
    plate, font = badge.plate, _font(scene, theme)
    painter.setPen(QPen(QColor(theme.accent), 1.2))
    painter.setBrush(QColor(theme.accent_soft))
    box = QRectF(plate.left, plate.top, plate.width, plate.height)
    painter.drawRoundedRect(box, plate.height / 2, plate.height / 2)
    painter.setPen(QColor(theme.accent_ink))
    base = plate.centre[1] + scene.layout.text_px * 0.36
    painter.setFont(font)
    for index, (text, place, _) in enumerate(badge.parts):
        if index:
            painter.drawText(QPointF(badge.parts[index - 1][1].right, base), _BETWEEN)
        painter.drawText(QPointF(place.left, base), text)


def _font(scene: NetworkScene, theme: Theme) -> QFont:
    return number_font(theme, scene.layout.text_px, QFont.Weight.Medium)
