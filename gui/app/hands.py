"""Weights by hand, connected: the network's hand and the page of weights, the document's steps, the engine's work."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtWidgets import QMenu

from engine.spec.layer_words import layer_word
from gui.app.weight_page import WeightTablePage
from gui.bridge import Player
from gui.document import Document
from gui.main_window import MainWindow
from gui.theme.current import ThemeSwitch
from gui.view import View

if TYPE_CHECKING:
    from engine.trace.weight_change import WeightScope
    from gui.weight_steps import TakingBack, Work

Entry = tuple[str, Callable[[], object]]


class Hands(QObject):
    """Connects all that changes weights with document and player; `warn` tells a refusal."""

    def __init__(
        self, window: MainWindow, document: Document, player: Player, view: View,
        warn: Callable[[str], None], themes: ThemeSwitch, parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._window, self._document, self._player, self._warn = window, document, player, warn
        self.page = WeightTablePage(window, self, player, document, view, warn, themes)
        self._draws = itertools.count(1)
        self.more: Callable[[tuple[int, ...] | None], list[list[Entry]]] = lambda _place: []
        hand = window.network.hand
        document.weights_changed.connect(self._on_work)
        hand.weighed.connect(document.change_weights)
        hand.drawn.connect(self.draw_anew)
        window.network.headers.sheets.drawn.connect(self.draw_anew)
        hand.menu_asked.connect(self.open_menu)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What each action about weights does."""
        hand = self._window.network.hand
        return {
            "weight_edit": hand.edit,
            "weight_zero": hand.clear,
            "weights_drawn": self.draw_all,
            "weights": self.page.flip,
        }

    @Slot(str, object)
    def draw_anew(self, text: str, scopes: tuple[WeightScope, ...]) -> None:
        """Draw some weights anew from their initializers; each time it is another draw."""
        from engine.trace.weight_change import NewDraw  # imported late, as all here: the program starts without it

        self._document.change_weights(text, NewDraw(scopes, next(self._draws)))

    def draw_all(self) -> None:
        """Draw all weights anew; what was learned meanwhile stays on the time line."""
        from engine.trace.weight_change import WeightScope

        self.draw_anew("all weights drawn anew", (WeightScope(),))

    @Slot(str, object)
    def clear(self, text: str, scopes: tuple[WeightScope, ...]) -> None:
        """Set some weights to 0."""
        from engine.trace.weight_change import Nought

        self._document.change_weights(text, Nought(scopes))

    @Slot(object)
    def _on_work(self, work: Work | TakingBack) -> None:
        self._player.command(work.run, lambda error: self._warn(str(error)))

    @Slot(object, object)
    def open_menu(self, point: QPoint, place: tuple[int, ...] | None) -> None:
        """What can be done at a weight (layer, source, neuron) or a neuron (layer, neuron), and `more` of it."""
        menu = QMenu(self._window)
        menu.aboutToHide.connect(menu.deleteLater)
        for entries in self._entries(place) + self.more(place):
            for text, handler in entries:
                menu.addAction(text).triggered.connect(_call(handler))
            menu.addSeparator()
        menu.popup(point)

    def _entries(self, place: tuple[int, ...] | None) -> list[list[Entry]]:
        """What can be done with a weight (layer, source, neuron), a neuron (layer, neuron), its layer and all."""
        from engine.trace.weight_change import WeightScope

        hand = self._window.network.hand
        groups: list[list[Entry]] = []
        if place is not None and len(place) == 3:
            edge = place[0], place[1], place[2]
            groups.append([
                ("Change the weight…", lambda: hand.open(edge)),
                ("Set it to 0", lambda: hand.set_to_zero(edge)),
                ("Draw it anew", lambda: hand.draw_anew(edge)),
            ])
        if place is not None:
            layer, neuron = place[0], place[-1]
            word = layer_word(self._document.spec.network.layers, layer)
            name = f"neuron {neuron + 1} of {word}"
            groups.append(self._scoped(f"the weights of {name}", WeightScope(layer, neurons=(neuron,))))
            groups.append(self._scoped(f"all of {word}", WeightScope(layer)))
        groups.append(self._scoped("all weights", WeightScope()))
        return groups

    def _scoped(self, name: str, scope: WeightScope) -> list[Entry]:
        return [
            (f"Draw {name} anew", lambda: self.draw_anew(f"{name} drawn anew", (scope,))),
            (f"Set {name} to 0", lambda: self.clear(f"{name} to 0", (scope,))),
        ]


def _call(handler: Callable[[], object]) -> Callable[[bool], None]:
    def called(_checked: bool = False) -> None:
        handler()

    return called
