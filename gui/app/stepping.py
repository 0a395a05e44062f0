"""The connections of transport bar and time line: playing, steps of the chosen grain, going elsewhere in time."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from engine.trace import Grain
from gui.bridge import Player
from gui.main_window import MainWindow


class Stepping(QObject):
    """Connects them with the player; `warn` tells a refusal. Holds the grain of a step."""

    def __init__(
        self, window: MainWindow, player: Player, warn: Callable[[str], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._player = player
        self.grain = Grain.LAYER
        bar, line = window.transport, window.time_line
        bar.play_toggled.connect(player.toggle)
        bar.step_asked.connect(self._on_step)
        bar.back_asked.connect(self._on_back)
        bar.grain_changed.connect(self._on_grain)
        bar.reset_asked.connect(player.reset)
        bar.rate_changed.connect(player.set_rate)
        line.seek_asked.connect(player.seek)
        line.switch_asked.connect(player.switch)
        line.refused.connect(warn)

    def step(self) -> None:
        """One step of the chosen grain."""
        self._player.step(self.grain)

    def back(self) -> None:
        """One step of the chosen grain, back in time."""
        self._player.back(self.grain)

    @Slot(object)
    def _on_step(self, grain: Grain) -> None:
        self.grain = grain
        self._player.step(grain)

    @Slot(object)
    def _on_back(self, grain: Grain) -> None:
        self.grain = grain
        self._player.back(grain)

    @Slot(object)
    def _on_grain(self, grain: Grain) -> None:
        self.grain = grain
