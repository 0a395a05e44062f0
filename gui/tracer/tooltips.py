"""What a place on a sheet says when it is pointed at; no Qt."""

from __future__ import annotations

from collections.abc import Sequence

from engine.formula import NumberStyle, number_text
from engine.letters import capital
from engine.spec import DataInfo, LayerSpec
from gui.tracer.ink import ExampleRow, Spot
from gui.tracer.naming import words_of
from gui.tracer.page import Page

_FULL = NumberStyle(12)


def spot_words(spot: Spot, page: Page, info: DataInfo | None, layers: Sequence[LayerSpec] = ()) -> str:
    """What a number is, what a step of the trail leads to, which example a row is."""
    if isinstance(spot.target, ExampleRow):
        return f"Place {spot.value:g} in the batch. Click to see the numbers of this example."
    if isinstance(spot.target, int):
        return page.trail[spot.target].title if spot.target < len(page.trail) else ""
    if info is None:
        return ""
    words = words_of(spot.target, info, layers)
    value = number_text(spot.value, _FULL)
    return f"{capital(words)}: {value}\\nClick to see where it comes from."
