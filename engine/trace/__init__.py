"""What a pass tells: events with their numbers, snapshots to draw, states to keep."""

from engine.trace.address import BIAS, Address, Kind, Split
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
from engine.trace.explanation import Explanation, Origin, Step
from engine.trace.pass_record import PassRecord
from engine.trace.snapshot import CurvesView, Example, LayerNumbers, Metrics, Snapshot, read_only
from engine.trace.state import RunState
from engine.trace.update_record import UpdateRecord

__all__ = [
    "BIAS",
    "Address",
    "BackwardLayer",
    "CurvesView",
    "Event",
    "Example",
    "Explanation",
    "ForwardLayer",
    "Grain",
    "Kind",
    "LayerNumbers",
    "LossComputed",
    "Metrics",
    "Origin",
    "PassRecord",
    "Phase",
    "RunState",
    "Snapshot",
    "Split",
    "Step",
    "UpdateRecord",
    "WeightsUpdated",
    "event_count",
    "phase_end",
    "read_only",
]
