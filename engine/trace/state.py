"""The state of a run between or inside updates: the one record that files, history and recovery hold."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.catalog.arrays import Array
from engine.trace.cursor import Cursor


@dataclass(frozen=True, slots=True, eq=False)
class RunState:
    """Everything needed to go on to the bit.

    weights: flat float64 vector W1, b1, W2, b2 ... as they were when the current update began;
    slots: the optimizer's vectors by name; iterations: updates the optimizer has made since it was
    chosen; epoch, seen: the position from 0, in epochs and in examples of the epoch; events_done: how
    many events of the current update have been shown (its recomputation is exact), the last of them
    as far as the cursor says; running: sums of the epoch so far by metric name. The random state is
    (spec.seed, epoch): every epoch's order is drawn from these two alone.
    """

    weights: Array
    slots: Mapping[str, Array]
    iterations: int = 0
    update: int = 0
    epoch: int = 0
    seen: int = 0
    events_done: int = 0
    running: Mapping[str, float] | None = None
    backend: str = "numpy"
    cursor: Cursor | None = None
