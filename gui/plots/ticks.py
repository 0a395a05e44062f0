"""Where the ticks of an axis stand and what is written at them."""

import math
from collections.abc import Sequence

from gui.plots.text import number, superscript
from gui.widgets.numbers import MINUS

Ticks = list[tuple[float, str]]
_STEPS = (1.0, 2.0, 5.0, 10.0, 20.0)
_TOPS = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
_SHORT = 1e-4


def linear_ticks(low: float, high: float, most: int) -> Ticks:
    """At most `most` (at least two) round values between low and high, with their labels."""
    span = high - low
    if not (math.isfinite(span) and span > 0):
        return []
    power = 10.0 ** math.floor(math.log10(span / max(most, 2)))
    for step in (digit * power for digit in _STEPS):
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first < max(most, 2):
            return [(place * step, _label(place * step, step)) for place in range(first, last + 1)]
    return []


def log_ticks(low: float, high: float, most: int) -> Ticks:
    """Ticks of an axis whose positions are the values' decimal logarithms, low to high."""
    if not (math.isfinite(high - low) and high > low):
        return []
    first, last = math.ceil(low - 1e-9), math.floor(high + 1e-9)
    if last - first >= 2:
        stride = max(1, math.ceil((last - first + 1) / max(most, 1)))
        return [(float(power), _power(power)) for power in range(first, last + 1) if power % stride == 0]
    parts = [(power, digit) for power in range(first - 1, last + 1) for digit in (1, 2, 5)]
    found = [(math.log10(digit) + power, number(digit * 10.0**power, 1)) for power, digit in parts]
    inside = [tick for tick in found if low - 1e-9 <= tick[0] <= high + 1e-9]
    if len(inside) >= 2:
        return inside
    values = linear_ticks(10.0**low, 10.0**high, most)
    return [(math.log10(value), label) for value, label in values if value > 0]


def text_ticks(low: float, high: float, texts: Sequence[str], most: int) -> Ticks:
    """The texts that the whole numbers from 0 stand for, between low and high; of many every second, third, ..."""
    if not (math.isfinite(high - low) and high > low):
        return []
    places = range(max(math.ceil(low), 0), min(math.floor(high), len(texts) - 1) + 1)
    stride = max(1, math.ceil(len(places) / max(most, 1)))
    return [(float(place), texts[place]) for place in places[::stride]]


def round_up(value: float) -> float:
    """The next round number at or above a positive value, so that axes grow in steps."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(top * power for top in _TOPS if top * power >= value * (1 - 1e-9))


def _label(value: float, step: float) -> str:
    if step < _SHORT or abs(value) >= 1e6:
        return number(value, 2) if value else "0"
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    return f"{value:.{decimals}f}".replace("-", MINUS) if value else "0"


def _power(power: int) -> str:
    return number(10.0**power, 1) if -3 <= power <= 4 else f"10{superscript(power)}"
