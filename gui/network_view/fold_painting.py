"""Paints the foot of a folded layer: a brace with words, and all of its weights as a picture with marks on it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from engine.catalog.arrays import Array
from gui.network_view.flow import flow_ink
from gui.network_view.geometry import Rect
from gui.network_view.paging import shown_text
from gui.network_view.pictures import Pictures
from gui.network_view.rows import SMALL_PX
from gui.network_view.scene import NetworkScene, NeuronRef
from gui.network_view.stepping import Tone
from gui.network_view.texts import font_of
from gui.network_view.weight_image import weight_image
from gui.theme.theme import Theme

_FINENESS = 0.5
"""Blocks of the picture of weights for each unit of its width and height."""

_VEIL = 0.72
_MARK = 3.0
_NARROW = 90.0


def paint_foot(
    painter: QPainter, scene: NetworkScene, column: int, tone: Tone, pictures: Pictures, theme: Theme
) -> None:
    """The brace under a folded column, and the picture of its weights."""
    place = scene.layout.columns[column]
    if place.fold is None:
        return
    _paint_brace(painter, place.fold, shown_text(place, place.fold.width < _NARROW), theme)
    kernel = kernel_of(scene, column)
    if place.weights is not None and kernel is not None:
        _paint_weights(painter, scene, column, kernel, pictures, theme)
        _paint_progress(painter, scene, column, tone, theme)
        _paint_marks(painter, scene, column, theme)


def kernel_of(scene: NetworkScene, column: int) -> Array | None:
    """The weights that the picture of a column shows, (others, its neurons): to them, of inputs those from them."""
    numbers = scene.numbers(max(column - 1, 0))
    return None if numbers is None else numbers.kernel if column else numbers.kernel.T


def _box(rect: Rect) -> QRectF:
    return QRectF(rect.left, rect.top, rect.width, rect.height)


def _paint_weights(
    painter: QPainter, scene: NetworkScene, column: int, kernel: Array, pictures: Pictures, theme: Theme
) -> None:
    box = scene.layout.columns[column].weights
    assert box is not None
    size = round(box.width * _FINENESS), round(box.height * _FINENESS)
    image = pictures.kept.image(
        column, kernel, lambda: weight_image(kernel, *size, theme), (size, theme), flowing=scene.phase is None
    )
    smooth = painter.renderHints() & QPainter.RenderHint.SmoothPixmapTransform
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
    painter.drawImage(_box(box), image)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, bool(smooth))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.control_border), 1.0))
    painter.drawRect(_box(box).adjusted(-0.5, -0.5, 0.5, 0.5))


def _paint_progress(painter: QPainter, scene: NetworkScene, column: int, tone: Tone, theme: Theme) -> None:
    """While the step is in this layer a frame in its colour; the neurons it has not come to are veiled."""
    place = scene.layout.columns[column]
    if tone is not Tone.ACTIVE or place.weights is None:
        return
    box = _box(place.weights)
    if column - 1 == scene.active and scene.reached < place.total:
        veil = QColor(theme.background)
        veil.setAlphaF(_VEIL)
        begin = box.left() + box.width() * scene.reached / place.total
        painter.fillRect(QRectF(begin, box.top(), box.right() - begin, box.height()), veil)
    painter.setPen(QPen(QColor(flow_ink(scene, theme)), 2.0))
    painter.drawRect(box.adjusted(-1.0, -1.0, 1.0, 1.0))


def _paint_marks(painter: QPainter, scene: NetworkScene, column: int, theme: Theme) -> None:
    """Over the picture a mark for each neuron that is drawn above; through it a line at what is looked at."""
    place = scene.layout.columns[column]
    assert place.weights is not None
    painter.setPen(QPen(QColor(theme.muted_text), 1.0))
    for neuron in place.neurons:
        x = _middle(scene, column, neuron)
        painter.drawLine(QPointF(x, place.weights.top - _MARK - 1.0), QPointF(x, place.weights.top - 1.0))
    looked = [(scene.view.selected, theme.accent)]
    if isinstance(scene.pointed, NeuronRef):
        looked.append(((scene.pointed.layer, scene.pointed.neuron), theme.text))
    for neuron_at, ink in looked:
        if neuron_at is not None and neuron_at[0] == column - 1 and neuron_at[1] < place.total:
            x = _middle(scene, column, neuron_at[1])
            painter.setPen(QPen(QColor(theme.background), 4.0))
            painter.drawLine(QPointF(x, place.weights.top), QPointF(x, place.weights.bottom))
            painter.setPen(QPen(QColor(ink), 2.0))
            painter.drawLine(QPointF(x, place.weights.top - _MARK), QPointF(x, place.weights.bottom))


def _middle(scene: NetworkScene, column: int, neuron: int) -> float:
    box = scene.layout.columns[column].weights
    assert box is not None
    return box.left + (neuron + 0.5) * box.width / scene.layout.columns[column].total


def _paint_brace(painter: QPainter, rect: Rect, text: str, theme: Theme) -> None:
    """A brace with the words for the neurons that are drawn, or are not."""
    half, top, x = max(rect.width / 2 - 14.0, rect.width * 0.36), rect.top, rect.centre[0]
    brace = QPainterPath(QPointF(x - half, top))
    brace.quadTo(x - half, top + 4, x - half + 6, top + 4)
    brace.lineTo(x - 4, top + 4)
    brace.quadTo(x, top + 4, x, top + 7)
    brace.quadTo(x, top + 4, x + 4, top + 4)
    brace.lineTo(x + half - 6, top + 4)
    brace.quadTo(x + half, top + 4, x + half, top)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.muted_text), 1.2))
    painter.drawPath(brace)
    painter.setFont(font_of(theme, SMALL_PX, strong=False))
    painter.setPen(QColor(theme.muted_text))
    box = QRectF(rect.left - 2, top + 7, rect.width + 4, 15)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
