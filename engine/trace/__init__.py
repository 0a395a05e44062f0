"""What a pass tells: events with their numbers, snapshots to draw, states to keep."""

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
)
from engine.trace.pass_record import PassRecord
from engine.trace.snapshot import CurvesView, Example, LayerNumbers, Metrics, Snapshot, read_only
from engine.trace.state import RunState

__all__ = [
    "BackwardLayer",
    "CurvesView",
    "Event",
    "Example",
    "ForwardLayer",
    "Grain",
    "LayerNumbers",
    "LossComputed",
    "Metrics",
    "PassRecord",
    "Phase",
    "RunState",
    "Snapshot",
    "WeightsUpdated",
    "event_count",
    "phase_end",
    "read_only",
]
