"""What a pass tells: events with their numbers, snapshots to draw, states to keep."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from engine.trace.address import BIAS, OF_EXAMPLE, Address, Kind, Split, index_pair
from engine.trace.cursor import Cursor, Place, next_place, normalised, previous_place, shown_to
from engine.trace.events import (
    BackwardLayer,
    Event,
    ForwardLayer,
    Grain,
    LossComputed,
    Phase,
    WeightsUpdated,
    event_count,
    phase_end,
    phase_start,
)
from engine.trace.explanation import Explanation, Origin, Step
from engine.trace.fitting import fitting_grain, fitting_step
from engine.trace.pass_record import PassRecord
from engine.trace.snapshot import CurvesView, Example, LayerNumbers, Metrics, Snapshot, read_only
from engine.trace.state import RunState
from engine.trace.timeline_view import BranchView, Mark, TimelineView
from engine.trace.update_record import UpdateRecord
from engine.trace.update_shape import LayerShape, Part, PartKind, UpdateShape, update_shape

if TYPE_CHECKING:
    from engine.trace.batch_view import BatchView, Some, some_of

__all__ = [
    "BIAS",
    "OF_EXAMPLE",
    "Address",
    "BackwardLayer",
    "BatchView",
    "BranchView",
    "Cursor",
    "CurvesView",
    "Event",
    "Example",
    "Explanation",
    "ForwardLayer",
    "Grain",
    "Kind",
    "LayerNumbers",
    "LayerShape",
    "LossComputed",
    "Mark",
    "Metrics",
    "Origin",
    "Part",
    "PartKind",
    "PassRecord",
    "Phase",
    "Place",
    "RunState",
    "Snapshot",
    "Some",
    "Split",
    "Step",
    "TimelineView",
    "UpdateRecord",
    "UpdateShape",
    "WeightsUpdated",
    "event_count",
    "fitting_grain",
    "fitting_step",
    "index_pair",
    "next_place",
    "normalised",
    "phase_end",
    "phase_start",
    "previous_place",
    "read_only",
    "shown_to",
    "some_of",
    "update_shape",
]

_LATE = ("BatchView", "Some", "some_of")


def __getattr__(name: str) -> Any:
    """The whole batch is loaded when somebody looks at it: the program starts without it."""
    if name in _LATE:
        return getattr(import_module(f"{__name__}.batch_view"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
