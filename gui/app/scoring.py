"""All examples judged, as a question that tells how far it has come."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from engine.session import Session
from gui.bridge import Player

if TYPE_CHECKING:
    from engine.diagnostics import Scores

LOOK_MS = 150


class Scoring(QObject):
    """told(share from 0 to 1) now and then while it lasts; done(Scores), or None where the run has other data."""

    told = Signal(float)
    done = Signal(object)

    def __init__(self, player: Player, parent: QObject) -> None:
        super().__init__(parent)
        self._player = player
        self.asking, self._share = False, 0.0
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._on_look)

    def ask(self, data: object, tests: bool) -> None:
        """Judge all examples of this data; `tests`: those of the test part too."""

        def work(session: Session) -> Generator[None, None, Scores | None]:
            if session.data is not data:
                return None
            pieces = session.score_all(tests)
            while True:
                try:
                    self._share = next(pieces)
                except StopIteration as end:
                    found: Scores = end.value
                    return found
                yield

        self.asking, self._share = True, 0.0
        self._look.start()
        self._player.ask(work, self._on_done)

    def _on_done(self, scores: Scores | None) -> None:
        self.asking = False
        self._look.stop()
        self.done.emit(scores)

    @Slot()
    def _on_look(self) -> None:
        self.told.emit(self._share)
