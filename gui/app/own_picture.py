"""A picture of one's own, connected: its sheet, the engine's answers to each stroke, and its way into the network."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QTimer, Slot

from engine.pictures.manner import Manner, manner_of
from engine.session import Session, data_info
from gui.drawing.seen import Judged
from gui.drawing.sheet import PictureSheet
from gui.drawing.sketch import Row, Sketch
from gui.theme.current import ThemeSwitch

if TYPE_CHECKING:
    from gui.app.workbench import Workbench

CALM_MS = 120  # while the network trains, an answer is renewed no more often than it can be read
MEASURED = 200  # pictures of the set, in which its manner can be seen


class OwnPicture(QObject):
    """Opens the sheet; one question at a time follows what is drawn and stops nothing."""

    def __init__(self, bench: Workbench, themes: ThemeSwitch) -> None:
        super().__init__(bench)
        self._bench, self._themes = bench, themes
        self.sheet: PictureSheet | None = None
        self._sketch: Sketch | None = None
        self._asked = False
        self._stale = True
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM_MS)
        self._calm.timeout.connect(self._on_calm)
        bench.player.snapshot_ready.connect(self._on_snapshot)

    def open(self, path: Path | None = None) -> None:
        """Show the sheet with what was drawn last, or the picture in a file; data without pictures have none."""
        bench = self._bench
        info = data_info(bench.document.spec.data)
        if info.image is None:
            return
        if self.sheet is None:
            sheet = self.sheet = PictureSheet(info, self._sketch_for(info.image), self._themes, bench.window)
            sheet.changed.connect(self._on_changed)
            sheet.explained.connect(bench.tracing.try_row)
            sheet.finished.connect(self._on_finished)
            self._offer_example(sheet)
            bench.player.ask(_measuring, self._show_manner, quick=True)
            sheet.open()
            self._on_changed()
        if path is not None:
            self.sheet.open_path(path)

    def _sketch_for(self, shape: tuple[int, int]) -> Sketch:
        """What was drawn last, if it fits, or what is being tried."""
        if self._sketch is None or self._sketch.manner.shape != shape:
            self._sketch = Sketch(Manner(*shape))
        tried = self._bench.window.tracer.trials.own_row if self._bench.view.state.trying else None
        if tried is not None and tried != self._sketch.row:
            self._sketch.show(tried)
        return self._sketch

    def _offer_example(self, sheet: PictureSheet) -> None:
        snapshot, (rows, columns) = self._bench.last_snapshot, sheet.sketch.manner.shape
        if snapshot is not None and snapshot.example is not None and len(snapshot.example.raw) == rows * columns:
            sheet.show_example(snapshot.example.index, tuple(snapshot.example.raw.tolist()))

    def _show_manner(self, manner: Manner | None) -> None:
        if self.sheet is not None and manner is not None and manner.shape == self.sheet.sketch.manner.shape:
            self.sheet.show_manner(manner)

    @Slot()
    def _on_changed(self) -> None:
        self._stale = True
        self._ask()

    def _ask(self) -> None:
        """Ask for the answer to what is drawn now; while one is under way the next waits for it."""
        if self.sheet is not None and self._stale and not self._asked:
            self._asked, self._stale = True, False
            own, question = self.sheet, judging(self.sheet.sketch.row)
            self._bench.player.ask(
                question, self._on_judged, lambda _: self.sheet is own, self._on_dropped, quick=True
            )

    def _on_judged(self, judged: Judged | None) -> None:
        self._asked = False
        if self.sheet is not None and judged is not None:
            self.sheet.show_judged(judged)
        self._ask()

    def _on_dropped(self) -> None:
        self._asked = False
        self._ask()

    @Slot(object)
    def _on_snapshot(self, _snapshot: object) -> None:
        if self.sheet is not None and not self._calm.isActive():
            self._calm.start()

    @Slot()
    def _on_calm(self) -> None:
        self._stale = True
        self._ask()

    @Slot()
    def _on_finished(self) -> None:
        self.sheet = None


def judging(row: Row) -> Callable[[Session], Generator[None, None, Judged | None]]:
    """Ask what the network makes of a row of pixels; None if the data have other inputs by now."""

    def ask(session: Session) -> Generator[None, None, Judged | None]:
        yield
        if len(row) != len(session.data.info.columns):
            return None
        layers = session.forward_example(np.array(row))
        _, sums, output = layers[-1]
        return Judged(row, layers[0][0], sums, output, session.spec.network.layers[-1].activation)

    return ask


def _measuring(session: Session) -> Generator[None, None, Manner | None]:
    """How the pictures of the training part lie in their frames."""
    yield
    data = session.data
    if data.info.image is None:
        return None
    return manner_of(data.raw(data.training, slice(0, MEASURED)).reshape(-1, *data.info.image))
