"""Keeps the matrices of the batch that is stepped through, asked for once for each moment, example and weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.formula import NumberStyle
from engine.spec import DataInfo
from engine.trace import Address, Explanation, Kind, Snapshot
from gui.tracer.asking import moment_of

if TYPE_CHECKING:
    from engine.trace import BatchView
    from gui.tracer.batch_page import BatchPage

_OF_WEIGHT = (Kind.WEIGHT, Kind.BIAS, Kind.GRADIENT, Kind.SHARE)


class BatchReader(QObject):
    """asked(example, unit, source): whose batch is wanted; arrived(): it is there."""

    asked = Signal(int, int, int)
    arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._key: tuple[object, ...] = ()
        self._view: BatchView | None = None
        self.waits = False

    def page(
        self, snapshot: Snapshot, explanation: Explanation | None, info: DataInfo, style: NumberStyle
    ) -> BatchPage | None:
        """The batch of this step, None until it has come: then `arrived` says so."""
        if snapshot.example is None or snapshot.phase is None:
            return None
        unit, source = _weight_of(explanation)
        key = (moment_of(snapshot), snapshot.example.index, unit, source)
        if key != self._key:
            self._key, self._view, self.waits = key, None, True
            self.asked.emit(snapshot.example.index, unit, source)
        view = self._view
        if view is None or (view.phase, view.layer) != (snapshot.phase, snapshot.layer):
            return None
        from gui.tracer.batch_page import batch_page  # imported late: the program starts without them
        from gui.tracer.blocks import blocks_of

        blocks = blocks_of(explanation, style) if explanation is not None else ()
        return batch_page(view, snapshot, info, style, blocks)

    def show(self, view: BatchView | None) -> None:
        """The answer."""
        self._view, self.waits = view, False
        self.arrived.emit()


def _weight_of(explanation: Explanation | None) -> tuple[int, int]:
    """(unit, source) of the weight that a step is about, else the first one's of its neuron."""
    if explanation is None:
        return 0, 0
    address: Address = explanation.address
    source = address.source if address.kind in _OF_WEIGHT else 0
    return address.unit, -1 if address.kind is Kind.BIAS else source
