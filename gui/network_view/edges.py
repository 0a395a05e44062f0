"""Paints the edges: sign as colour, size as width, and the direction in which a step flows."""

from functools import lru_cache
from math import hypot

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from engine.catalog.arrays import Rows
from engine.trace import Phase
from gui.network_view.edge_style import EdgeStyle
from gui.network_view.figures import fine, short
from gui.network_view.geometry import Curve, Rect, centred
from gui.network_view.layout import NetworkLayout
from gui.network_view.scene import NetworkScene
from gui.network_view.stepping import leftwards
from gui.theme.fonts import number_font
from gui.theme.theme import Theme

_SMOOTH_UP_TO = 500
_FEW, _MOST_CHEVRONS, _MOST_GLOWING = 24, 18, 60
_MOST_LABELS = 12
_LABEL_PLACES = (0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78)


@lru_cache(maxsize=20_000)
def _path(curve: Curve) -> QPainterPath:
    path = QPainterPath(QPointF(*curve.start))
    middle = curve.middle
    path.cubicTo(middle, curve.start[1], middle, curve.end[1], *curve.end)
    return path


@lru_cache(maxsize=4)
def _curves(layout: NetworkLayout) -> dict[tuple[int, int, int], Curve]:
    """A memory of curves, filled as edges are asked for."""
    return {}


def curve_of(layout: NetworkLayout, key: tuple[int, int, int]) -> Curve:
    """The curve of the edge (layer, source, target), computed once per layout."""
    known = _curves(layout)
    if key not in known:
        known[key] = layout.curve(*key)
    return known[key]


def keys_of(scene: NetworkScene) -> list[tuple[int, int, int]]:
    """(layer, source, target) of every drawn edge."""
    edges = scene.edges
    return list(zip(edges.layer.tolist(), edges.source.tolist(), edges.target.tolist(), strict=True))


def paint_edges(painter: QPainter, scene: NetworkScene, style: EdgeStyle, theme: Theme) -> None:
    """All edges, the weak ones below, those of the step under way on top."""
    keys = keys_of(scene)
    curves = _curves(scene.layout)
    smooth = len(keys) <= _SMOOTH_UP_TO
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    order = np.argsort(style.width, kind="stable")
    active = np.isin(order, style.active)
    if scene.phase is Phase.UPDATE:
        _paint_glow(painter, scene, style, keys, theme)
    pen = QPen()
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setCosmetic(not smooth)
    colors = _colors(scene, style, theme)
    widths = style.width.tolist() if smooth else [0.0] * len(keys)
    for index in np.concatenate([order[~active], order[active]]).tolist():
        key = keys[index]
        curve = curves.get(key) or curve_of(scene.layout, key)
        pen.setColor(colors[index])
        pen.setWidthF(widths[index])
        painter.setPen(pen)
        painter.drawPath(_path(curve))
    if scene.phase in (Phase.FORWARD, Phase.BACKWARD):
        _paint_chevrons(painter, scene, style, keys, theme)
    painter.restore()


def _colors(scene: NetworkScene, style: EdgeStyle, theme: Theme) -> list[QColor]:
    """One colour per edge: the sign's, or the flow's where the step is."""
    flow = {Phase.FORWARD: theme.accent, Phase.BACKWARD: theme.gradient}.get(scene.phase or Phase.LOSS)
    names = np.where(scene.edges.weight < 0, theme.negative, theme.positive)
    names = np.where(np.isnan(scene.edges.weight), theme.not_a_number, names).tolist()
    for index in style.active.tolist() if flow else []:
        names[index] = flow
    steps = np.clip(np.rint(style.alpha * 32), 1, 32).astype(int).tolist()
    return [_shade(name, theme.background, step) for name, step in zip(names, steps, strict=True)]


@lru_cache(maxsize=512)
def _shade(name: str, background: str, step: int) -> QColor:
    """The colour at step/32 of its strength over the background: opaque strokes are painted ten times faster."""
    ink, ground, share = QColor(name), QColor(background), step / 32
    red = ground.redF() + (ink.redF() - ground.redF()) * share
    green = ground.greenF() + (ink.greenF() - ground.greenF()) * share
    return QColor.fromRgbF(red, green, ground.blueF() + (ink.blueF() - ground.blueF()) * share)


def _strongest(style: EdgeStyle, most: int) -> Rows:
    order = np.argsort(-style.width[style.active], kind="stable")
    strongest: Rows = style.active[order[:most]]
    return strongest


def _paint_glow(
    painter: QPainter, scene: NetworkScene, style: EdgeStyle, keys: list[tuple[int, int, int]], theme: Theme
) -> None:
    """A pale band under each weight that has just changed, as wide as before plus a margin."""
    pen = QPen(_shade(theme.accent, theme.background, 8 if len(style.active) <= _FEW else 3))
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    for index in _strongest(style, _MOST_GLOWING).tolist():
        pen.setWidthF(style.width[index] + 6.0)
        painter.setPen(pen)
        painter.drawPath(_path(curve_of(scene.layout, keys[index])))


def _paint_chevrons(
    painter: QPainter, scene: NetworkScene, style: EdgeStyle, keys: list[tuple[int, int, int]], theme: Theme
) -> None:
    """Arrow heads along the active edges, pointing the way the numbers go."""
    back = leftwards(scene.phase)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(theme.gradient if back else theme.accent), 2.0)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    heads = QPainterPath()
    few = len(style.active) <= _FEW
    for place, index in enumerate(_strongest(style, _FEW if few else _MOST_CHEVRONS).tolist()):
        curve = curve_of(scene.layout, keys[index])
        size = 3.2 + 0.5 * float(style.width[index])
        long = few and curve.end[0] - curve.start[0] > 90
        # Among many edges the heads are spread, or they would stand in a row like a fence.
        for t in (0.16, 0.84) if long else (0.25 + 0.5 * (place * 0.618 % 1.0),):
            _add_chevron(heads, curve, t, -size if back else size)
    painter.drawPath(heads)


def _add_chevron(path: QPainterPath, curve: Curve, t: float, size: float) -> None:
    x, y = curve.at(t)
    dx, dy = curve.direction(t)
    length = hypot(dx, dy) or 1.0
    ux, uy = dx / length * size, dy / length * size
    path.moveTo(x - ux - uy, y - uy + ux)
    path.lineTo(x + ux * 0.5, y + uy * 0.5)
    path.lineTo(x - ux + uy, y - uy - ux)


def edge_label_text(scene: NetworkScene, style: EdgeStyle, index: int) -> str:
    """What stands on an active edge: its gradient, or its weight before and after."""
    if scene.phase is Phase.BACKWARD:
        return fine(float(style.value[index]))
    layer, source, target = keys_of(scene)[index]
    numbers = scene.numbers(layer)
    old = numbers.bias_before if numbers is not None and source < 0 else None
    if numbers is not None and source >= 0 and numbers.kernel_before is not None:
        old = numbers.kernel_before[source]
    if old is None:
        return ""
    before, after = short(float(old[target])), short(float(style.value[index]))
    return after if before == after else f"{before} → {after}"


def label_places(scene: NetworkScene, style: EdgeStyle, widths: list[float], height: float) -> dict[int, Rect]:
    """A rectangle for the label of each active edge, none on another, nor on a node; those without room left out."""
    taken = [
        scene.layout.node(column, neuron)
        for column in (scene.active, scene.active + 1)
        for neuron in range(scene.layout.columns[column].shown)
    ]
    keys, places = keys_of(scene), {}
    for index, width in zip(_strongest(style, _MOST_LABELS).tolist(), widths, strict=True):
        curve = curve_of(scene.layout, keys[index])
        for t in _LABEL_PLACES:
            rect = centred(*curve.at(t), width, height)
            if not any(rect.overlaps(other) for other in taken):
                taken.append(rect)
                places[index] = rect
                break
    return places


def paint_edge_labels(painter: QPainter, scene: NetworkScene, style: EdgeStyle, theme: Theme) -> None:
    """The numbers of the active edges where there are few of them; of more than twelve the strongest."""
    known = scene.phase in (Phase.BACKWARD, Phase.UPDATE)
    if not known or len(style.active) > _FEW:
        return
    painter.setFont(number_font(theme, scene.layout.text_px - 1))
    metrics = painter.fontMetrics()
    texts = {i: edge_label_text(scene, style, i) for i in _strongest(style, _MOST_LABELS).tolist()}
    widths = [metrics.horizontalAdvance(text) + 10.0 for text in texts.values()]
    ink = theme.gradient if scene.phase is Phase.BACKWARD else theme.edge_label
    for index, rect in label_places(scene, style, widths, metrics.height() + 3.0).items():
        box = QRectF(rect.left, rect.top, rect.width, rect.height)
        painter.setPen(QPen(QColor(ink if scene.phase is Phase.BACKWARD else theme.control_border), 1.0))
        painter.setBrush(QColor(theme.edge_label_background))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QColor(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, texts[index])
