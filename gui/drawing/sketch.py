"""What is drawn on the sheet: numbers from 0 to 1, with all steps back; no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.catalog.arrays import Array
from engine.pictures.manner import Manner, fitted
from engine.pictures.own_picture import OwnPicture, own_picture
from gui.drawing.strokes import Brush, Point, Stroke

MOST_STEPS = 200
Row = tuple[float, ...]


@dataclass(frozen=True, eq=False)
class _Moment:
    """values: (rows, columns); source: the picture that was laid in, while nothing was drawn on it."""

    values: Array
    source: OwnPicture | None = None


class Sketch:
    """A picture of `manner`'s size. Every change but those of a stroke under way can be taken back."""

    def __init__(self, manner: Manner) -> None:
        self.manner = manner
        self._moments = [_Moment(np.zeros(manner.shape))]
        self._place = 0
        self._stroke: Stroke | None = None

    @property
    def values(self) -> Array:
        """The picture as it is now, (rows, columns)."""
        return self._now.values if self._stroke is None else self._stroke.values

    @property
    def row(self) -> Row:
        """The numbers row by row, as an example of the data."""
        return tuple(self.values.ravel().tolist())

    @property
    def is_empty(self) -> bool:
        return not self.values.any()

    @property
    def is_cropped(self) -> bool:
        """Whether it is a picture laid in as the set lays its own."""
        return self._now.source is not None and self._now.source.cropped

    @property
    def can_undo(self) -> bool:
        return self._place > 0

    @property
    def can_redo(self) -> bool:
        return self._place + 1 < len(self._moments)

    @property
    def _now(self) -> _Moment:
        return self._moments[self._place]

    # Strokes

    def begin(self, brush: Brush, at: Point) -> None:
        """The brush is put down."""
        self._stroke = Stroke(self._now.values, brush, at)

    def move(self, to: Point) -> bool:
        """The brush goes straight on to there; whether it is down."""
        if self._stroke is not None:
            self._stroke.move(to)
        return self._stroke is not None

    def end(self) -> None:
        """The brush is lifted: the stroke is a step."""
        if self._stroke is not None:
            values, self._stroke = self._stroke.values, None
            self._take(_Moment(values))

    # Whole pictures

    def show(self, row: Sequence[float] | Array) -> None:
        """These numbers, row by row."""
        self._take(_Moment(np.asarray(row, dtype=np.float64).reshape(self.manner.shape)))

    def place(self, grey: Array) -> None:
        """Somebody's picture (height, width) from 0 to 1, laid in as the pictures of the set are."""
        self._lay(own_picture(grey, self.manner))

    def clear(self) -> None:
        self._take(_Moment(np.zeros(self.manner.shape)))

    def invert(self) -> None:
        """What was ink is ground; of a picture that was laid in, light is ink instead of dark, or the other way."""
        source = self._now.source
        if source is None:
            self._take(_Moment(1.0 - self._now.values))
        else:
            self._lay(replace(source, inverted=not source.inverted))

    def fit(self) -> None:
        """Cut out what is drawn, scale and centre it as the set does; a picture that was laid in so: whole again."""
        source = self._now.source
        if source is None:
            self._take(_Moment(fitted(self._now.values, self.manner)))
        else:
            self._lay(replace(source, cropped=not source.cropped))

    def _lay(self, source: OwnPicture) -> None:
        self._take(_Moment(source.laid_into(self.manner), source))

    # Steps

    def undo(self) -> None:
        if self.can_undo:
            self._stroke = None
            self._place -= 1

    def redo(self) -> None:
        if self.can_redo:
            self._stroke = None
            self._place += 1

    def _take(self, moment: _Moment) -> None:
        self._stroke = None
        if moment.source is self._now.source and np.array_equal(moment.values, self._now.values):
            return
        self._moments = [*self._moments[: self._place + 1], moment][-MOST_STEPS:]
        self._place = len(self._moments) - 1
