"""Weights of the network taken in hand: dragged up and down, typed into, set to zero, drawn anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QMouseEvent

from engine.spec.layer_words import layer_word
from engine.spec.locks import lock_of
from engine.trace import BIAS
from gui.network_view.canvas import NetworkCanvas
from gui.network_view.pointer import edge_of, under
from gui.network_view.scene import NeuronRef
from gui.theme.current import ThemeSwitch
from gui.view import Edge

if TYPE_CHECKING:
    from gui.network_view.weight_card import WeightCard

_CLICK = 4
_PIXELS = 3.0  # of a drag that are one small step
_LARGER = 10.0


class WeightHand(QObject):
    """Watches one canvas.

    weighed(text, change, merge_key): weights are to be given other values; refused(sentence): one cannot be.
    drawn(text, scopes): weights are to be drawn anew.
    menu_asked(point, neuron or edge or None): what can be done there is to be offered.
    """

    weighed = Signal(str, object, int)
    refused = Signal(str)
    drawn = Signal(str, object)
    menu_asked = Signal(object, object)

    def __init__(self, canvas: NetworkCanvas, themes: ThemeSwitch) -> None:
        super().__init__(canvas)
        self._canvas, self._themes = canvas, themes
        self._card: WeightCard | None = None
        self._asked: Edge | None = None
        self._target: Edge | None = None
        self._from, self._start, self._key = QPointF(), 0.0, -1
        self._dragging = False
        canvas.installEventFilter(self)
        canvas.asked.connect(self._on_asked)

    # What is known of a weight

    def value(self, edge: Edge) -> float | None:
        """The weight or bias as the canvas shows it; None where there is none."""
        scene, (layer, source, neuron) = self._canvas.scene, edge
        numbers = None if scene is None else scene.numbers(layer) if layer < len(scene.spec.network.layers) else None
        if numbers is None or neuron >= len(numbers.bias) or source >= len(numbers.kernel):
            return None
        return float(numbers.bias[neuron] if source == BIAS else numbers.kernel[source, neuron])

    def may_change(self, edge: Edge) -> bool:
        """Whether a weight is there and free; says why not."""
        scene = self._canvas.scene
        if scene is None or self.value(edge) is None:
            return False
        lock = lock_of(scene.spec.network.layers[edge[0]], edge[1], edge[2])
        if lock:
            self.refused.emit(f"{self.name(edge)} keeps its value: {lock}. Set it free first.")
        return not lock

    def name(self, edge: Edge) -> str:
        """What a weight is called in a sentence and in the undo list."""
        layer, source, neuron = edge
        scene = self._canvas.scene
        word = layer_word(scene.spec.network.layers if scene is not None else (), layer)
        if source == BIAS:
            return f"Bias of neuron {neuron + 1} in {word}"
        names = scene.info.short_inputs if scene is not None and layer == 0 else ()
        return f"Weight {names[source] if names else source + 1} → {neuron + 1} in {word}"

    def give(self, edge: Edge, value: float, merge_key: int = -1) -> None:
        """Give a weight a value."""
        from engine.trace.weight_change import one_weight

        layer, source, neuron = edge
        self.weighed.emit(self.name(edge), (one_weight(layer, source, neuron, value),), merge_key)

    def draw_anew(self, edge: Edge) -> None:
        """Draw a weight anew from its initializer."""
        from engine.trace.weight_change import WeightScope

        layer, source, neuron = edge
        if self.may_change(edge):
            self.drawn.emit(f"{self.name(edge)} drawn anew", (WeightScope(layer, (source,), (neuron,)),))

    # What people ask for by key

    @property
    def chosen(self) -> Edge | None:
        """The weight that the keys mean: the one pointed at, else the one asked for last."""
        return self._canvas.pointed_weight() or self._asked

    def edit(self) -> None:
        """Type a value for the chosen weight."""
        if self.chosen is None:
            self.refused.emit("Point at a weight first, or click one: then F2 changes it.")
        else:
            self.open(self.chosen)

    def clear(self) -> None:
        """The chosen weight becomes 0."""
        if self.chosen is None:
            self.refused.emit("Point at a weight first, or click one: then the key 0 sets it to 0.")
        else:
            self.set_to_zero(self.chosen)

    def set_to_zero(self, edge: Edge) -> None:
        """A weight becomes 0."""
        if self.may_change(edge):
            self.give(edge, 0.0)

    def open(self, edge: Edge) -> None:
        """Show the card in which a weight is typed."""
        if not self.may_change(edge):
            return
        from gui.network_view.weight_card import WeightCard  # imported late: the program starts without it

        if self._card is None:
            self._card = WeightCard(self, self._canvas, self._themes)
        self._card.show_weight(edge)

    def show_numbers(self) -> None:
        """The canvas shows other numbers."""
        if self._card is not None and self._card.isVisible():
            self._card.show_numbers()

    @Slot(object)
    def _on_asked(self, asked: object) -> None:
        self._asked = edge_of(asked) or self._asked

    # Mouse

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The canvas gets what is not about a weight."""
        match event:
            case QMouseEvent() if event.type() == QEvent.Type.MouseButtonPress:
                self._press(event)
            case QMouseEvent() if event.type() == QEvent.Type.MouseMove:
                return self._move(event)
            case QMouseEvent() if event.type() == QEvent.Type.MouseButtonRelease:
                return self._release()
            case QMouseEvent() if event.type() == QEvent.Type.MouseButtonDblClick:
                edge = self._canvas.weight_at(event.position())
                if edge is not None and event.button() == Qt.MouseButton.LeftButton:
                    self.open(edge)
                return edge is not None
            case QContextMenuEvent():
                self._ask_menu(event)
                return True
        return False

    def _press(self, event: QMouseEvent) -> None:
        self._target, self._dragging = None, False
        if event.button() == Qt.MouseButton.LeftButton:
            self._target, self._from = self._canvas.weight_at(event.position()), event.position()

    def _move(self, event: QMouseEvent) -> bool:
        if self._target is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return False
        way = event.position() - self._from
        if not self._dragging:
            if abs(way.x()) + abs(way.y()) < _CLICK:
                return True
            if abs(way.x()) > abs(way.y()):
                self._target = None
                return False
            if not self._begin(self._target):
                self._target = None
                self._canvas.let_go()
                return True
        self._drag(-way.y(), event.modifiers())
        return True

    def _begin(self, edge: Edge) -> bool:
        from gui.weight_steps import gesture_key

        value = self.value(edge)
        if value is None or not self.may_change(edge):
            return False
        self._start, self._key, self._dragging = value, gesture_key(), True
        self._canvas.let_go()
        self._canvas.setCursor(Qt.CursorShape.SizeVerCursor)
        return True

    def _drag(self, up: float, modifiers: Qt.KeyboardModifier) -> None:
        from gui.widgets.weight_numbers import step_of, stepped

        assert self._target is not None
        larger = _LARGER if modifiers & Qt.KeyboardModifier.ShiftModifier else 1.0
        value = stepped(self._start, round(up / _PIXELS) * larger, step_of(self._start))
        self.give(self._target, value if round(up / _PIXELS) else self._start, self._key)

    def _release(self) -> bool:
        dragged, self._dragging, self._target = self._dragging, False, None
        if dragged:
            self._canvas.unsetCursor()
        return dragged

    def _ask_menu(self, event: QContextMenuEvent) -> None:
        point = QPointF(event.pos())
        edge, scene = self._canvas.weight_at(point), self._canvas.scene
        pointed = under(scene, point, self._themes.theme) if scene is not None else None
        place: tuple[int, ...] | None = edge
        if edge is None and isinstance(pointed, NeuronRef) and pointed.layer >= 0:
            place = pointed.layer, pointed.neuron
        self.menu_asked.emit(event.globalPos(), place)
