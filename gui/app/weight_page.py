"""The page of weights connected: it follows the snapshots while it is looked at, at a calm rate while it trains."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from engine.formula import NumberStyle
from engine.session import data_info
from engine.trace import Snapshot
from gui.bridge import Player
from gui.document import Document
from gui.editors.foot import NUMBERS
from gui.main_window import MainWindow
from gui.network_view.pointer import edge_of
from gui.theme.current import ThemeSwitch
from gui.view import View, ViewState

if TYPE_CHECKING:
    from gui.app.hands import Hands
    from gui.weights.page import WeightPage

PAGE = "weights"
CALM_MS = 250  # while playing, numbers change no more often than they can be read


class WeightTablePage(QObject):
    """Offers the page to the foot of a window; `hands` makes the changes, `warn` tells a refusal."""

    def __init__(
        self, window: MainWindow, hands: Hands, player: Player, document: Document, view: View,
        warn: Callable[[str], None], themes: ThemeSwitch,
    ) -> None:  # fmt: skip
        super().__init__(hands)
        self._window, self._hands, self._player, self._document, self._view = window, hands, player, document, view
        self._warn, self._themes = warn, themes
        self._page: WeightPage | None = None
        self._layer, self._selected = 0, view.state.selected
        self._timer = QTimer(self, singleShot=True, interval=CALM_MS)
        self._timer.timeout.connect(self._show)
        window.foot.offer(PAGE, self._make)
        player.snapshot_ready.connect(self._on_snapshot)

    def flip(self) -> None:
        """Look at the page, or, if it is looked at, at the numbers again."""
        self._view.update(page=NUMBERS if self._view.state.page == PAGE else PAGE)

    def _make(self) -> QWidget:
        from gui.weights.page import WeightPage  # imported late: the program starts without it

        page = self._page = WeightPage(self._themes)
        page.weighed.connect(self._document.change_weights)
        page.cleared.connect(self._hands.clear)
        page.drawn.connect(self._hands.draw_anew)
        page.refused.connect(self._warn)
        page.layer_chosen.connect(self._on_layer)
        self._view.changed.connect(self._on_view)
        self._player.playing_changed.connect(self._show)
        self._window.network.asked.connect(self._on_asked)
        QTimer.singleShot(0, self, self._begin)  # the view says that it is looked at when the foot has it
        return page

    @Slot()
    def _begin(self) -> None:
        self._selected = None
        self._on_view(self._view.state)

    @Slot(object)
    def _on_snapshot(self, _snapshot: Snapshot) -> None:
        if self._page is None or self._view.state.page != PAGE:
            return
        if not self._player.playing:
            self._show()
        elif not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _show(self) -> None:
        last, page = self._player.shown, self._page
        if page is None or last is None or self._view.state.page != PAGE or last.spec != self._document.spec:
            return
        page.show_numbers(last, data_info(last.spec.data), self._layer)

    @Slot(object)
    def _on_view(self, state: ViewState) -> None:
        """The layer of the neuron that is selected is looked at."""
        if self._page is None or state.page != PAGE:
            return
        self._page.show_style(NumberStyle(state.digits, state.fractions))
        if state.selected != self._selected:
            self._selected = state.selected
            if state.selected is not None and state.selected[0] >= 0:
                self._layer = state.selected[0]
        self._show()

    @Slot(int)
    def _on_layer(self, layer: int) -> None:
        self._layer = layer
        self._show()

    @Slot(object)
    def _on_asked(self, asked: object) -> None:
        """A weight that is clicked in the network is chosen in the table."""
        edge = edge_of(asked)
        if edge is not None and self._page is not None and self._view.state.page == PAGE:
            self._layer = edge[0]
            self._show()
            self._page.table.show_weight(edge[1], edge[2])
