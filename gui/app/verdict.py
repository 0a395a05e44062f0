"""The verdict on the test part: asked for by a person, and said with the moment that it is about."""

from __future__ import annotations

from collections.abc import Generator

from PySide6.QtCore import QObject, Signal, Slot

from engine.formula import counted
from engine.session import Session
from engine.spec import DataSpec
from engine.trace import Snapshot
from gui.bridge import Player
from gui.document import Document
from gui.editors.test_part import TestPart
from gui.widgets.numbers import MINUS

Answer = tuple[DataSpec, int, int, dict[str, float], int]
"""(data, version, updates, figures, number of examples)."""


class Verdict(QObject):
    """Connects the test part of the data panel; given(version): the test part was judged at those weights."""

    given = Signal(int)

    def __init__(self, part: TestPart, document: Document, player: Player, parent: QObject) -> None:
        super().__init__(parent)
        self._part, self._document, self._player = part, document, player
        self._data = document.spec.data
        self._looks, self._version = 0, -1
        part.asked.connect(self._on_asked)
        document.changed.connect(self._on_spec)
        player.snapshot_ready.connect(self._on_snapshot)

    @property
    def version(self) -> int:
        """The version of the weights that were judged last, -1 for none."""
        return self._version

    @Slot()
    def _on_asked(self) -> None:
        if self._player.playing:
            self._player.pause()  # a verdict is about one moment
        self._player.ask(_judged, self._show)

    def _show(self, answer: Answer) -> None:
        data, version, updates, figures, count = answer
        if data != self._document.spec.data:
            return
        self._looks, self._version = self._looks + 1, version
        figures_text = ", ".join(figure_text(name, value) for name, value in figures.items())
        times = "" if self._looks == 1 else f" Looked at {self._looks} times by now."
        self._part.show_verdict(f"After update {updates:,}, on {counted(count, 'example')}: {figures_text}.{times}")
        self.given.emit(version)

    @Slot(object)
    def _on_spec(self, spec: object) -> None:
        data = self._document.spec.data
        if data != self._data:
            self._data, self._looks, self._version = data, 0, -1
            self._part.show_verdict("")

    @Slot(object)
    def _on_snapshot(self, snapshot: Snapshot) -> None:
        self._on_spec(snapshot.spec)
        if self._version >= 0:
            self._part.show_age(snapshot.version != self._version)


def figure_text(name: str, value: float) -> str:
    """A figure with its name: "loss 0.123", "accuracy 94.7 %"."""
    words = name.replace("_", " ")
    text = f"{100 * value:.1f} %" if name.endswith("accuracy") else f"{value:.4g}".replace("-", MINUS)
    return f"{words} {text}"


def _judged(session: Session) -> Generator[None, None, Answer]:
    figures = yield from session.evaluating("test")
    return session.spec.data, session.snapshot().version, session.updates, figures, session.data.info.test_count
