"""The examples on the boundary plot, drawn when something of them has changed; still while a hand is at work."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.diagnostics.points import PointSet, without_rows
from engine.spec import DataInfo
from gui.plots.example_dots import ExampleDots, example_dots
from gui.plots.items import DotsItem
from gui.plots.point_colors import target_limit
from gui.plots.slices import Slice
from gui.theme.theme import Theme


@dataclass(frozen=True)
class DotLooks:
    """What dots depend on beside the points: the data, the slice, and how they are coloured (see `example_dots`)."""

    info: DataInfo
    shown: Slice
    theme: Theme
    validation: bool
    signed: bool
    answer: int


class DotsLayer:
    """Draws `points` on an item."""

    def __init__(self, item: DotsItem) -> None:
        self._item = item
        self.points: PointSet | None = None
        self._still: tuple[PointSet | None, tuple[int, ...]] | None = None
        self._drawn: tuple[object, ...] = ()
        self._looks: DotLooks | None = None

    def hold(self, hidden: Sequence[int] | None) -> None:
        """Stay as they are now, without those in hidden rows of the source; None: go on."""
        before = self.points if self._still is None else self._still[0]
        self._still = None if hidden is None else (before, tuple(hidden))

    def draw(self, looks: DotLooks) -> ExampleDots | None:
        """Draw what is new; the dots that were drawn, None where nothing has changed."""
        self._looks = looks
        drawn = (self._still or self.points, looks)
        if drawn == self._drawn:
            return None
        self._drawn = drawn
        points, hidden = (self.points, ()) if self._still is None else self._still
        found = self.dots_of(None if points is None else without_rows(points, hidden))
        self._item.show_dots(found.dots)
        return found

    def dots_of(self, points: PointSet | None) -> ExampleDots:
        """How points look here."""
        if self._looks is None:
            return ExampleDots()
        looks = self._looks
        return example_dots(
            points,
            looks.info,
            looks.shown,
            looks.theme,
            validation=looks.validation,
            signed=looks.signed,
            answer=looks.answer,
            limit=target_limit(self.points),
        )
