"""Playing flat out with all views shown: frames, updates, refreshed pictures; against the session alone."""

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.table import Row

RUNS = 3


def rows(environment: Mapping[str, str]) -> Iterator[Row]:
    """Interleaved runs of the window and of the bare session, each in a process of its own."""
    shown, alone = [], []
    for _ in range(RUNS):
        alone.append(_run("benchmarks.play_alone", environment))
        shown.append(_run("benchmarks.play_window", environment))

    def median(key: str) -> float:
        return statistics.median(float(run[key]) for run in shown)

    both = zip(shown, alone, strict=True)
    share = statistics.median(a["updates_per_second"] / b["updates_per_second"] for a, b in both)
    yield Row("95th percentile between frames, playing flat out", median("frame_p95_ms"), "ms", "16.7 ms",
              f"median frame {median('frame_median_ms'):.1f} ms at 1440x900")
    yield Row("updates a second, share of the session alone", share, "", "0.7",
              f"{median('updates_per_second'):,.0f} a second in the window")
    for key, what in (("pictures", "neurons' pictures"), ("boundary", "boundary"), ("loss", "loss")):
        yield Row(f"{what} refreshed", median(f"{key}_per_second"), "/s", ">= 10 /s")
    wide = _run("benchmarks.play_wide", environment)
    name = "95th percentile between the window's beats, 784-500x4-10 flat out"
    yield Row(name, wide["beat_p95_ms"], "ms", "16.7 ms",
              f"{wide['data']}; the network painted in {wide['paint_median_ms']:.1f} ms, "
              f"95 % in {wide['paint_p95_ms']:.1f} ms")


def _run(module: str, environment: Mapping[str, str]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", module],
        env=dict(environment),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{module} failed:\n{done.stderr}")
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result
