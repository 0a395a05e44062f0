"""The opening experiment played flat out in the real window, with every view shown; figures as one JSON line."""

import json
import time

import numpy as np
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from engine.presets import experiment_session
from gui.app.start import make_application, make_bench, prepare_process
from gui.app.workbench import Workbench
from gui.plots.canvas import Canvas
from gui.theme.current import ThemeSwitch

WARM_UP, SECONDS = 2.0, 6.0
SIZE = (1440, 900)


class Paints(QObject):
    """Notes when a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.times: list[float] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.times.append(time.perf_counter())
        return super().eventFilter(watched, event)


def measure(bench: Workbench, paints: dict[str, Paints], surfaces: list[float]) -> None:
    """Note the figures between the end of the warm-up and `SECONDS` later."""
    snapshot = bench.last_snapshot
    assert snapshot is not None
    start, updates = time.perf_counter(), snapshot.update

    def finish() -> None:
        last = bench.last_snapshot
        assert last is not None
        now = time.perf_counter()
        seconds = now - start
        frames = np.diff([t for t in paints["network"].times if t >= start]) * 1e3
        per_second = {name: sum(t >= start for t in p.times) / seconds for name, p in paints.items()}
        print(
            json.dumps(
                {
                    "updates_per_second": (last.update - updates) / seconds,
                    "frame_p95_ms": float(np.percentile(frames, 95)),
                    "frame_median_ms": float(np.median(frames)),
                    "pictures_per_second": sum(t >= start for t in surfaces) / seconds,
                    "boundary_per_second": per_second["boundary"],
                    "loss_per_second": per_second["loss"],
                }
            ),
            flush=True,
        )
        bench.window.close()

    QTimer.singleShot(int(SECONDS * 1000), finish)


def _canvas(plot: QWidget) -> QWidget:
    canvas = plot.findChild(Canvas)
    assert isinstance(canvas, Canvas)
    viewport = canvas.viewport()
    assert isinstance(viewport, QWidget)
    return viewport


def main() -> None:
    app = make_application()
    bench = make_bench(experiment_session("opening"), ThemeSwitch(app))
    prepare_process(bench)
    bench.window.resize(*SIZE)
    bench.window.show()
    surfaces: list[float] = []
    bench.drawn.connect(lambda: surfaces.append(time.perf_counter()))
    window = bench.window
    paints = {
        "network": Paints(window.network.canvas),
        "boundary": Paints(_canvas(window.boundary)),
        "loss": Paints(_canvas(window.loss)),
    }
    QTimer.singleShot(300, bench.player.play)
    QTimer.singleShot(int(WARM_UP * 1000), lambda: measure(bench, paints, surfaces))
    app.exec()


if __name__ == "__main__":
    main()
