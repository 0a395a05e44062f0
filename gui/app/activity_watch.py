"""Asks which neurons are dead whenever the run comes to rest with other weights, and tells the panels."""

from collections.abc import Callable, Generator

from PySide6.QtCore import QObject, Slot

from engine.diagnostics import Activity
from engine.session import Session
from engine.trace import Snapshot
from gui.bridge import Player


class ActivityWatch(QObject):
    """Asks at rest only: while the run plays, nobody could read it, and it would cost time."""

    def __init__(self, player: Player, show: Callable[[Activity], None], parent: QObject) -> None:
        super().__init__(parent)
        self._player, self._show = player, show
        self._asked = -1
        self._last: Snapshot | None = None
        player.snapshot_ready.connect(self._on_snapshot)
        player.playing_changed.connect(self._on_playing)

    @Slot(object)
    def _on_snapshot(self, snapshot: Snapshot) -> None:
        self._last = snapshot
        self._ask()

    @Slot(bool)
    def _on_playing(self, _playing: bool) -> None:
        self._ask()

    def _ask(self) -> None:
        last = self._last
        if last is None or last.phase is not None or self._player.playing or last.version == self._asked:
            return
        version = self._asked = last.version

        def is_wanted(_session: Session) -> bool:
            return not self._player.playing and self._last is not None and self._last.version == version

        self._player.ask(_activity, self._show, is_wanted, lambda: self._forget(version), patient=True)

    def _forget(self, version: int) -> None:
        if version == self._asked:
            self._asked = -1


def _activity(session: Session) -> Generator[None, None, Activity]:
    return session.activity()
