"""The way to the other inputs: keeps what the plot shows of them, and opens their popover when it is first asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtWidgets import QHBoxLayout

from engine.diagnostics.held import Held
from engine.diagnostics.points import PointSet
from engine.spec import DataInfo
from gui.plots.slices import Slice
from gui.theme.current import ThemeSwitch
from gui.widgets.tips import in_lines
from gui.widgets.tool_button import ToolButton

if TYPE_CHECKING:
    from gui.plots.others_popover import OthersPopover


_TIP = "What the inputs that are not plotted are held at: change one to see how the answer depends on it."


class OthersDoor(QObject):
    """A button at the end of a row for data of many inputs; `chosen` is told what the inputs are held at."""

    def __init__(
        self, row: QHBoxLayout, themes: ThemeSwitch, chosen: Callable[[Held], object], parent: QObject
    ) -> None:
        super().__init__(parent)
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
        """Open below the button, inside the screen."""
        button = self.button
        if self._now is None or button is None:
            return
        if self.popover is None:
            from gui.plots.others_popover import OthersPopover  # imported late: the program starts without it

            self.popover = OthersPopover(button)
            self.popover.chosen.connect(self._chosen)
        self.popover.show_others(*self._now)
        self.popover.adjustSize()
        corner = button.mapToGlobal(QPoint(button.width() - self.popover.width(), button.height() + 4))
        self.popover.move_inside(corner, button)
        self.popover.show()
