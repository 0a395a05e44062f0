"""From process start to the first painted frame with the network in it, against a bare window."""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping

from benchmarks.table import Row

RUNS = 7


def rows(environment: Mapping[str, str]) -> Iterator[Row]:
    """The median of interleaved starts, after one of each to warm the file cache and to keep compiled modules.

    Where the environment forbids to keep them, every start would compile the program anew, which no user's does.
    """
    environment = {name: value for name, value in environment.items() if name != "PYTHONDONTWRITEBYTECODE"}
    ours, bare = [], []
    for run in range(RUNS + 1):
        pair = _seconds("benchmarks.bare_window", environment), _seconds("benchmarks.first_frame", environment)
        if run:
            bare.append(pair[0])
            ours.append(pair[1])
    note = f"median of {RUNS} interleaved: {statistics.median(ours):.3f} s against {statistics.median(bare):.3f} s"
    ratio = statistics.median(a / b for a, b in zip(ours, bare, strict=True))
    yield Row("start to first frame / bare window", ratio, "", "<= 1.4", note)


def _seconds(module: str, environment: Mapping[str, str]) -> float:
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", module], env=dict(environment), capture_output=True, text=True, check=True, timeout=60
    )
    return float(done.stdout.split()[-1]) - start
