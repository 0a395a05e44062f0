"""How fast a run goes, as measured lately, and how long something takes at that pace, in calm words."""

from __future__ import annotations

from collections import deque

WINDOW_SECONDS = 8.0
_LEAST_SECONDS = 1.0
_STEPS = ((60.0, 5.0), (600.0, 30.0), (float("inf"), 60.0))  # below so many seconds they are told in such steps


class Pace:
    """Updates a second over the last seconds of playing."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()

    def note(self, seconds: float, updates: int) -> None:
        """At that time of a clock so many updates were made; one that has gone back measures anew."""
        if self._seen and updates < self._seen[-1][1]:
            self._seen.clear()
        self._seen.append((seconds, updates))
        while len(self._seen) > 2 and self._seen[1][0] <= seconds - WINDOW_SECONDS:
            self._seen.popleft()

    def forget(self) -> None:
        """The run rests, or goes on at another speed."""
        self._seen.clear()

    def seconds_for(self, updates: int) -> float | None:
        """How long so many updates take, None before a second has been measured."""
        if len(self._seen) < 2:
            return None
        (start, first), (end, last) = self._seen[0], self._seen[-1]
        if end - start < _LEAST_SECONDS or last <= first:
            return None
        return updates * (end - start) / (last - first)


def time_words(seconds: float) -> str:
    """A time to wait in steps that a person can follow: "35 s", "4 min 30 s", "12 min", "1 h 20 min"."""
    step = next(step for below, step in _STEPS if seconds < below)
    whole = int(-(-seconds // step) * step)
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    if hours:
        return f"{hours:,} h {minutes} min" if minutes else f"{hours:,} h"
    if minutes:
        return f"{minutes} min {left} s" if left else f"{minutes} min"
    return f"{left} s"
