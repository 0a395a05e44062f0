"""Paints what a step does to the edges it is at: what flows, which way, and which weights have just changed."""

from collections.abc import Callable
from math import hypot

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from engine.trace import Phase
from gui.network_view.chips import Chips
from gui.network_view.edge_style import EdgeStyle
from gui.network_view.geometry import Curve
from gui.network_view.scene import NetworkScene
from gui.network_view.stepping import leftwards
from gui.theme.scale import shade
from gui.theme.theme import Theme

_MOST_HALOS, _MOST_HEADS = 60, 16
_HALOS = {Phase.FORWARD: ((3.0, 3.5), (4, 9)), Phase.BACKWARD: ((3.0, 8.0), (4, 15))}
"""Least width over the edge's own and what flow adds; faintest and strongest shade. Backward: the gradient."""
_RAIL = 1.2
_GOLDEN = 0.618
_USUAL_PX = 12
"""The text beside which a head has its usual size; it grows with the text."""


def strongest(style: EdgeStyle, most: int) -> list[int]:
    """The active edges with most flow, at most so many, the weakest first."""
    order = np.argsort(style.flow[style.active], kind="stable")
    found: list[int] = style.active[order[-most:]].tolist()
    return found


def paint_under(
    painter: QPainter,
    scene: NetworkScene,
    style: EdgeStyle,
    path: Callable[[int], QPainterPath],
    chips: Chips,
    theme: Theme,
) -> None:
    """Under the active edges: a halo in the colour of the flow, or two rails along weights that have changed."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen()
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)

    def stroke(index: int, color: QColor, width: float) -> None:
        pen.setColor(color)
        pen.setWidthF(width)
        painter.setPen(pen)
        painter.drawPath(path(index))

    update, ink = scene.phase is Phase.UPDATE, flow_ink(scene, theme)
    for index in strongest(style, _MOST_HALOS):
        quiet = chips.some and index not in chips.boxes
        share, width = 0.0 if quiet else float(style.flow[index]) ** 0.5, float(style.width[index])
        if update:
            stroke(index, shade(ink, theme.background, round(6 + 20 * share)), width + 3.0 + 2 * _RAIL)
            stroke(index, QColor(theme.background), width + 3.0)
        else:
            (least, more), (faint, strong) = _HALOS[scene.phase or Phase.FORWARD]
            color = shade(ink, theme.background, round(faint + (strong - faint) * share))
            stroke(index, color, width + least + more * share)


def flow_ink(scene: NetworkScene, theme: Theme) -> str:
    """The colour of the step under way: accent forward, violet backward, ink for changed weights."""
    inks = {Phase.BACKWARD: theme.gradient, Phase.UPDATE: theme.text}
    return inks.get(scene.phase or Phase.FORWARD, theme.accent)


def paint_heads(
    painter: QPainter, scene: NetworkScene, style: EdgeStyle, curve: Callable[[int], Curve], theme: Theme
) -> None:
    """Arrow heads along the strongest active edges, pointing the way the numbers go."""
    back = leftwards(scene.phase)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(theme.background), 1.6)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(QColor(flow_ink(scene, theme)))
    few = len(style.active) <= _MOST_HEADS
    for place, index in enumerate(strongest(style, _MOST_HEADS if few else _MOST_HEADS // 2)):
        # The heads are spread, or they would stand in a row like a fence.
        t = 0.26 + 0.36 * (place * _GOLDEN % 1.0)
        size = (5.6 + 2.2 * float(style.flow[index]) ** 0.5) * scene.layout.text_px / _USUAL_PX
        painter.drawPolygon(arrow_head(curve(index), 1.0 - t if back else t, -size if back else size))


def arrow_head(curve: Curve, t: float, size: float) -> QPolygonF:
    """An arrow head on a curve, its tip first; a negative size points the other way."""
    x, y = curve.at(t)
    dx, dy = curve.direction(t)
    length = hypot(dx, dy) or 1.0
    ux, uy = dx / length * size, dy / length * size
    half = 0.72
    return QPolygonF(
        [
            QPointF(x + ux, y + uy),
            QPointF(x - ux * 0.8 - uy * half, y - uy * 0.8 + ux * half),
            QPointF(x - ux * 0.35, y - uy * 0.35),
            QPointF(x - ux * 0.8 + uy * half, y - uy * 0.8 - ux * half),
        ]
    )
