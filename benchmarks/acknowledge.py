"""How long it takes until a pause or an edit stops updates of large networks that play flat out."""

import statistics
import time
from collections.abc import Iterator

from benchmarks.table import Row
from engine.presets import preset
from engine.session import Session
from engine.spec import ExperimentSpec, LayerSpec, NetworkSpec
from gui.bridge.engine_thread import Command, EngineThread, Move, Request
from gui.bridge.process import share_process

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
    share_process()
    session = Session(spec)
    engine = EngineThread(lambda: session, _raise)
    rate, fewer = spec.with_optimizer(learning_rate=1e-4), spec.with_layer(0, units=6)
    what = {"pause": None, "learning rate": rate, "fewer units": fewer, "all units again": spec}
    engine.start()
    for label, edited in what.items():
        times = []
        for _ in range(RUNS):
            _taken(engine, fewer if label.startswith("all") else spec)
            _wait(engine, Move(lambda session: session.play(), repeats=True))
            time.sleep(SETTLE)
            times.append(_taken(engine, edited))
        begun, done = zip(*times, strict=True)
        note = f"no update starts after it; the longest; median {statistics.median(begun):.0f}"
        if edited is not None:
            note += f"; done after {max(done):.0f} ms at most"
        yield Row(f"{label}, {name}", max(begun), "ms", AIM, note)
    engine.close()


def _taken(engine: EngineThread, edited: ExperimentSpec | None) -> tuple[float, float]:
    """Milliseconds until the engine has left its updates for an edit, or None: a pause; and until that is done.

    The panels show an edit at once, and frames are drawn while it is made in pieces.
    """
    begun: list[float] = []

    def change(session: Session) -> Iterator[None]:
        begun.append(time.perf_counter())
        assert edited is not None
        return session.editing(edited)

    start = time.perf_counter()
    _wait(engine, Move(None) if edited is None else Command(change, _raise))
    end = time.perf_counter()
    return 1e3 * ((begun or [end])[0] - start), 1e3 * (end - start)


def _wait(engine: EngineThread, request: Request) -> None:
    """Until the engine has taken it and laid a snapshot into the mailbox."""
    end = time.perf_counter() + PATIENCE
    engine.send(request)
    while not engine.has_taken_all and time.perf_counter() < end:
        engine.mailbox.take()
        time.sleep(0.0005)


def _raise(error: Exception) -> None:
    raise error
