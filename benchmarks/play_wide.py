"""784-500-500-500-500-10 played flat out in the real window: beats of the window, paintings of the network."""

import json
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from engine.catalog.data_source import DataProblem
from engine.presets import experiment_session, preset
from engine.session import Session
from engine.spec import LayerSpec, NetworkSpec
from gui.app.start import make_application, make_bench, prepare_process
from gui.theme.current import ThemeSwitch

WARM_UP, SECONDS = 6.0, 8.0
BEAT_MS = 16
SIZE = (1440, 900)


class Painted(QObject):
    """Notes how long a widget takes to paint itself, in seconds."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.seconds: list[float] = []
        self._inside = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Paint or self._inside:
            return False
        self._inside, begin = True, time.perf_counter()
        watched.event(event)
        self.seconds.append(time.perf_counter() - begin)
        self._inside = False
        return True


def session() -> tuple[Session, str]:
    """The wide network on Fashion-MNIST; on the digits that come along where that is not to be had."""
    try:
        return experiment_session("fashion-mnist-wide"), "Fashion-MNIST"
    except DataProblem:
        spec = preset("digits").spec
        layers = (*(LayerSpec(500, "relu"),) * 4, spec.network.layers[-1])
        return Session(replace(spec, network=NetworkSpec(layers))), "digits, for want of Fashion-MNIST"


def beats(seconds: float, told: Callable[[list[float]], None]) -> QTimer:
    """A timer of a frame's length, and when it came."""
    times: list[float] = []
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: times.append(time.perf_counter()))
    timer.start(BEAT_MS)
    QTimer.singleShot(int(seconds * 1000), lambda: told(times))
    return timer


def main() -> None:
    app = make_application()
    played, data = session()
    bench = make_bench(played, ThemeSwitch(app))
    prepare_process(bench)
    bench.window.resize(*SIZE)
    bench.window.show()
    painted = Painted(bench.window.network.canvas)
    timers: list[QTimer] = []

    def tell(times: list[float]) -> None:
        gaps, paints = np.diff(times) * 1e3, np.array(painted.seconds) * 1e3
        figures = {
            "beat_p95_ms": float(np.percentile(gaps, 95)),
            "paint_median_ms": float(np.median(paints)),
            "paint_p95_ms": float(np.percentile(paints, 95)),
            "data": data,
        }
        print(json.dumps(figures), flush=True)
        bench.window.close()

    def begin() -> None:
        painted.seconds.clear()
        timers.append(beats(SECONDS, tell))

    QTimer.singleShot(1000, bench.player.play)
    QTimer.singleShot(int(WARM_UP * 1000), begin)
    app.exec()


if __name__ == "__main__":
    main()
