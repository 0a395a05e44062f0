"""Plain rectangles and curves, without Qt."""

from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True)
class Rect:
    """A rectangle by its top left corner and its size."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def centre(self) -> Point:
        return self.left + self.width / 2, self.top + self.height / 2

    def contains(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def overlaps(self, other: "Rect") -> bool:
        """Whether the two share more than a border."""
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.bottom <= other.top or other.bottom <= self.top)

    def inside(self, other: "Rect") -> bool:
        """Whether no part of this rectangle lies outside the other."""
        across = other.left <= self.left and self.right <= other.right
        return across and other.top <= self.top and self.bottom <= other.bottom


def centred(x: float, y: float, width: float, height: float) -> Rect:
    """The rectangle of that size around a point."""
    return Rect(x - width / 2, y - height / 2, width, height)


@dataclass(frozen=True)
class Curve:
    """A cubic curve that leaves `start` and reaches `end` horizontally."""

    start: Point
    end: Point

    @property
    def middle(self) -> float:
        """The x of both control points."""
        return (self.start[0] + self.end[0]) / 2

    def at(self, t: float) -> Point:
        """The point at t from 0 (start) to 1 (end)."""
        u = 1.0 - t
        inner = 3.0 * u * u * t + 3.0 * u * t * t
        x = u**3 * self.start[0] + inner * self.middle + t**3 * self.end[0]
        y = (u**3 + 3.0 * u * u * t) * self.start[1] + (3.0 * u * t * t + t**3) * self.end[1]
        return x, y

    def direction(self, t: float) -> Point:
        """The tangent at t, not normalised."""
        u = 1.0 - t
        half = self.middle - self.start[0]
        return 3.0 * half * (u * u + t * t), 6.0 * u * t * (self.end[1] - self.start[1])
