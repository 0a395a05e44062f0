"""What a time line shows: where a run is, how far it was recorded, where it was changed, what else was tried."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.trace.cursor import Place

BY_HAND = "weights set by hand"
"""In the text of a mark."""


@dataclass(frozen=True)
class Mark:
    """Before that update somebody changed the experiment or its weights; `text` says what, for people.

    position: the place of that moment on the curves, in epochs.
    """

    update: int
    text: str
    position: float = field(default=0.0, compare=False)


@dataclass(frozen=True)
class BranchView:
    """Another course of the run that was kept: it left the one shown after `start` updates and has `tip`."""

    id: int
    name: str
    start: int
    tip: int


@dataclass(frozen=True)
class TimelineView:
    """The time line of a run; numbers are complete updates.

    first: the earliest moment that can still be reached; tip: the last one recorded; position: what
    is shown now. bytes: what the memory of this run takes, kept under cap; spacing: how many updates apart
    its checkpoints are. name: what the course shown is called, as it will be when it is left.
    """

    first: int
    tip: int
    position: Place
    marks: tuple[Mark, ...] = ()
    branches: tuple[BranchView, ...] = ()
    bytes: int = 0
    cap: int = 0
    spacing: int = 0
    name: str = ""
