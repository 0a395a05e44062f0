"""From process start to the first painted frame with the network in it, against a bare window."""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping

from benchmarks.table import Row

RUNS = 7
STARTS = (("benchmarks.bare_window",), ("benchmarks.first_frame",), ("benchmarks.first_frame", "whole"))


def rows(environment: Mapping[str, str]) -> Iterator[Row]:
    """The median of interleaved starts, after one of each to warm the file cache and to keep compiled modules.

    Where the environment forbids to keep them, every start would compile the program anew, which no user's does.
    """
    environment = {name: value for name, value in environment.items() if name != "PYTHONDONTWRITEBYTECODE"}
    runs = []
    for run in range(RUNS + 1):
        seconds = [_seconds(environment, *words) for words in STARTS]
        if run:
            runs.append(seconds)
    bare, first, whole = (statistics.median(each) for each in zip(*runs, strict=True))
    note = f"median of {RUNS} interleaved: {first:.3f} s against {bare:.3f} s"
    ratio = statistics.median(seconds[1] / seconds[0] for seconds in runs)
    yield Row("start to first frame / bare window", ratio, "", "<= 1.4", note)
    ratio = statistics.median(seconds[2] / seconds[0] for seconds in runs)
    yield Row("start to whole window / bare window", ratio, "", "", f"{whole:.3f} s, plots and tracer included")


def _seconds(environment: Mapping[str, str], *words: str) -> float:
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", *words], env=dict(environment), capture_output=True, text=True, check=True, timeout=60
    )
    return float(done.stdout.split()[-1]) - start
