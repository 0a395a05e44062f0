"""What colours look like to the colour-blind, and how far apart they are."""

import numpy as np
from numpy.typing import NDArray

# Machado, Oliveira and Fernandes 2009, severity 1.0, applied to linear RGB.
VISIONS = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
_TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
_WHITE = np.array([0.95047, 1.0, 1.08883])

Vector = NDArray[np.float64]


def linear(color: str) -> Vector:
    """Linear RGB (3,) of `#rrggbb`."""
    shown = np.array([int(color[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(shown <= 0.04045, shown / 12.92, ((shown + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2, 1 to 21."""
    darker, lighter = sorted(float(linear(color) @ _TO_XYZ[1]) + 0.05 for color in (one, other))
    return lighter / darker


def lab(color: str, vision: str) -> Vector:
    """CIE L*a*b* (3,) of a colour as that vision sees it."""
    seen = np.clip(VISIONS[vision] @ linear(color), 0, 1)
    ratio = _TO_XYZ @ seen / _WHITE
    root = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def distance(one: str, other: str, vision: str) -> float:
    """The CIE 1976 colour difference; about 2 is just noticeable."""
    return float(np.linalg.norm(lab(one, vision) - lab(other, vision)))
