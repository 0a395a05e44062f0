"""The area of the boundary plot: a map under points for two inputs, curves among points for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.plots.canvas import Canvas
from gui.plots.card import Line
from gui.plots.card_item import CardItem
from gui.plots.curve import CurveItem
from gui.plots.items import DotsItem, MapItem, MarksItem, PlotItem
from gui.plots.line_item import LineItem
from gui.plots.picture import Picture
from gui.theme.theme import Color, Theme

if TYPE_CHECKING:
    from gui.plots.hint_item import HintItem

Range = tuple[float, float]
_WIDEST, _NARROWEST, _WIDEST_LOW = 1.4, 0.85, 2.2
_ALIKE = 2.0  # ranges up to so many times each other are drawn to scale even where there is little height
_FEW_TICKS = 6
_NUDGES = 40
_LOW = 200


class BoundaryCanvas(Canvas):
    """What is drawn between the axes of the boundary plot."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._map = MapItem(theme)
        self.line = LineItem(theme)
        self.dots = DotsItem(theme)
        self.marks = MarksItem(theme)
        self._curves: list[CurveItem] = []
        self._names, self._told = ("", ""), False
        self._hint: HintItem | None = None
        self._kept: tuple[tuple[object, ...], Picture] | None = None
        super().__init__(theme, "Decision boundary", zoomable=False, grid=True, parent=parent)
        for order, item in enumerate(self._items()):
            item.setZValue(20 * order)
            self.add(item)
        self._card = CardItem(self, theme)
        self.view.sigTransformChanged.connect(self._card.follow)

    def show_theme(self, theme: Theme) -> None:
        super().show_theme(theme)
        for item in self._items():
            item.show_theme(theme)
        if hasattr(self, "_card"):  # the first theme comes from the constructor of the base class
            self._card.show_theme(theme)
        if self._hint is not None:
            self._hint.show_theme(theme)

    def show_hint(self, sentence: str) -> None:
        """Say a sentence over the map; "" takes it away."""
        if self._hint is None and sentence:
            from gui.plots.hint_item import HintItem  # imported late: the program starts without it

            self._hint = HintItem(self._theme)
            self.add(self._hint)
        if self._hint is not None:
            self._hint.show_sentence(sentence)

    def show_card(self, place: tuple[float, float] | None, lines: tuple[Line, ...] = ()) -> None:
        """Mark a place, in data units, and say these lines beside it; None takes both away."""
        self.marks.show_mark(place)
        self._card.show_card(place, lines)

    def _items(self) -> tuple[PlotItem, ...]:
        """What lies on what, the lowest first."""
        return self._map, self.line, self.dots, self.marks

    def show_names(self, across: str, up: str, *, told: bool = False) -> None:
        """Name the axes; `told` elsewhere too, they are left without a name where the room is needed."""
        self._names, self._told = (across, up), told
        self._place_names()

    def show_texts(self, across: tuple[str, ...], up: tuple[str, ...]) -> None:
        """What the numbers along each axis stand for, () where they are numbers."""
        self.bottom.show_texts(across)
        self.left.show_texts(up)

    def _place_names(self) -> None:
        low = self.height() < _LOW
        across, up = ("", "") if low and self._told else self._names
        self.left.show_name(up)
        self.bottom.show_name(across, beside=low)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        # The first one comes from the constructor of the base class.
        if hasattr(self, "bottom"):
            self._place_names()
        super().resizeEvent(event)

    def show_range(self, x: Range, y: Range) -> None:
        self.left.show_widest(self.left.widest(*y, _FEW_TICKS))
        super().show_range(x, y)

    def beside(self, place: tuple[float, float] | None, right: int, up: int) -> tuple[float, float]:
        """The place so many small steps away, inside the axes; from the middle if there is none."""
        ranges = self.view.viewRange()
        middle = (sum(ranges[0]) / 2, sum(ranges[1]) / 2)
        moved = [
            min(max(start + step * (high - low) / _NUDGES, low), high)
            for start, step, (low, high) in zip(place or middle, (right, up), ranges, strict=True)
        ]
        return float(moved[0]), float(moved[1])

    def known_picture(self, key: tuple[object, ...]) -> Picture | None:
        """The picture kept last, if it is of just this."""
        return self._kept[1] if self._kept is not None and self._kept[0] == key else None

    def keep_picture(self, key: tuple[object, ...], picture: Picture) -> None:
        """Remember a picture and what it is of, until the next."""
        self._kept = key, picture

    def show_plane(self, picture: Picture | None, x: Range, y: Range) -> None:
        """A map over two inputs; without a picture only the axes."""
        self._keep_curves(0)
        self._map.show_picture(picture, x, y)
        self.show_range(x, y)
        self.show_aspect(_aspect(x, y, low=self.height() < _LOW))

    def show_curves(
        self, x: NDArray[np.float64], values: NDArray[np.floating], colors: list[Color], y: Range
    ) -> None:
        """One curve for each row of values (outputs, points) over x (points,)."""
        self._map.show_picture(None, (0.0, 1.0), (0.0, 1.0))
        self._keep_curves(len(values))
        for curve, row, color in zip(self._curves, values, colors, strict=True):
            curve.show_pen(color, 2.4)
            curve.show_line(x, row.astype(np.float64))
        self.show_aspect(None)
        if len(x):
            self.show_range((float(x[0]), float(x[-1])), y)

    def _keep_curves(self, count: int) -> None:
        while len(self._curves) > count:
            self.view.removeItem(self._curves.pop())
        while len(self._curves) < count:
            curve = CurveItem(self._theme)
            curve.setZValue(30)
            self._curves.append(curve)
            self.add(curve)


def _aspect(x: Range, y: Range, *, low: bool) -> float:
    """Width / height of the map: true to scale where the inputs' ranges are alike, else nearly square.

    In a low plot what is not true to scale is as wide as may be, else it would be a stamp.
    """
    wide, high = x[1] - x[0], y[1] - y[0]
    if high <= 0:
        return 1.0
    if low and not 1 / _ALIKE <= wide / high <= _ALIKE:
        return _WIDEST_LOW
    return min(max(wide / high, _NARROWEST), _WIDEST_LOW if low else _WIDEST)
