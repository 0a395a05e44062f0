"""What the hand does between press and release: add, spray, drag, wipe, or draw a lasso."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from engine.spec import OwnPoints
from gui.plots.hand.geometry import Places, inside, near_way, nearest, sprayed
from gui.plots.hand.ground import Ground

REACH = 9.0
"""How near to a point the pointer takes hold of it, in pixels."""
_FULL_RANGE = 160.0  # pixels of upward way in which a number goes from 0 to the largest

Pixel = tuple[float, float]


@dataclass(eq=False)
class Gesture:
    """Begins with the points as they were, `start`, and says at any time how they are, `points`.

    hidden: rows of `start` that are no longer drawn as they were; loose: rows of `points` that are drawn by the hand.
    """

    ground: Ground
    start: OwnPoints
    at: Pixel
    points: OwnPoints = field(init=False)
    hidden: list[int] = field(init=False, default_factory=list)
    loose: list[int] = field(init=False, default_factory=list)
    text: str = field(init=False, default="")

    def __post_init__(self) -> None:
        self.points = self.start

    @property
    def changed(self) -> bool:
        return self.points is not self.start

    def move(self, at: Pixel) -> None:
        """The pointer is there now."""

    def tick(self, seconds: float) -> int:
        """So much time has gone by; how many points have come."""
        return 0


@dataclass(eq=False)
class Adding(Gesture):
    """One point, which follows the pointer until it is let go; over a plane of numbers its height does instead."""

    label: int | tuple[float, ...]
    within: float
    limit: float

    def __post_init__(self) -> None:
        place = self.ground.data(np.array([self.at]))
        rows, targets = self.ground.rows(place), self.ground.targets(place, self.label)
        self.points = self.start.added(rows, targets, self.within)
        self.loose, self.text = [len(self.start)], "Add a point"

    def move(self, at: Pixel) -> None:
        row = self.loose
        if self.ground.info.task == "regression" and not self.ground.sets_height:
            y = self.start.added(self.points.x[row], np.array([self.label], dtype=np.float64), self.within).y[row]
            y[:, 0] += (self.at[1] - at[1]) / _FULL_RANGE * self.limit
            self.points = self.points.labelled(row, y)
        else:
            by = self.ground.data(np.array([at]))[0] - self.ground.places(self.points)[row[0]]
            self.points = self.ground.moved(self.points, row, by)

    @property
    def value(self) -> float | None:
        """The number of the new point, where it was set by the way upwards."""
        return float(self.points.y[-1, 0]) if self.points.y.ndim == 2 else None


@dataclass(eq=False)
class Spraying(Gesture):
    """Points over a disc around the pointer, so many a second."""

    label: int | tuple[float, ...]
    within: float
    radius: float
    rate: float
    rng: np.random.Generator
    _due: float = 1.0  # the first one comes at once

    def move(self, at: Pixel) -> None:
        self.at = at

    def tick(self, seconds: float) -> int:
        self._due += seconds * self.rate
        count = int(self._due)
        if count:
            self._due -= count
            places = self.ground.data(sprayed(self.rng, self.at, self.radius, count))
            rows, targets = self.ground.rows(places), self.ground.targets(places, self.label)
            self.points = self.points.added(rows, targets, self.within)
            total = len(self.points) - len(self.start)
            self.loose = list(range(len(self.start), len(self.points)))
            self.text = "Brush a point" if total == 1 else f"Brush {total:,} points"
        return count


@dataclass(eq=False)
class Dragging(Gesture):
    """Points follow the pointer; as far as the axes reach."""

    rows: list[int]

    def __post_init__(self) -> None:
        super().__post_init__()
        self.hidden = self.loose = self.rows

    def move(self, at: Pixel) -> None:
        before, now = self.ground.data(np.array([self.at, at]))
        self.points = self.ground.moved(self.start, self.rows, now - before)
        self.text = "Move a point" if len(self.rows) == 1 else f"Move {len(self.rows):,} points"


@dataclass(eq=False)
class Wiping(Gesture):
    """Deletes what the disc around the pointer touches; a click, the point under it."""

    radius: float

    def __post_init__(self) -> None:
        super().__post_init__()
        self._places = self.ground.pixels(self.start)
        found = nearest(self._places, self.at, REACH)
        self._take([] if found is None else [found])

    def move(self, at: Pixel) -> None:
        found = near_way(self._places, self.at, at, self.radius).tolist()
        self.at = at
        self._take(found)

    def _take(self, rows: list[int]) -> None:
        fresh = [row for row in rows if row not in set(self.hidden)]
        if fresh:
            self.hidden = self.hidden + fresh
            self.points = self.start.without(self.hidden)
            count = len(self.hidden)
            self.text = "Delete a point" if count == 1 else f"Delete {count:,} points"


@dataclass(eq=False)
class Lassoing(Gesture):
    """A line around the points to be selected."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.line: Places = np.array([self.at])

    def move(self, at: Pixel) -> None:
        self.line = np.concatenate([self.line, [at]])

    def selected(self) -> list[int]:
        """The rows inside the line."""
        return [int(row) for row in inside(self.line, self.ground.pixels(self.start))]
