"""One whole update: the state it began with, all its events, and what the optimizer made of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from engine.catalog.arrays import Array
from engine.spec import ExperimentSpec
from engine.trace.pass_record import PassRecord
from engine.trace.state import RunState


@dataclass(frozen=True, eq=False)
class UpdateRecord:
    """Update number before.update (from 0) of an experiment, complete; nothing in it changes any more.

    events holds the batch's rows and every event; weights (parameters,), slots and iterations are those
    after the update, laid out as in RunState.
    """

    spec: ExperimentSpec
    before: RunState
    events: PassRecord
    weights: Array
    slots: Mapping[str, Array]
    iterations: int

    @property
    def after(self) -> RunState:
        """The state that the update made; its position in the epoch is still the one before."""
        return replace(
            self.before,
            update=self.before.update + 1,
            events_done=0,
            cursor=None,
            weights=self.weights,
            slots=self.slots,
            iterations=self.iterations,
        )
