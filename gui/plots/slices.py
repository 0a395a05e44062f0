"""Which slice of many inputs a plot shows: what the others are held at, in words, and how far points lie from it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.diagnostics import SurfaceRequest
from engine.diagnostics.held import Held, far_away
from engine.diagnostics.points import PointSet
from engine.spec import DataInfo
from gui.plots.text import number
from gui.view import ViewState

_NAMED = 3
_NEAR, _FAR, _FAINTEST, _STEPS = 0.5, 2.5, 0.16, 6


@dataclass(frozen=True)
class Slice:
    """The plotted inputs (up None: a curve over one), and what the others are held at, as in a SurfaceRequest."""

    across: int = 0
    up: int | None = 1
    held: Held = ()
    example: int = 0

    @property
    def columns(self) -> tuple[int, int | None]:
        return self.across, self.up

    def others(self, info: DataInfo) -> tuple[int, ...]:
        """The inputs that are not plotted."""
        return tuple(index for index in range(len(info.columns)) if index not in self.columns)

    def chosen(self, info: DataInfo) -> dict[int, float | None]:
        """What the inputs that are not plotted are held at, of those not held at their mean."""
        others = self.others(info)
        return {column: value for column, value in self.held if column in others}


def slice_of(request: SurfaceRequest) -> Slice:
    """The slice that a surface shows."""
    return Slice(request.x_column, request.y_column, request.held, request.example)


def looked_at(view: ViewState, info: DataInfo | None) -> Slice:
    """The slice that somebody chose to see."""
    single = info is not None and len(info.columns) == 1
    return Slice(view.x_column, None if single else view.y_column, view.held, view.example)


def held_words(info: DataInfo, shown: Slice) -> tuple[str, ...]:
    """What the inputs that are not plotted are held at, a few words for each line; nothing where there is none."""
    others, chosen = shown.others(info), shown.chosen(info)
    if not others:
        return ()
    if not chosen:
        return ("others held at their mean" if len(others) > 1 else f"{_plain(info, others[0])} held at its mean",)
    example = f"as in example {shown.example + 1}"
    if len(chosen) == len(others) > 1 and set(chosen.values()) == {None}:
        return (f"others {example}",)
    words = [
        f"{_plain(info, column)} {example}" if value is None else value_words(info, column, value)
        for column, value in sorted(chosen.items())
    ]
    more = len(words) - _NAMED
    return (*words[:_NAMED], f"{more} more chosen") if more > 0 else tuple(words)


def held_values(points: PointSet, shown: Slice, info: DataInfo) -> NDArray[np.float64] | None:
    """What each input (inputs,) is held at, in the data's units; None where that is not known here."""
    if points.means is None:
        return None
    values, example = points.means.copy(), np.flatnonzero(points.training_rows == shown.example)
    for column, value in shown.chosen(info).items():
        if value is None and not example.size:
            return None
        values[column] = points.training_x[example[0], column] if value is None else value
    return values


def strengths(points: PointSet, rows: NDArray[np.float64], shown: Slice, info: DataInfo) -> NDArray[np.float64]:
    """How strongly points (n, inputs) are drawn, (n,) from 0 to 1: those far from a chosen slice are faint.

    With all others at their mean nobody has chosen a slice, and all points are drawn alike.
    """
    held = held_values(points, shown, info) if shown.chosen(info) else None
    if held is None or points.deviations is None:
        return np.ones(len(rows))
    away = far_away(rows, shown.others(info), held, points.deviations)
    share = np.clip((away - _NEAR) / (_FAR - _NEAR), 0.0, 1.0)
    stepped: NDArray[np.float64] = 1.0 - np.round(share * _STEPS) / _STEPS * (1.0 - _FAINTEST)
    return stepped


def coordinate(name: str, value: float) -> str:
    """An input with its value and its unit, which stands in brackets behind its name."""
    plain, _, unit = name.partition(" (")
    return f"{plain} {number(value)} {unit.rstrip(')')}".rstrip()


def value_words(info: DataInfo, column: int, value: float) -> str:
    """An input with its value: a number with its unit, or the text that is nearest."""
    texts = info.categories[column]
    if texts:
        return f"{info.columns[column]} {texts[min(max(round(value), 0), len(texts) - 1)]}"
    return coordinate(info.columns[column], value)


def _plain(info: DataInfo, column: int) -> str:
    return info.short_columns[column]
