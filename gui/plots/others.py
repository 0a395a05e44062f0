"""The way to the other inputs: keeps what the plot shows of them, and opens their popover when it is first asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Slot

from engine.diagnostics.held import Held
from engine.diagnostics.points import PointSet
from engine.spec import DataInfo
from gui.plots.columns import ColumnsRow
from gui.plots.slices import Slice

if TYPE_CHECKING:
    from gui.plots.others_popover import OthersPopover


class OthersDoor(QObject):
    """Opens below the row's button; `chosen` is told what the inputs are held at."""

    def __init__(self, row: ColumnsRow, chosen: Callable[[Held], object]) -> None:
        super().__init__(row)
        self._row, self._chosen = row, chosen
        self._now: tuple[DataInfo, Slice, PointSet] | None = None
        self.popover: OthersPopover | None = None
        row.others_asked.connect(self.open)

    def show_slice(self, info: DataInfo, shown: Slice, points: PointSet | None) -> None:
        """The slice that somebody chose, over these data; without points there is nothing to choose from."""
        known = points is not None and points.means is not None and len(points.means) == len(info.inputs)
        self._now = (info, shown, points) if points is not None and known else None
        if self._row.others is not None:
            self._row.others.setEnabled(self._now is not None)
        if self.popover is not None and self.popover.isVisible():
            if self._now is None:
                self.popover.close()
            else:
                self.popover.show_others(*self._now)

    @Slot()
    def open(self) -> None:
        """Open below the button, inside the screen."""
        button = self._row.others
        if self._now is None or button is None:
            return
        if self.popover is None:
            from gui.plots.others_popover import OthersPopover  # imported late: the program starts without it

            self.popover = OthersPopover(button)
            self.popover.chosen.connect(self._chosen)
        self.popover.show_others(*self._now)
        self.popover.adjustSize()
        corner = button.mapToGlobal(QPoint(button.width() - self.popover.width(), button.height() + 4))
        screen = button.screen().availableGeometry()
        corner.setX(max(screen.left(), min(corner.x(), screen.right() - self.popover.width())))
        corner.setY(max(screen.top(), min(corner.y(), screen.bottom() - self.popover.height())))
        self.popover.move(corner)
        self.popover.show()
