"""Pieces of a formula: text with the role that gives it its colour, and numbers as people read them."""

from dataclasses import dataclass
from math import isfinite, isnan
from typing import Literal

Role = Literal["text", "muted", "signed", "gradient", "accent", "danger"]
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a line; `value` decides the colour of a signed one."""

    text: str
    role: Role = "text"
    value: float = 0.0


Line = tuple[Segment, ...]


def number(value: float, digits: int = 3) -> str:
    """The value in so many significant digits (whole ones in full), with a true minus sign.

    Far from 1 it is written with a power of ten.
    """
    if not isfinite(value):
        return "not a number" if isnan(value) else "∞" if value > 0 else "−∞"
    if value and not 1e-3 <= abs(value) < 1e5:
        mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
        text = f"{mantissa}·10{str(int(exponent)).translate(_SUPERSCRIPTS)}"
    else:
        whole = abs(value) >= 10**digits or value == int(value)
        text = f"{value:.0f}" if whole else f"{value:#.{digits}g}".rstrip(".")
    return text.replace("-", "−")


def signed(value: float, digits: int = 3) -> Segment:
    """A number in the colour of its sign."""
    return Segment(number(value, digits), "signed", value)


def gradient(value: float, digits: int = 3) -> Segment:
    """A number in the colour of the error."""
    return Segment(number(value, digits), "gradient")


def factor(value: float) -> str:
    """A number as the second factor of a product: in brackets if negative."""
    return f"({number(value)})" if value < 0 else number(value)


def plain_text(line: Line) -> str:
    """The line without colours."""
    return "".join(segment.text for segment in line)
