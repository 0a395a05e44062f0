"""Going anywhere in a long run of the opening experiment, and what it costs to keep that possible."""

import random
import statistics
import time
from collections.abc import Iterator

from benchmarks.table import Row
from engine.data import load
from engine.history import Chronicle
from engine.presets import preset
from engine.run.live_run import LiveRun
from engine.run.motion import train
from engine.session import Session

UPDATES, SEEKS = 100_000, 50
RUNS, PLAYED = 25, 2_000


def rows() -> Iterator[Row]:
    """Random moments of a long run; updates with and without history, in turns."""
    session = Session(preset("opening").spec)
    session.train(updates=UPDATES)
    journeys = [_seconds_to(session, update) for update in random.Random(0).sample(range(UPDATES + 1), SEEKS)]
    epoch = _seconds_of_an_epoch(session)
    where, memory = f"{SEEKS} in {UPDATES:,} updates", f"{session.timeline.bytes / 2**20:.0f} MiB"
    yield Row("going to a random moment, worst", 1e3 * max(journeys), "ms", "< 100 ms", where)
    yield Row("going to a random moment, median", 1e3 * statistics.median(journeys), "ms", "", f"with {memory}")
    yield Row("going to a random moment / an epoch played", max(journeys) / epoch, "", "", "the worst of them")
    yield Row("playing flat out with history / without", _share(), "", "<= 1.05", f"median of {RUNS} in turns")


def _seconds_to(session: Session, update: int) -> float:
    start = time.perf_counter()
    for _ in session.seek(update):
        pass
    return time.perf_counter() - start


def _seconds_of_an_epoch(session: Session) -> float:
    for _ in session.seek(UPDATES):
        pass
    start = time.perf_counter()
    session.train(epochs=5)
    return (time.perf_counter() - start) / 5


def _share() -> float:
    spec = preset("opening").spec
    runs = [LiveRun(spec, load(spec.data)), LiveRun(spec, load(spec.data), Chronicle(spacing=10**12))]
    seconds: list[list[float]] = [[], []]
    for turn in range(2 * RUNS + 2):
        start = time.perf_counter()
        train(runs[turn % 2], None, PLAYED)
        if turn > 1:
            seconds[turn % 2].append(time.perf_counter() - start)
    ratios = [a / b for a, b in zip(*seconds, strict=True)]
    return float(statistics.median(ratios))
