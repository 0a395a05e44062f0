"""Where the inputs stand when they are the pixels of a picture: the picture, and the vector it is flattened to."""

from __future__ import annotations

from dataclasses import dataclass

from gui.network_view.geometry import Point, Rect

STRIP, GAP = 10.0, 14.0
"""The width of the vector, and its distance from the picture."""

_LEFT = 10.0
_LEAST, _MOST_SHARE, _TALL = 24.0, 0.45, 0.94
_SHARP = 2.0


@dataclass(frozen=True)
class ImagePlace:
    """A picture of `rows` by `columns` pixels, and the strip in which they stand row after row, from the top."""

    rows: int
    columns: int
    rect: Rect
    strip: Rect

    @property
    def total(self) -> int:
        return self.rows * self.columns

    def pixel(self, number: int) -> Rect:
        """The place of a pixel in the picture."""
        row, column = divmod(number, self.columns)
        wide, tall = self.rect.width / self.columns, self.rect.height / self.rows
        return Rect(self.rect.left + column * wide, self.rect.top + row * tall, wide, tall)

    def line(self, row: int) -> Rect:
        """The place of a row in the picture."""
        first, last = self.pixel(row * self.columns), self.pixel((row + 1) * self.columns - 1)
        return Rect(first.left, first.top, last.right - first.left, first.height)

    def stretch(self, row: int) -> Rect:
        """The place of a row in the vector."""
        tall = self.strip.height / self.rows
        return Rect(self.strip.left, self.strip.top + row * tall, self.strip.width, tall)

    def port(self, number: int) -> Point:
        """Where the edges of a pixel leave: at its place in the vector."""
        return self.strip.right, self.strip.top + (number + 0.5) * self.strip.height / self.total

    def at(self, x: float, y: float) -> int | None:
        """The pixel at a point of the picture or of the vector."""
        for rect, rows, columns in ((self.rect, self.rows, self.columns), (self.strip, self.total, 1)):
            if rect.contains(x, y):
                row = min(int((y - rect.top) / rect.height * rows), rows - 1)
                return row * columns + min(int((x - rect.left) / rect.width * columns), columns - 1)
        return None


def image_place(shape: tuple[int, int], right: float, top: float, height: float) -> ImagePlace:
    """A picture of whole pixels and its vector beside it, on an area that ends at `right`."""
    rows, columns = shape
    room = max(right - _LEFT - STRIP - GAP, _LEAST)
    cell = min(room / columns, (_MOST_SHARE * height) / rows)
    cell = float(int(cell)) if cell >= _SHARP else cell
    wide, tall = cell * columns, cell * rows
    left = float(round(_LEFT + max(room - wide, 0.0) / 2))
    middle = top + height / 2
    rect = Rect(left, float(round(middle - tall / 2)), wide, tall)
    high, begin = float(round(_TALL * height)), float(round(top + (1.0 - _TALL) / 2 * height))
    strip = Rect(rect.right + GAP, begin, STRIP, high)
    return ImagePlace(rows, columns, rect, strip)
