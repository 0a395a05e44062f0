"""The way to the other inputs: keeps what the plot shows of them, and opens their popover when it is first asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engine.diagnostics.held import Held
from engine.diagnostics.points import PointSet
from engine.spec import DataInfo
from gui.plots.slices import Slice
from gui.theme.current import ThemeSwitch
from gui.widgets.tips import in_lines
from gui.widgets.tool_button import ToolButton

if TYPE_CHECKING:
    from gui.plots.others_popover import OthersPopover


_GAP = 4
_TIP = "What the inputs that are not plotted are held at: change one to see how the answer depends on it."


class OthersDoor(QObject):
    """A button at the end of a row for data of many inputs; `chosen` is told what the inputs are held at."""

    def __init__(
        self, row: QHBoxLayout, themes: ThemeSwitch, chosen: Callable[[Held], object], plot: QWidget
    ) -> None:
        super().__init__(plot)
        self._plot = plot
        self._row, self._themes, self._chosen = row, themes, chosen
        self._now: tuple[DataInfo, Slice, PointSet] | None = None
        self.button: ToolButton | None = None
        self.popover: OthersPopover | None = None

    def show_slice(self, info: DataInfo, shown: Slice, points: PointSet | None) -> None:
        """The slice that somebody chose, over these data; without points there is nothing to choose from."""
        known = points is not None and points.means is not None and len(points.means) == len(info.columns)
        self._now = (info, shown, points) if points is not None and known else None
        self._show_button(bool(shown.others(info)))
        if self.popover is not None and self.popover.isVisible():
            if self._now is None:
                self.popover.close()
            else:
                self.popover.show_others(*self._now)

    def _show_button(self, wanted: bool) -> None:
        if self.button is None and wanted:
            self.button = ToolButton("sliders", "Other inputs", self._themes, icon_px=16)
            self.button.setToolTip(in_lines(_TIP))
            self.button.clicked.connect(self.open)
            self._row.addWidget(self.button)
        if self.button is not None:
            self.button.setVisible(wanted)
            self.button.setEnabled(self._now is not None)

    @Slot()
    def open(self) -> None:
        """Open beside the plot, whose border is watched meanwhile."""
        button = self.button
        if self._now is None or button is None:
            return
        if self.popover is None:
            from gui.plots.others_popover import OthersPopover  # imported late: the program starts without it

            self.popover = OthersPopover(button)
            self.popover.chosen.connect(self._chosen)
        self.popover.show_others(*self._now)
        self.popover.adjustSize()
        self.popover.move_inside(self._corner(self.popover, button), button)
        self.popover.show()

    def _corner(self, popover: QWidget, button: QWidget) -> QPoint:
        """Below the plot, where there is room on the screen, else at its left."""
        plot, screen = self._plot, button.screen().availableGeometry()
        below = plot.mapToGlobal(QPoint(plot.width() - popover.width(), plot.height() + _GAP))
        if below.y() + popover.height() <= screen.bottom():
            return below
        left = plot.mapToGlobal(QPoint(-popover.width() - _GAP, 0)).x()
        return QPoint(left, button.mapToGlobal(QPoint(0, 0)).y())
