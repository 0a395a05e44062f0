"""The button that opens the learning rate's sheet."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from engine.spec import ExperimentSpec
from gui.editors.popover_button import PopoverButton
from gui.theme.current import ThemeSwitch

if TYPE_CHECKING:
    from gui.editors.rate_popover import RatePopover


class RateButton(PopoverButton["RatePopover"]):
    """Opens the learning rate's sheet."""

    edited = Signal(str, object, int)
    refused = Signal(str)

    def __init__(self, themes: ThemeSwitch) -> None:
        super().__init__("sliders", "Learning rate by slider, and its schedule", themes)
        self._themes, self._spec, self._now = themes, ExperimentSpec(), 0

    def make_popover(self) -> "RatePopover":
        from gui.editors.rate_popover import RatePopover  # imported late: the start needs none of it

        popover = RatePopover(self._themes, self)
        popover.edited.connect(self.edited)
        popover.refused.connect(self.refused)
        popover.show_spec(self._spec)
        popover.curve.show_now(self._now)
        return popover

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Show an experiment's rate and schedule."""
        self._spec = spec
        if self.opened is not None:
            self.opened.show_spec(spec)

    def show_now(self, iterations: int) -> None:
        """The optimizer has made so many updates."""
        self._now = iterations
        if self.opened is not None:
            self.opened.curve.show_now(iterations)
