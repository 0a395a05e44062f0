"""The mathematics of the drawn data sets: those of TensorFlow Playground, two moons, a sine and two questions.

Playground's sets lie in the square [-6, 6]²; noise 0.5 here is 50 on its slider, the most it offers.
Whatever the noise, the same random numbers are used: turning it up moves points, it does not redraw them.
"""

from __future__ import annotations

import numpy as np

from engine.catalog.arrays import Array
from engine.catalog.data_source import Targets

RADIUS = 5.0
HALF_WIDTH = 6.0
GAP = 0.3
MOON_SCALE = 10.0 / 3.0
MOON_CENTRE = (0.5, 0.25)
BUMPS = (
    (-4.0, 2.5, 1.0),
    (0.0, 2.5, -1.0),
    (4.0, 2.5, 1.0),
    (-4.0, -2.5, -1.0),
    (0.0, -2.5, 1.0),
    (4.0, -2.5, -1.0),
)

Drawn = tuple[Array, Targets]


def _halves(samples: int) -> tuple[int, int]:
    """Two counts that differ by at most one."""
    return samples // 2, samples - samples // 2


def _two_classes(samples: int) -> Targets:
    return np.repeat(np.array([0, 1], dtype=np.int64), _halves(samples))


def _jitter(rng: np.random.Generator, samples: int, half_width: float) -> Array:
    return rng.uniform(-half_width, half_width, (samples, 2))


def draw_circle(rng: np.random.Generator, samples: int, noise: float) -> Drawn:
    """A ring (radius 3.5 to 5) around a disc (to 2.5).

    noise: each point is labelled as if it stood up to 5 * noise further off along each axis.
    """
    outer, inner = _halves(samples)
    radius = np.concatenate([rng.uniform(0.7 * RADIUS, RADIUS, outer), rng.uniform(0.0, 0.5 * RADIUS, inner)])
    angle = rng.uniform(0.0, 2.0 * np.pi, samples)
    x = np.column_stack([radius * np.sin(angle), radius * np.cos(angle)])
    seen = x + noise * _jitter(rng, samples, RADIUS)
    return x, (np.hypot(seen[:, 0], seen[:, 1]) < 0.5 * RADIUS).astype(np.int64)


def draw_xor(rng: np.random.Generator, samples: int, noise: float) -> Drawn:
    """Four quadrants in turn, 0.3 to 5.3 from the axes; class 1 where the signs agree.

    noise: each point is labelled as if it stood up to 5 * noise further off along each axis.
    """
    turn = np.arange(samples) % 4
    signs = np.array([[1.0, 1.0], [-1.0, 1.0], [-1.0, -1.0], [1.0, -1.0]])[turn]
    x = signs * (rng.uniform(0.0, RADIUS, (samples, 2)) + GAP)
    seen = x + noise * _jitter(rng, samples, RADIUS)
    return x, (seen[:, 0] * seen[:, 1] >= 0.0).astype(np.int64)


def draw_gauss(rng: np.random.Generator, samples: int, noise: float) -> Drawn:
    """Two round clouds around (-2, -2) and (2, 2); noise: the variance is 0.5 + 7 * noise."""
    y = _two_classes(samples)
    centres = np.where(y == 1, 2.0, -2.0)[:, None]
    x = centres + np.sqrt(0.5 + 7.0 * noise) * rng.standard_normal((samples, 2))
    return x, y


def draw_spiral(rng: np.random.Generator, samples: int, noise: float) -> Drawn:
    """Two arms of 1.75 turns out to radius 5; noise: points move up to `noise` along each axis."""
    y = _two_classes(samples)
    way = np.concatenate([np.arange(count) / max(count, 1) for count in _halves(samples)])
    angle = 1.75 * 2.0 * np.pi * way + np.where(y == 1, 0.0, np.pi)
    x = (RADIUS * way)[:, None] * np.column_stack([np.sin(angle), np.cos(angle)])
    return x + noise * _jitter(rng, samples, 1.0), y


def draw_moons(rng: np.random.Generator, samples: int, noise: float) -> Drawn:
    """scikit-learn's two moons, centred and scaled to x₁ in [-5, 5].

    noise: the standard deviation along each axis, as a share of the moons' radius (scikit-learn's unit).
    """
    upper, lower = _halves(samples)
    out, back = np.linspace(0.0, np.pi, upper), np.linspace(0.0, np.pi, lower)
    first = np.column_stack([np.cos(out), np.sin(out)])
    second = np.column_stack([1.0 - np.cos(back), 0.5 - np.sin(back)])
    unit = np.concatenate([first, second]) + noise * rng.standard_normal((samples, 2))
    return MOON_SCALE * (unit - np.array(MOON_CENTRE)), _two_classes(samples)


def _spread(rng: np.random.Generator, samples: int, noise: float) -> tuple[Array, Array]:
    """Points all over the square, and where noise says they seem to be: up to 6 * noise off."""
    x = _jitter(rng, samples, HALF_WIDTH)
    return x, x + noise * _jitter(rng, samples, HALF_WIDTH)


def draw_plane(rng: np.random.Generator, samples: int, noise: float) -> Drawn:
    """y = (x₁ + x₂) / 10; noise: taken at a point up to 6 * noise further off along each axis."""
    x, seen = _spread(rng, samples, noise)
    return x, np.add.reduce(seen, axis=1, keepdims=True) / 10.0


def draw_distance(rng: np.random.Generator, samples: int, noise: float) -> Drawn:
    """y = √(x₁² + x₂²) / 6, never below 0; noise: taken at a point up to 6 * noise further off along each axis."""
    x, seen = _spread(rng, samples, noise)
    return x, np.hypot(seen[:, :1], seen[:, 1:]) / HALF_WIDTH


def draw_multi_gauss(rng: np.random.Generator, samples: int, noise: float) -> Drawn:
    """Six cones of radius 2, three up to 1 and three down to -1, and 0 between them.

    noise: the height is taken at a point up to 6 * noise further off along each axis.
    """
    x, seen = _spread(rng, samples, noise)
    bumps = np.array(BUMPS)
    away = seen[:, None, :] - bumps[None, :, :2]
    heights = bumps[:, 2] * np.clip(1.0 - np.hypot(away[..., 0], away[..., 1]) / 2.0, 0.0, 1.0)
    steepest = np.argmax(np.abs(heights), axis=1)
    return x, np.take_along_axis(heights, steepest[:, None], axis=1)


def draw_two_labels(rng: np.random.Generator, samples: int, noise: float) -> Drawn:
    """Two questions to each point: is it inside the circle of radius 3, and above the line x₂ = x₁ / 2?

    The four pairs of answers in turn, 0.3 and more off the line. Gives y, float64 (samples, 2), of 0 and 1.
    noise: each point is labelled as if it stood up to 5 * noise further off along each axis.
    """
    turn = np.arange(samples)
    inside, side = turn % 2 == 0, np.where(turn // 2 % 2 == 0, 1.0, -1.0)
    least, most = np.where(inside, 0.0, 0.7 * RADIUS), np.where(inside, 0.5 * RADIUS, RADIUS)
    radius = rng.uniform(least, most)
    angle = rng.uniform(0.0, np.pi, samples)
    along, off = radius * np.cos(angle), side * (radius * np.sin(angle) + GAP)
    x = np.column_stack([2.0 * along - off, along + 2.0 * off]) / np.sqrt(5.0)
    seen = x + noise * _jitter(rng, samples, RADIUS)
    answers = np.hypot(seen[:, 0], seen[:, 1]) < 3.0, seen[:, 1] > 0.5 * seen[:, 0]
    return x, np.column_stack(answers).astype(np.float64)


def draw_sine(rng: np.random.Generator, samples: int, noise: float) -> Drawn:
    """y = sin(x) for x anywhere in [-3, 3]; noise: the standard deviation added to y."""
    x = rng.uniform(-3.0, 3.0, (samples, 1))
    return x, np.sin(x) + noise * rng.standard_normal((samples, 1))
