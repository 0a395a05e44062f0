"""How long a pause, an edit and an undo take to be taken by the engine while large networks play flat out."""

import statistics
import time
from collections.abc import Callable, Iterator

from benchmarks.table import Row
from engine.presets import preset
from engine.session import Session
from engine.spec import ExperimentSpec, LayerSpec, NetworkSpec
from gui.bridge.engine_thread import Command, EngineThread, Move, Request

RUNS = 8
SETTLE = 0.4
PATIENCE = 60.0
AIM = "<= 50 ms"


def rows() -> Iterator[Row]:
    """Four layers of 500, and a layer of a million; the worst of several times, and the median beside it."""
    xor = preset("xor").spec
    hidden = (LayerSpec(500, "relu"),) * 4
    deep = NetworkSpec((*hidden, LayerSpec(1, "sigmoid")))
    large = ExperimentSpec(data=xor.data, network=deep).with_training(batch_size=32)
    for name, spec in (("4 x 500 units", large), ("1,000,000 units", xor.with_layer(0, units=1_000_000))):
        yield from _measured(name, spec)


def _measured(name: str, spec: ExperimentSpec) -> Iterator[Row]:
    session = Session(spec)
    engine = EngineThread(lambda: session, _raise)
    play = Move(lambda session: session.play(), repeats=True)
    rate, smaller = spec.with_optimizer(learning_rate=1e-4), spec.with_layer(0, units=6)
    what: dict[str, Callable[[], Request]] = {
        "pause": lambda: Move(None),
        "learning rate": lambda: Command(lambda session: session.editing(rate), _raise),
        "fewer units": lambda: Command(lambda session: session.editing(smaller), _raise),
    }
    engine.start()
    for label, request in what.items():
        times = []
        for _ in range(RUNS):
            _wait(engine, Command(lambda session: session.editing(spec), _raise))
            _wait(engine, play)
            time.sleep(SETTLE)
            times.append(1e3 * _wait(engine, request()))
        note = f"the longest; median {statistics.median(times):.0f}"
        yield Row(f"{label} taken, {name}", max(times), "ms", AIM, note)
    engine.close()


def _wait(engine: EngineThread, request: Request) -> float:
    """Seconds until the engine has taken it and laid a snapshot into the mailbox."""
    start = time.perf_counter()
    engine.send(request)
    while not engine.has_taken_all and time.perf_counter() < start + PATIENCE:
        engine.mailbox.take()
        time.sleep(0.0005)
    return time.perf_counter() - start


def _raise(error: Exception) -> None:
    raise error
