"""The geometry of the hand's tools, in pixels: what is nearest, inside a brush, inside a lasso; a spray of places."""

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.float64]
"""float64 (n, 2), in pixels."""


def nearest(places: Places, at: tuple[float, float], reach: float) -> int | None:
    """Which place is nearest and within reach, or None."""
    if not len(places):
        return None
    distance = np.hypot(places[:, 0] - at[0], places[:, 1] - at[1])
    found = int(distance.argmin())
    return found if distance[found] <= reach else None


def near_way(places: Places, start: tuple[float, float], end: tuple[float, float], reach: float) -> NDArray[np.int64]:
    """Which places a disc of that radius touches on its straight way."""
    first, way = np.array(start), np.array(end) - np.array(start)
    length = float(way @ way)
    along = np.clip((places - first) @ way / length, 0.0, 1.0) if length else np.zeros(len(places))
    away = places - first - along[:, None] * way
    return np.flatnonzero(np.hypot(away[:, 0], away[:, 1]) <= reach)


def inside(lasso: Places, places: Places) -> NDArray[np.int64]:
    """Which places lie inside a closed line, by how often a ray to the right crosses it."""
    if len(lasso) < 3:
        return np.empty(0, np.int64)
    x1, y1 = lasso[:, 0], lasso[:, 1]
    x2, y2 = np.roll(x1, -1), np.roll(y1, -1)
    px, py = places[:, :1], places[:, 1:]
    between = (y1 > py) != (y2 > py)
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = x1 + (py - y1) * (x2 - x1) / (y2 - y1)
    return np.flatnonzero((between & (px < crossing)).sum(axis=1) % 2 == 1)


def sprayed(rng: np.random.Generator, at: tuple[float, float], radius: float, count: int) -> Places:
    """So many places (count, 2), evenly spread over a disc."""
    away, angle = radius * np.sqrt(rng.uniform(size=count)), rng.uniform(0.0, 2.0 * np.pi, count)
    return np.array(at) + np.column_stack([away * np.cos(angle), away * np.sin(angle)])
