"""Numbers as the network's labels write them, in the one notation of the whole program."""

from dataclasses import replace
from functools import lru_cache

from engine.formula import NumberStyle, number_text

SHORT, EXACT_DIGITS = NumberStyle(3), 6


def short(value: float, style: NumberStyle = SHORT) -> str:
    """In the chosen digits, three unless somebody wants more."""
    return number_text(value, style)


def exact(value: float, style: NumberStyle = SHORT) -> str:
    """Six significant digits or more, for the hover card."""
    return number_text(value, replace(style, digits=max(style.digits, EXACT_DIGITS)))


def ever_shorter(value: float, style: NumberStyle = SHORT) -> tuple[str, ...]:
    """The number in the chosen digits and ever fewer, for where room is scarce; different texts only."""
    texts = (number_text(value, fewer) for fewer in _ever_fewer(style))
    return tuple(dict.fromkeys("NaN" if value != value else text for text in texts))


@lru_cache(maxsize=32)
def _ever_fewer(style: NumberStyle) -> tuple[NumberStyle, ...]:
    return tuple(replace(style, digits=digits) for digits in range(style.digits, 0, -1))
