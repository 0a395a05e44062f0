"""Pieces of a formula: text with the role that gives it its colour, and numbers as people read them."""

from dataclasses import dataclass
from typing import Literal

from engine.formula import NumberStyle, number_text

Role = Literal["text", "muted", "signed", "gradient", "accent", "danger"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a line; `value` decides the colour of a signed one."""

    text: str
    role: Role = "text"
    value: float = 0.0


Line = tuple[Segment, ...]


def number(value: float, digits: int = 3) -> str:
    """The value in so many significant digits, in the notation of the whole program."""
    return number_text(value, NumberStyle(digits))


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
