"""The marks that join neurons which are identical and must remain so."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.network_view.geometry import Point, Rect
from gui.network_view.scene import NetworkScene
from gui.network_view.texts import Advance, advance_in, words_at
from gui.theme.theme import Theme

_RADIUS, _GAP, _SHORTEST = 7.0, 2.0, 5.0

Line = tuple[Point, Point]


def twins_of(scene: NetworkScene, layer: int, neuron: int) -> tuple[int, ...]:
    """The neurons that are identical to one, as far as it is known of the weights on screen."""
    if scene.activity is None or scene.snapshot is None:
        return ()
    return scene.activity.twins_of(layer, neuron, scene.snapshot.version)


def twin_marks(
    scene: NetworkScene, column: int, advance: Advance
) -> tuple[tuple[Point, ...], tuple[Line, ...]]:
    """Of a column the centres of the marks on twins that are drawn, and lines from one to the next where free."""
    place = scene.layout.columns[column]
    marks: list[Point] = []
    lines: list[Line] = []
    seen: set[int] = set()
    for neuron in place.neurons if column else ():
        others = () if neuron in seen else twins_of(scene, column - 1, neuron)
        group = [neuron, *(other for other in place.neurons if other in others)] if others else []
        seen.update(group)
        rects = [scene.layout.node(column, one) for one in group]
        marks += [_corner(rect) for rect in rects]
        for (upper, above), below in zip(zip(group, rects, strict=True), rects[1:], strict=False):
            x, end = _corner(below)[0], _corner(below)[1] - _radius(below) - _GAP
            words = [word.box for word in words_at(scene, column, upper, advance)]
            start = max([above.bottom, *(box.bottom for box in words if box.left <= x <= box.right)]) + _GAP
            if end - start >= _SHORTEST:
                lines.append(((x, start), (x, end)))
    return tuple(marks), tuple(lines)


def paint_twins(painter: QPainter, scene: NetworkScene, theme: Theme) -> None:
    """An equals sign on each twin, and a line from one to the next."""
    ink, paper = QColor(theme.warning_text), QColor(theme.background)
    for column, place in enumerate(scene.layout.columns):
        marks, lines = twin_marks(scene, column, advance_in(theme))
        painter.setPen(QPen(ink, 1.4, Qt.PenStyle.DotLine))
        for start, end in lines:
            painter.drawLine(QPointF(*start), QPointF(*end))
        radius = _radius(scene.layout.node(column, place.neurons[0])) if marks else 0.0
        for x, y in marks:
            painter.setPen(QPen(paper, 1.4))
            painter.setBrush(ink)
            painter.drawEllipse(QPointF(x, y), radius, radius)
            painter.setPen(QPen(paper, 1.4))
            for shift in (-0.3, 0.3):
                half, height = radius * 0.5, y + shift * radius
                painter.drawLine(QPointF(x - half, height), QPointF(x + half, height))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _corner(rect: Rect) -> Point:
    """The middle of the mark: on the neuron's upper left corner; the right one is for silence."""
    radius = _radius(rect)
    return rect.left + radius * 0.6, rect.top + radius * 0.6


def _radius(rect: Rect) -> float:
    return min(_RADIUS, rect.width / 4)
