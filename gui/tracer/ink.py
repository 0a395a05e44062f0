"""What a sheet is painted from: words and letters at their places, numbers that can be asked for; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from engine.formula import Token
from engine.trace import Address
from gui.tracer.typeset import Face

WORDS = Face()
STRONG = Face(bold=True)


@dataclass(frozen=True, slots=True)
class Letters:
    """A text whose baseline starts at (x, y); `ink` names a colour of the theme; math: in the formulas' face."""

    x: float
    y: float
    text: str
    px: int
    ink: str
    face: Face = WORDS
    math: bool = False


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """A training example, by its row."""

    example: int


Target = Address | ExampleRow | int
"""What a click asks for: a number, an example to look at, a step of the trail by its place in it."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that answers a click. stop: whether the arrow keys stop there; symbols are clicked only."""

    x: float
    y: float
    width: float
    height: float
    target: Target
    value: float = 0.0
    stop: bool = True

    def contains(self, x: float, y: float) -> bool:
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height


@dataclass(frozen=True, slots=True)
class Plate:
    """A rounded ground under some words; fill and edge name colours of the theme, "" for none."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    edge: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A thin line through these points."""

    points: tuple[tuple[float, float], ...]
    ink: str


@dataclass(frozen=True, slots=True)
class Inked:
    """A sheet or a piece of one, ready to be painted."""

    letters: tuple[Letters, ...]
    spots: tuple[Spot, ...]
    plates: tuple[Plate, ...] = ()
    height: float = 0.0
    strokes: tuple[Stroke, ...] = ()


class Type(Protocol):
    """Widths of texts in pixels."""

    def words(self, text: str, px: int, strong: bool = False) -> float:
        """In the face of labels."""

    def math(self, text: str, face: Face, px: int) -> float:
        """In the face of formulas, at the size that `face.size` makes of px."""


def ink_of(token: Token) -> str:
    """The theme's colour of a number: that of its sign, violet for errors."""
    if token.role == "signed":
        return "negative_text" if token.value < 0 else "positive_text"
    return {"gradient": "gradient", "muted": "muted_text"}.get(token.role, "text")
