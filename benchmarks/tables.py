"""A large table from its file to the arrays of a run, and how long whoever waits for it is held up."""

import tempfile
import time
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TypeVar

import numpy as np

from benchmarks.table import Row
from engine.data import loading
from engine.session import Session
from engine.tables import experiment_on, proposed, reading

ROWS, COLUMNS = 100_000, 200
WORK = 0.002  # seconds that whoever waits works between two looks
T = TypeVar("T")


def rows() -> Iterator[Row]:
    """Reading, and making the arrays; the longest turn of a waiting thread, of which WORK is its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.csv"
        _write(path)
        size = f"{ROWS:,} x {COLUMNS} cells, {path.stat().st_size / 1e6:.0f} MB"
        found, seconds, longest = _waited(reading(path))
        yield Row("reading a large table", seconds, "s", "< 15 s", size)
        yield Row("  longest turn of who waits", 1e3 * longest, "ms", "< 200 ms", "beside the thread that reads")
        data = proposed(found.table)
        _, seconds, longest = _waited(loading(data))
        yield Row("making its arrays", seconds, "s", "< 5 s", "split, standardised")
        yield Row("  longest turn of who waits", 1e3 * longest, "ms", "< 200 ms", "beside the thread that loads")
        session = Session(experiment_on(data, "large"))
        start = time.perf_counter()
        session.train(updates=500)
        yield Row("an update on it", 2 * (time.perf_counter() - start), "ms", "", "the proposed network, batch 32")


def _write(path: Path) -> None:
    rng = np.random.default_rng(0)
    names = ",".join(f"c{column}" for column in range(COLUMNS - 1))
    with path.open("w") as file:
        file.write(f"{names},y\n")
        for _ in range(ROWS // 1000):
            block = rng.standard_normal((1000, COLUMNS - 1))
            for row in block:
                file.write(",".join(f"{value:.6f}" for value in row) + f",{int(row[0] > 0.0)}\n")


def _waited(work: Generator[object, None, T]) -> tuple[T, float, float]:
    """(result, seconds, longest turn) of work that breathes, while something else is done between its breaths."""
    start = before = time.perf_counter()
    longest = 0.0
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: T = end.value
            return result, time.perf_counter() - start, longest
        busy = time.perf_counter() + WORK
        while time.perf_counter() < busy:
            pass
        now = time.perf_counter()
        longest, before = max(longest, now - before), now
