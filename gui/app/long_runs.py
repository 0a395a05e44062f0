"""What a long run tells beside the time line while it plays: the epoch's figure so far, and the time left."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QBoxLayout, QSizePolicy

from engine.catalog import metrics
from engine.diagnostics.pace import Pace, time_words
from engine.trace import Address, Kind, Snapshot
from gui.editors.foot import NUMBERS
from gui.plots.loss_legend import figure_words
from gui.plots.strip import Entry, Strip

if TYPE_CHECKING:
    from gui.app.workbench import Workbench
    from gui.theme.current import ThemeSwitch

LONG_EPOCH, LONG_RUN = 3.0, 10.0
"""Seconds from which an epoch, or what is left until the run stops, is worth words."""

CALM_SECONDS = 1.0
_SPARE = 24  # so that the track beside it seldom moves
_TIP = (
    "What the epoch under way has come to so far, as Keras's progress bar has it, and how long the rest takes at the "
    "pace of the last seconds. Click a figure to see its batches."
)


class LongRuns(QObject):
    """Measures the pace of playing; `clock` gives seconds."""

    def __init__(self, bench: Workbench, themes: ThemeSwitch, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(bench)
        self._bench, self._themes, self._clock = bench, themes, clock
        self._pace, self._due, self._long, self._widest = Pace(), 0.0, False, 0
        self.strip = Strip(themes, "Progress of the epoch")
        self.strip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.strip.setToolTip(_TIP)
        self.strip.hide()
        layout = bench.window.time_line.layout()
        assert isinstance(layout, QBoxLayout)
        layout.insertWidget(layout.count() - 1, self.strip)
        self.strip.asked.connect(self._on_asked)
        bench.player.snapshot_ready.connect(self._on_snapshot)
        bench.player.playing_changed.connect(self._on_playing)

    @Slot(object)
    def _on_snapshot(self, snapshot: Snapshot) -> None:
        now, playing = self._clock(), self._bench.player.playing
        if playing:
            self._pace.note(now, snapshot.update)
        if not playing or now >= self._due:
            self._due = now + CALM_SECONDS
            self._show(snapshot, playing)

    @Slot(bool)
    def _on_playing(self, playing: bool) -> None:
        self._pace.forget()
        last = self._bench.last_snapshot
        if not playing and last is not None:
            self._show(last, playing)

    def _show(self, snapshot: Snapshot, playing: bool) -> None:
        left = self._pace.seconds_for(left_until(snapshot)[0]) if playing else None
        epoch = self._pace.seconds_for(snapshot.batches) if playing else None
        if epoch is not None and left is not None:
            self._long = epoch >= LONG_EPOCH or (snapshot.spec.training.stop.after_epochs and left >= LONG_RUN)
        entries = self._entries(snapshot, left) if self._long else ()
        self.strip.show_entries(entries)
        self.strip.setVisible(bool(entries))
        self._widest = max(self._widest, self.strip.full_width() + _SPARE) if entries else 0
        self.strip.setFixedWidth(self._widest)

    def _entries(self, snapshot: Snapshot, left: float | None) -> tuple[Entry, ...]:
        theme, entries = self._themes.theme, []
        name = next((each for each in snapshot.running if each != "loss"), "loss")
        if name in snapshot.running:
            label = "loss" if name == "loss" else metrics[name].label.lower()
            place = Address(Kind.RUNNING_FIGURE, name=name)
            text = f"{label} so far {figure_words(name, snapshot.running[name])}"
            entries.append(Entry("none", text, theme.curve_training, theme.curve_training, number=place))
        if left is not None:
            text = f"{time_words(left)} left {left_until(snapshot)[1]}"
            entries.append(Entry("none", text, theme.muted_text, theme.muted_text))
        return tuple(entries)

    @Slot(object)
    def _on_asked(self, place: Address) -> None:
        self._bench.view.update(page=NUMBERS)
        self._bench.window.tracer.ask(place)


def left_until(snapshot: Snapshot) -> tuple[int, str]:
    """How many updates are left, and of what: of the epochs after which the run stops, or of the epoch under way."""
    training, rest = snapshot.spec.training, snapshot.batches - snapshot.batch
    if not training.stop.after_epochs:
        return rest, f"of epoch {snapshot.epoch + 1:,}"
    goal = (snapshot.epoch // training.epochs + 1) * training.epochs
    more = goal - snapshot.epoch - 1
    return rest + more * snapshot.batches, f"to the end of epoch {goal:,}"
