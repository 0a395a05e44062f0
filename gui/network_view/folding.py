"""Keeps which neurons of folded layers are in view, through pages that are turned, selections and resting numbers."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QWheelEvent

from engine.spec import DataInfo, ExperimentSpec
from engine.trace import Phase, Snapshot
from gui.network_view.hit import folded_at
from gui.network_view.layout import NetworkLayout, lay_out
from gui.network_view.paging import Looked, Paging
from gui.network_view.scene import NetworkScene, biases_of, sizes_of
from gui.view import Highlights, Neuron, ViewState

REST_MS, LONGEST_SECONDS = 400, 10.0
"""So long no other numbers must have come before the strongest neurons are found anew; while they come, so rarely."""

_ROWS = 3
"""How many neurons one notch of the wheel moves a folded column."""


class Folding(QObject):
    """`changed` tells that other neurons are to be shown than those laid out last."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._paging, self._turned = Paging(), 0.0
        self._layout: NetworkLayout | None = None
        self._snapshot: Snapshot | None = None
        self._selected: Neuron | None = None
        self._ordered = 0.0
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._on_rest)

    def reset(self) -> None:
        """Another network."""
        self._paging.reset()
        self._layout = None

    def laid_out(
        self,
        spec: ExperimentSpec,
        info: DataInfo,
        view: ViewState,
        snapshot: Snapshot | None,
        area: tuple[float, float],
        guest: Neuron | None = None,
    ) -> NetworkLayout:
        """The network on an area. guest: the neuron that another panel points at, which must be in view."""
        sizes = sizes_of(spec, info)
        biases = biases_of(spec, view)
        plain = lay_out(sizes, *area, biases, image=info.image)
        shown = {c: place.shown for c, place in enumerate(plain.columns) if place.fold is not None}
        if not shown:
            self._layout = plain
            return plain
        if snapshot is not None and not self._paging.knows:
            self._order(plain, snapshot)
            self._paging.select(plain, view.selected, snapshot)
        elif view.selected != self._selected:
            self._paging.select(self._layout or plain, view.selected, snapshot)
        self._selected = view.selected
        pages = self._paging.pages(sizes, looked_at(snapshot, view.highlights, guest), shown)
        self._layout = lay_out(sizes, *area, biases, pages, info.image)
        return self._layout

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Other numbers: the strongest neurons may be others, which is seen to when they rest."""
        self._snapshot = snapshot
        if not self._paging.knows or snapshot.phase is not None:
            self._rest.stop()
        elif time.monotonic() - self._ordered > LONGEST_SECONDS:
            self._on_rest()
        else:
            self._rest.start()

    @Slot()
    def _on_rest(self) -> None:
        if self._layout is not None and self._snapshot is not None and self._order(self._layout, self._snapshot):
            self.changed.emit()

    def _order(self, layout: NetworkLayout, snapshot: Snapshot) -> bool:
        self._ordered = time.monotonic()
        return self._paging.order(layout, snapshot)

    def page(self, column: int, by: int) -> bool:
        """Show the neurons of a column so many further on; whether that changes anything."""
        return self._layout is not None and self._paging.move(self._layout, column, by)

    def rank(self, column: int, ranked: bool) -> None:
        """Show the strongest neurons of a column first, as strong as they are now, or all by number."""
        self._paging.rank(column, ranked)
        if ranked and self._layout is not None and self._snapshot is not None:
            self._order(self._layout, self._snapshot)
        self.changed.emit()

    def ranked(self, column: int) -> bool:
        """Whether a column's strongest neurons come first."""
        return self._paging.ranked(column)

    def turn(self, scene: NetworkScene | None, event: QWheelEvent) -> tuple[int, int] | None:
        """(column, by how many neurons) if the wheel is turned over a folded column."""
        column = None if event.modifiers() else folded_at(scene, event.position())
        if column is None:
            return None
        self._turned += _ROWS * event.angleDelta().y() / 120.0
        rows = int(self._turned)
        self._turned -= rows
        return column, -rows


def looked_at(snapshot: Snapshot | None, lights: Highlights, guest: Neuron | None) -> Looked:
    """What must be in view: where the step is, what the formula is about, what is pointed at elsewhere."""
    cursor = None
    if snapshot is not None and snapshot.phase not in (None, Phase.LOSS) and snapshot.cursor is not None:
        cursor = snapshot.layer + 1, min(snapshot.cursor.stop, len(snapshot.layers[snapshot.layer].bias) - 1)
    guests: dict[int, int] = {}
    for place in sorted(lights.strongest):
        ends = (place,) if len(place) == 2 else ((place[0] - 1, place[1]), (place[0], place[2]))
        guests |= {layer + 1: neuron for layer, neuron in ends if neuron >= 0}
    if guest is not None:
        guests[guest[0] + 1] = guest[1]
    return Looked(cursor, tuple(guests.items()))
