"""What the cursor is on: a number beside a neuron, a number on the hover card, else a neuron or an edge."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from engine.trace import BIAS, Address, Kind
from gui.network_view.badge import badge_number
from gui.network_view.chip_places import chips_of
from gui.network_view.geometry import Rect
from gui.network_view.hit import REACH, hit
from gui.network_view.hover_card import HoverCard
from gui.network_view.number_hit import paint_word, word_at
from gui.network_view.scene import EdgeRef, NetworkScene, NeuronRef, Pointed
from gui.network_view.texts import Word, advance_in
from gui.theme.theme import Theme
from gui.view import Edge, ViewState


class Pointer:
    """Follows the cursor over one canvas and keeps the hover card."""

    def __init__(self) -> None:
        self._card = HoverCard()
        self._word: Word | None = None
        self._badge: Address | None = None
        self._shown: Address | None = None
        self.place = QPointF()

    def stays_on_card(self, scene: NetworkScene, point: QPointF, theme: Theme) -> bool:
        """Move there; whether the cursor is on the card or on its way to it, so that the card stays."""
        self.place = point
        on_card = self._card.holds(point) and not isinstance(under(scene, point, theme), NeuronRef)
        self._word, self._badge = None, None
        if not on_card and scene.snapshot is not None:
            x, y = _in_layout(scene, point)
            self._word = word_at(scene, x, y, advance_in(theme))
            self._badge = badge_number(scene, theme, x, y)
        return on_card

    def number(self, theme: Theme) -> Address | None:
        """The number that the cursor is on."""
        if self._word is not None or self._badge is not None:
            return self._word.number if self._word is not None else self._badge
        row = self._card.row_at(self.place, theme) if self._card.holds(self.place) else None
        return row.number if row is not None else None

    def turned(self, theme: Theme) -> bool:
        """Whether the cursor is on another number than when this was asked last."""
        before, self._shown = self._shown, self.number(theme)
        return before != self._shown

    def shape(self, scene: NetworkScene, theme: Theme) -> Qt.CursorShape:
        """A hand where a click asks for something."""
        off_card = not self._card.holds(self.place) and under(scene, self.place, theme) is not None
        asks = off_card or self.number(theme) is not None
        return Qt.CursorShape.PointingHandCursor if asks else Qt.CursorShape.ArrowCursor

    @property
    def card_box(self) -> Rect | None:
        """Where the hover card stands, None where there is none."""
        return self._card.box

    def leave(self) -> None:
        """The cursor is gone."""
        self._word, self._badge = None, None

    def paint(self, painter: QPainter, scene: NetworkScene, theme: Theme, *, card: bool) -> None:
        """The line under a number, and the card of what is pointed at."""
        if self._word is not None:
            paint_word(painter, scene, self._word, theme)
        if card:
            self._card.paint(painter, scene, self.place, theme)
        else:
            self._card.hide()


def under(scene: NetworkScene, point: QPointF, theme: Theme) -> Pointed:
    """The neuron or edge at a point of the canvas."""
    x, y = _in_layout(scene, point)
    chips = chips_of(scene, theme) if scene.phase is not None else None
    return hit(scene.layout, scene.edges, x, y, REACH / scene.scale, chips)


def seen(pointed: Pointed, view: ViewState) -> Pointed:
    """What the cursor is on here, else the neuron that another panel points at."""
    return NeuronRef(*view.hovered) if pointed is None and view.hovered is not None else pointed


def place_of(pointed: Pointed) -> tuple[int, ...] | None:
    """(layer, neuron) or (layer, source, neuron)."""
    match pointed:
        case NeuronRef(layer, neuron):
            return layer, neuron
        case EdgeRef(layer, source, target):
            return layer, source, target
    return None


def edge_of(asked: object) -> Edge | None:
    """The weight or bias that an Address or an edge speaks of; None if it is something else."""
    match asked:
        case Address(kind=Kind.WEIGHT):
            return asked.layer, asked.source, asked.unit
        case Address(kind=Kind.BIAS):
            return asked.layer, BIAS, asked.unit
        case EdgeRef(layer, source, target) | (int(layer), int(source), int(target)):
            return layer, source, target
    return None


def _in_layout(scene: NetworkScene, point: QPointF) -> tuple[float, float]:
    return (point.x() - scene.dx) / scene.scale, (point.y() - scene.dy) / scene.scale
