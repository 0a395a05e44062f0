"""Points by hand: tools, made when they are first asked for, and a run that waits while there are too few points."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from engine.session import data_info, why_waiting
from engine.spec import ExperimentSpec
from gui.app.larger_plot import LargerPlot
from gui.bridge import Player
from gui.document import Document
from gui.main_window import MainWindow
from gui.theme.current import ThemeSwitch

if TYPE_CHECKING:
    from gui.plots.hand.hand import Hand

TOOLS = ("add", "brush", "move", "erase")
_SMALL = 480  # pixels of height, in which a map with tools above it would be too small to draw on
_PICTURES = "These examples are pictures, not points in a plane. Draw one of your own with T, or choose other data."


class HandPoints(QObject):
    """Connects the hand of the boundary plot with document and player; `warn` tells a refusal."""

    def __init__(
        self,
        window: MainWindow,
        document: Document,
        player: Player,
        larger: LargerPlot,
        warn: Callable[[str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._window, self._document, self._player, self._larger, self._warn = window, document, player, larger, warn
        self._themes: ThemeSwitch = window.themes
        self._grew = False
        self.hand: Hand | None = None
        window.boundary.hand_asked.connect(self.toggle)
        player.waits.connect(self._on_waits)
        self.pass_on(document.spec, None)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What each action of the hand does."""
        tools: dict[str, Callable[[], object]] = {
            f"points_{tool}": lambda tool=tool: self.take(tool)  # type: ignore[misc]
            for tool in TOOLS
        }
        return {"points": self.toggle, "points_remove": self.remove_selected, **tools}

    @property
    def on(self) -> bool:
        """Whether the tools are out."""
        return self.hand is not None and not self.hand.bar.isHidden()

    @Slot()
    def toggle(self) -> None:
        """Take the tools out, or put them away."""
        if self.on:
            self._put_away()
        else:
            self._take_out()

    def take(self, tool: str) -> None:
        """A tool in the hand."""
        if self.on or self._take_out():
            assert self.hand is not None
            self.hand.take(tool)

    def remove_selected(self) -> None:
        if self.on and self.hand is not None:
            self.hand.remove_selected()

    def escape(self) -> bool:
        """Back to looking, then put the tools away; whether there was anything to leave."""
        if not self.on or self.hand is None:
            return False
        if self.hand.tool != "look":
            self.hand.take("look")
        else:
            self._put_away()
        return True

    def pass_on(self, spec: ExperimentSpec, again: bool | None) -> None:
        """An experiment for the engine, or None for `again`: it has it already. Too few points let it wait."""
        if self.on and self._is_pictured(spec):
            self._put_away()
        sentence = why_waiting(spec.data)
        self._window.boundary.show_waiting(sentence)
        if sentence:
            self._player.hold(sentence)
            if again is not None:
                self._player.edit(spec, again)
            return
        if again is not None:
            self._player.edit(spec, again)
        self._player.release(go_on=again is not None)

    def _take_out(self) -> bool:
        """Whether there is a plane to set points in."""
        if self._is_pictured(self._document.spec):
            self._show()  # whoever asked shows it as done
            self._warn(_PICTURES)
            return False
        if self.hand is None:
            from gui.plots.hand.hand import Hand  # imported late: the program starts without it

            self.hand = Hand(self._window.boundary, self._themes)
            self.hand.edits.edited.connect(self._document.edit)
            self.hand.edits.refused.connect(self._warn)
            self.hand.edits.said.connect(self._say)
        self._grew = self._window.boundary.height() < _SMALL and not self._larger.on
        if self._grew:
            self._larger.toggle()
        self.hand.bar.show()
        self.hand.take("add")
        self._show()
        return True

    @staticmethod
    def _is_pictured(spec: ExperimentSpec) -> bool:
        return data_info(spec.data).image is not None

    def _put_away(self) -> None:
        assert self.hand is not None
        self.hand.take("look")
        self.hand.bar.hide()
        if self._grew and self._larger.on:
            self._larger.toggle()
        self._show()

    def _show(self) -> None:
        self._window.boundary.show_hand(self.on)
        self._window.actions_by_id["points"].setChecked(self.on)

    @Slot(str)
    def _on_waits(self, sentence: str) -> None:
        self._window.toast.show_message("info", sentence)

    @Slot(str)
    def _say(self, sentence: str) -> None:
        self._window.toast.show_message("info", sentence)
