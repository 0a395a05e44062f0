"""What becomes of a journey to updates that only TensorFlow makes again, where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from engine.run.lane import NotRepeatable
from engine.run.live_run import LiveRun

T = TypeVar("T")


def told(live: LiveRun, work: Iterator[T]) -> Iterator[T]:
    """The same work; where it cannot go on without TensorFlow it ends, and the run says why."""
    live.unreachable = ""
    try:
        yield from work
    except NotRepeatable as error:
        live.unreachable = str(error)
