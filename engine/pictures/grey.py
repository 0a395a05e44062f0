"""From colours to ink: how far each pixel of somebody's picture stands out from what it is drawn on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.catalog.arrays import Array

_WHITEST = 255.0
_LUMA = np.array([0.299, 0.587, 0.114])
"""How bright red, green and blue are (Recommendation ITU-R BT.601), as Pillow and OpenCV take them."""

_NOISE_SHARE = 0.9  # of the rim: what lies nearer to its middle is taken for paper


def grey_of(colors: NDArray[np.uint8]) -> Array:
    """The brightness from 0 to 1, (height, width), of red, green, blue and opacity as bytes, (height, width, 4).

    What is transparent is laid on white, or on black where what can be seen is bright.
    """
    bright: Array = (colors[..., :3] @ _LUMA) / _WHITEST
    opacity = colors[..., 3] / _WHITEST
    seen = float(opacity.sum())
    if seen == opacity.size:
        return bright
    ground = 0.0 if seen and float((bright * opacity).sum()) / seen > 0.5 else 1.0
    laid: Array = bright * opacity + ground * (1.0 - opacity)
    return laid


def is_dark_on_light(grey: Array) -> bool:
    """Whether something darker than the rim is shown, by the sum of all differences from it."""
    return float((grey - _ground(grey)).sum()) < 0.0


def ink_of(grey: Array) -> Array:
    """How much of each pixel is drawn, from 0 for the ground to 1 for what stands out most, (height, width).

    The ground is the middle brightness of the rim; what varies as the rim does is ground too, and so is what differs
    from it the other way. A picture of a single shade has no ink.
    """
    ground = _ground(grey)
    away = (ground - grey) if is_dark_on_light(grey) else (grey - ground)
    noise = float(np.quantile(np.abs(_rim(grey) - ground), _NOISE_SHARE))
    ink: Array = np.maximum(away - noise, 0.0)
    most = float(ink.max())
    return ink / most if most > 1.0 / _WHITEST else np.zeros_like(ink)


def _rim(grey: Array) -> Array:
    return np.concatenate([grey[0], grey[-1], grey[1:-1, 0], grey[1:-1, -1]])


def _ground(grey: Array) -> float:
    return float(np.median(_rim(grey)))
