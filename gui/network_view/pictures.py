"""The picture in each node: what its neuron computes over the plotted inputs."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QPolygonF, QTransform

from engine.catalog import activations
from engine.catalog.arrays import Array
from engine.diagnostics import Surface
from engine.spec import DataInfo, ExperimentSpec
from gui.network_view.kept_images import KeptImages
from gui.pictures.images import indexed_image
from gui.theme.scale import class_table, in_colors, signed_color_table, signed_indices
from gui.theme.theme import Theme

CORNER = 0.17
"""The radius of a node's corners as a share of its side."""

OUTLINE = 1.1


@dataclass(frozen=True)
class Scale:
    """Which value is neutral and how far the colours reach; `class_index` for the ramp of a class, else -1."""

    neutral: float
    limit: float
    class_index: int = -1


def picture_scale(spec: ExperimentSpec, info: DataInfo, values: Array, column: int, neuron: int) -> Scale:
    """The colour scale of a neuron's picture; values (neurons, rows, columns) are those of its whole column."""
    if column == 0:
        low, high = float(values[neuron].min()), float(values[neuron].max())
        middle = (low + high) / 2
        # An input that is not plotted is held still: one value is neither high nor low.
        return Scale(middle, max(high - middle, 1e-12))
    activation = activations[spec.network.layers[column - 1].activation]
    bounded = np.isfinite(activation.low) and np.isfinite(activation.high)
    last = column == len(spec.network.layers)
    if last and bounded and len(info.classes) > 1 and len(values) == len(info.classes):
        return Scale(0.0, 1.0, neuron)
    if bounded:
        return Scale(activation.neutral, activation.high - activation.neutral)
    reach = max(float(np.fmax.reduce(values, None)) - activation.neutral, 0.0)
    reach = max(reach, activation.neutral - float(np.fmin.reduce(values, None)))
    return Scale(activation.neutral, reach if np.isfinite(reach) and reach > 1e-9 else 1.0)


def color_indices(values: Array, scale: Scale) -> NDArray[np.uint8]:
    """Indices into the scale's colour table, row 0 on top: the highest y first."""
    flipped = np.ascontiguousarray(values[::-1])
    if scale.class_index < 0:
        return signed_indices(flipped, scale.limit, scale.neutral)
    with np.errstate(invalid="ignore"):
        share = np.nan_to_num(np.clip(flipped / scale.limit, 0.0, 1.0))
    return (share * 255).astype(np.uint8)


@lru_cache(maxsize=64)
def color_table(theme: Theme, class_index: int) -> list[int]:
    """256 colours for an indexed picture; not to be changed."""
    if class_index < 0:
        return list(signed_color_table(theme))
    return [QColor(*map(int, row)).rgba() for row in class_table(theme, class_index)]


class Pictures:
    """Node pictures of one surface, made when first asked for and kept until the surface changes."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._images: dict[tuple[int, int, int], QImage] = {}
        self.kept = KeptImages()

    def show(self, surface: Surface | None, spec: ExperimentSpec, info: DataInfo, theme: Theme) -> None:
        """Take the surface; pictures made for another one, another network or theme are given up."""
        theme = in_colors(theme, info.colors)
        key = (surface, spec.network, info, theme)
        if key != self._key:
            self._key = key
            self._images.clear()
            self._surface, self._spec, self._info, self._theme = surface, spec, info, theme

    def _index(self, column: int, neuron: int) -> int | None:
        """The place of a neuron among the pictures of its column."""
        asked = dict(self._surface.request.pictured).get(column - 1) if self._surface is not None else None
        if asked is None:
            return neuron
        return asked.index(neuron) if neuron in asked else None

    def image(self, column: int, neuron: int, side: int, pixels: float) -> QImage:
        """The rounded picture of `side` device pixels, plain when nothing is known of that neuron yet.

        pixels: device pixels per unit, for the width of the rim.
        """
        surface, theme = self._surface, self._theme
        known = surface is not None and column < len(surface.pictures)
        values = surface.pictures[column] if surface is not None and known else np.zeros((0, 1, 1))
        index = self._index(column, neuron)
        key = (column, neuron, side)
        if key not in self._images:
            if index is not None and index < len(values):
                scale = picture_scale(self._spec, self._info, values, column, index)
                self._images[key] = plate(side, pixels, theme, values[index], scale)
            else:
                self._images[key] = plate(side, pixels, theme)
        return self._images[key]


def plate(
    side: int,
    pixels: float,
    theme: Theme,
    values: Array | None = None,
    scale: Scale | None = None,
    fill: str = "",
    *,
    sharp: bool = False,
) -> QImage:
    """A rounded picture of `side` device pixels: of values (rows, columns), the lowest row first, else of one colour.

    pixels: device pixels per unit, for the width of the rim. sharp: each value is a square.
    """
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=not sharp)
    if values is not None and scale is not None:
        _paint_values(painter, values, scale, side, theme)
    else:
        painter.setBrush(QColor(fill or theme.neutral))
    _paint_outline(painter, side, pixels, theme)
    painter.end()
    return image


def _paint_outline(painter: QPainter, side: int, pixels: float, theme: Theme) -> None:
    """The rim, inside the picture; whatever brush is set fills a node without a picture."""
    pen = OUTLINE * pixels
    painter.setPen(QPen(QColor(theme.node_outline), pen))
    rim = QRectF(pen / 2, pen / 2, side - pen, side - pen)
    painter.drawRoundedRect(rim, side * CORNER - pen / 2, side * CORNER - pen / 2)


def _paint_values(painter: QPainter, values: Array, scale: Scale, side: int, theme: Theme) -> None:
    """The values as colours; over one input as a curve too."""
    indices = color_indices(values, scale)
    rows, columns = indices.shape
    painter.setPen(Qt.PenStyle.NoPen)
    brush = QBrush(indexed_image(indices, color_table(theme, scale.class_index)))
    brush.setTransform(QTransform.fromScale(side / columns, side / rows))
    painter.setBrush(brush)
    painter.drawRoundedRect(QRectF(0, 0, side, side), side * CORNER, side * CORNER)
    if rows == 1:
        _draw_curve(painter, values[0], scale, side, theme)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _draw_curve(painter: QPainter, values: Array, scale: Scale, side: int, theme: Theme) -> None:
    """A function of one input as a curve over its own colours, which are veiled to let it stand out."""
    veil = QColor(theme.raised)
    veil.setAlphaF(0.72)
    painter.setBrush(veil)
    painter.drawRoundedRect(QRectF(0, 0, side, side), side * CORNER, side * CORNER)
    low = 0.0 if scale.class_index >= 0 else scale.neutral - scale.limit
    span = scale.limit if scale.class_index >= 0 else 2 * scale.limit
    heights = np.clip((np.nan_to_num(values, nan=low) - low) / span, -0.05, 1.05)
    xs = np.linspace(0.06, 0.94, len(values)) * side
    ys = (0.86 - 0.72 * heights) * side
    line = QPen(QColor(theme.plot_axis), max(side / 80, 0.8))
    painter.setPen(line)
    painter.setOpacity(0.35)
    painter.drawLine(int(0.06 * side), int(side / 2), int(0.94 * side), int(side / 2))
    painter.setOpacity(1.0)
    pen = QPen(QColor(theme.text), max(side / 26, 1.4))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    polygon = QPolygonF()
    for x, y in zip(xs.tolist(), ys.tolist(), strict=True):
        polygon.append(QPointF(x, y))
    painter.drawPolyline(polygon)
