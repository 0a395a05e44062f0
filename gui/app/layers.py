"""Layers and locks in the window: what keys and the network's menu do to them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Slot

from engine.spec import ExperimentSpec
from engine.spec.layer_moves import matched_layers, stay_in_place
from gui.app.hands import Entry, Hands
from gui.document import Document
from gui.main_window import MainWindow
from gui.network_view.header import LayerHeader
from gui.network_view.layer_edits import Edit, in_text, lock_layer
from gui.network_view.lock_edits import any_locked, is_locked, lock_neuron, lock_weight, unlock_all
from gui.view import Edge, View

_NOTHING = "Point at a weight or a neuron first, or click one: then K locks it."
Place = tuple[int, ...] | None


class Layers(QObject):
    """Connects the keys and menu entries of layers and locks; `warn` tells a refusal."""

    def __init__(
        self,
        window: MainWindow,
        document: Document,
        view: View,
        hands: Hands,
        warn: Callable[[str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._window, self._document, self._view, self._hands, self._warn = window, document, view, hands, warn
        hands.more = self.entries
        self._spec = document.spec
        document.changed.connect(self._on_changed)
        document.titled.connect(self._on_titled)

    @Slot(object)
    def _on_changed(self, spec: ExperimentSpec) -> None:
        """A selected neuron is the same one wherever its layer stands now; it goes with its layer."""
        before, self._spec, selected = self._spec, spec, self._view.state.selected
        if selected is None or selected[0] < 0 or stay_in_place(before.network, spec.network):
            return
        found = matched_layers(before.network, spec.network, copies=False)
        layer = next((new for new, old in found.items() if old == selected[0]), None)
        self._view.update(selected=None if layer is None else (layer, selected[1]))

    @Slot()
    def _on_titled(self) -> None:
        """It may be another experiment without an edit: one that was opened, or a moment of the past."""
        self._spec = self._document.spec

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What each action about layers and locks does."""
        return {
            "shape": self._window.network.headers.open_shape,
            "neuron": self._window.network.open_neuron,
            "lock": self.lock,
            "unlock_all": self.unlock,
            "place_menu": self.open_menu,
        }

    def place(self) -> Place:
        """What the keys mean: the weight or neuron pointed at, else the neuron selected; None for nothing."""
        state = self._view.state
        edge = self._window.network.canvas.pointed_weight()
        if edge is not None:
            return edge
        neuron = state.hovered or state.selected
        return neuron if neuron is not None and neuron[0] >= 0 else None

    def _header(self) -> LayerHeader | None:
        """The header in which a control has the focus."""
        focused = self._window.focusWidget()
        return next((one for one in self._window.findChildren(LayerHeader) if one.isAncestorOf(focused)), None)

    def lock(self) -> None:
        """Lock the layer whose header has the focus, or what is pointed at, or set it free."""
        header = self._header()
        if header is not None:
            self._make(lock_layer(self._document.spec, header.layer))
            return
        place = self.place()
        if place is None:
            self._warn(_NOTHING)
        elif len(place) == 3:
            self.lock_weight((place[0], place[1], place[2]))
        else:
            self._make(lock_neuron(self._document.spec, (place[0], place[1])))

    def lock_weight(self, edge: Edge) -> None:
        """Lock a weight, or set it free; says why it is locked where that is its neuron's doing or its layer's."""
        edit = lock_weight(self._document.spec, edge)
        if edit is not None:
            self._make(edit)
            return
        layer = self._document.spec.network.layers[edge[0]]
        name = in_text(self._document.spec, edge[0])
        if not layer.trainable:
            self._warn(f"All of {name} is locked. Unlock the layer first, by the menu of its title.")
        elif is_locked(layer, edge[2]):
            self._warn(f"All weights of neuron {edge[2] + 1} of {name} are locked. Unlock the neuron first.")
        else:
            self._warn(f"There are no biases in {name}, so there is nothing to lock.")

    def unlock(self) -> None:
        """Everything free."""
        if any_locked(self._document.spec):
            self._make(unlock_all(self._document.spec))
        else:
            self._warn("Nothing is locked. Point at a weight or a neuron and press K to lock it.")

    def open_menu(self) -> None:
        """The menu of the layer whose header has the focus, or of the place that keys mean."""
        header = self._header()
        if header is not None:
            header.menu().popup(header.mapToGlobal(header.rect().bottomLeft()))
            return
        canvas, place = self._window.network.canvas, self.place()
        point = canvas.rect().center()
        scene = canvas.scene
        if place is not None and scene is not None and len(place) == 2:
            node = scene.layout.node(place[0] + 1, place[1])
            x, y = scene.dx + node.right * scene.scale, scene.dy + node.bottom * scene.scale
            point = QPoint(round(x), round(y))
        self._hands.open_menu(canvas.mapToGlobal(point), place)

    def entries(self, place: Place) -> list[list[Entry]]:
        """What the network's menu offers of locks and layers at a place."""
        spec = self._document.spec
        locks: list[Entry] = []
        groups = [locks]
        if place is not None and len(place) == 3:
            edge = place[0], place[1], place[2]
            held = (place[1], place[2]) in spec.network.layers[place[0]].frozen_weights
            locks.append(("Unlock the weight" if held else "Lock the weight", lambda: self.lock_weight(edge)))
        if place is not None:
            layer, neuron = place[0], place[-1]
            locks.append(self._entry(lock_neuron(spec, (layer, neuron))))
            locks.append(self._entry(lock_layer(spec, layer)))
            name = in_text(spec, layer)
            groups.append([(f"Settings of {name}…", lambda: self._window.network.headers.open_settings(layer))])
        if any_locked(spec):
            locks.append(("Unlock all", self.unlock))
        return groups

    def _entry(self, edit: Edit) -> Entry:
        return edit.text, lambda: self._make(edit)

    def _make(self, edit: Edit) -> None:
        self._document.edit(edit.text, edit.spec)
