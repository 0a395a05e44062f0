"""The button that opens the sheet of batches, stops and metrics."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from engine.spec import DataInfo, ExperimentSpec
from gui.editors.popover_button import PopoverButton
from gui.theme.current import ThemeSwitch

if TYPE_CHECKING:
    from gui.editors.run_popover import RunPopover


class RunButton(PopoverButton["RunPopover"]):
    """Opens the sheet of batches, stops and metrics."""

    edited = Signal(str, object, int)
    refused = Signal(str)

    def __init__(self, themes: ThemeSwitch) -> None:
        super().__init__("flag", "Batches, when playing stops, and metrics", themes)
        self._spec = ExperimentSpec()
        self._info = DataInfo("binary", ("x₁", "x₂"), classes=("0", "1"))

    def make_popover(self) -> "RunPopover":
        from gui.editors.run_popover import RunPopover  # imported late: the start needs none of it

        popover = RunPopover(self)
        popover.edited.connect(self.edited)
        popover.refused.connect(self.refused)
        popover.show_spec(self._spec, self._info)
        return popover

    def show_spec(self, spec: ExperimentSpec, info: DataInfo) -> None:
        """Show how an experiment runs."""
        self._spec, self._info = spec, info
        if self.opened is not None:
            self.opened.show_spec(spec, info)
