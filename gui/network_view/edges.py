"""Paints the edges: sign as colour, size as width, over what the step lets flow along them."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from engine.trace import Phase
from gui.network_view.chips import Chips
from gui.network_view.edge_style import EdgeStyle
from gui.network_view.flow import paint_heads, paint_under
from gui.network_view.geometry import Curve
from gui.network_view.layout import NetworkLayout
from gui.network_view.locks import dashed, locked_edges
from gui.network_view.scene import NetworkScene
from gui.theme.scale import shade
from gui.theme.theme import Theme

_SMOOTH_UP_TO, _FEW = 500, 250
"""Up to so many edges all are drawn finely, and up to so few those of the step."""


Drawn = tuple[Curve, QPainterPath]
"""A curve, and the same as Qt draws it."""


def path_of(curve: Curve) -> QPainterPath:
    """A curve as Qt draws it."""
    path = QPainterPath(QPointF(*curve.start))
    middle = curve.middle
    path.cubicTo(middle, curve.start[1], middle, curve.end[1], *curve.end)
    return path


@lru_cache(maxsize=4)
def _memory(layout: NetworkLayout) -> dict[tuple[int, int, int], Drawn]:
    """The edges of a layout, (layer, source, target), kept as they are asked for."""
    return {}


def keys_of(scene: NetworkScene) -> list[tuple[int, int, int]]:
    """(layer, source, target) of every drawn edge."""
    edges = scene.edges
    return list(zip(edges.layer.tolist(), edges.source.tolist(), edges.target.tolist(), strict=True))


def _drawing(scene: NetworkScene, keys: list[tuple[int, int, int]], chips: Chips) -> Callable[[int], Drawn]:
    """How each edge is drawn, by its place in the scene: as far as its chip, else as it is remembered."""
    memory = _memory(scene.layout)

    def drawn(index: int) -> Drawn:
        if index in chips.boxes:
            ends_at_box = chips.curve(scene.layout, scene.edges, index)
            return ends_at_box, path_of(ends_at_box)
        found = memory.get(keys[index])
        if found is None:
            curve = scene.layout.curve(*keys[index])
            found = memory[keys[index]] = curve, path_of(curve)
        return found

    return drawn


def paint_edges(
    painter: QPainter, scene: NetworkScene, style: EdgeStyle, theme: Theme, chips: Chips | None = None
) -> None:
    """All edges, the weak ones below, those of the step under way on top; each as far as its chip."""
    keys, told = keys_of(scene), chips or Chips()
    smooth, drawn = len(keys) <= _SMOOTH_UP_TO, _drawing(scene, keys, told)
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    order = np.argsort(style.width, kind="stable")
    active = np.isin(order, style.active)
    chosen = np.isin(order, style.chosen) & ~active
    pen = QPen()
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    colors = _colors(scene, style, theme)
    widths = style.width.tolist()
    locked = locked_edges(scene)
    held = locked.tolist() if locked is not None else [False] * len(keys)
    for part, fine in ((~active & ~chosen, smooth), (chosen, True), (active, smooth or active.sum() <= _FEW)):
        indices = order[part].tolist()
        if part is active and indices:
            paint_under(painter, scene, style, lambda index: drawn(index)[1], told, theme)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, bool(fine))
        pen.setCosmetic(not fine)
        for index in indices:
            pen.setColor(colors[index])
            pen.setWidthF(widths[index] if fine else 0.0)
            painter.setPen(dashed(pen) if held[index] else pen)
            painter.drawPath(drawn(index)[1])
    if scene.phase in (Phase.FORWARD, Phase.BACKWARD):
        paint_heads(painter, scene, style, lambda index: drawn(index)[0], theme)
    painter.restore()


def _colors(scene: NetworkScene, style: EdgeStyle, theme: Theme) -> list[QColor]:
    """One colour per edge: its sign's, as strong as it is opaque."""
    names = np.where(scene.edges.weight < 0, theme.negative, theme.positive)
    names = np.where(np.isnan(scene.edges.weight), theme.not_a_number, names).tolist()
    steps = np.clip(np.rint(style.alpha * 32), 1, 32).astype(int).tolist()
    return [shade(name, theme.background, step) for name, step in zip(names, steps, strict=True)]
