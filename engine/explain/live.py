"""The moments around the update that a trainer has under way, from its own arrays."""

from __future__ import annotations

from dataclasses import replace

from engine.run.batches import RunData
from engine.run.epoch_walk import EpochBatches
from engine.run.trainer import Trainer
from engine.spec import ExperimentSpec
from engine.trace import RunState, UpdateRecord, read_only


class LiveMoments:
    """Moments of the update that is stepped through, nothing computed again; none before or after it."""

    def __init__(self, trainer: Trainer) -> None:
        assert trainer.before is not None
        self._trainer, self._before = trainer, trainer.before
        self._after: RunState | None = None

    def spec(self, update: int) -> ExperimentSpec:
        return self._trainer.spec

    def run(self, update: int) -> RunData:
        return self._trainer.run

    def state(self, update: int) -> RunState:
        """The state it begins with, or the one it ends with.

        Raises:
            ValueError: another update.
        """
        if update == self._before.update:
            return self._before
        if update != self._before.update + 1:
            raise ValueError(f"Update {update + 1:,} is not the one under way.")
        if self._after is None:
            backend = self._trainer.backend
            self._after = replace(
                self._before,
                update=update,
                events_done=0,
                weights=read_only(backend.network.weights),
                slots={name: read_only(slot) for name, slot in backend.slots.items()},
                iterations=backend.iterations,
            )
        return self._after

    def record(self, update: int) -> UpdateRecord | None:
        """The events so far; weights and slots are those after the update once it has changed them."""
        record = self._trainer.record
        if update != self._before.update or record is None:
            return None
        after = self.state(update + 1)
        return UpdateRecord(self._trainer.spec, self._before, record, after.weights, after.slots, after.iterations)

    def epoch_updates(self, epoch: int) -> range:
        batches = self._trainer.run.batches
        return range(epoch * batches, (epoch + 1) * batches)

    def epoch_batches(self, epoch: int) -> EpochBatches:
        """Raises ValueError: no epoch lies within one update."""
        raise ValueError(f"Epoch {epoch + 1:,} is not the update under way.")

    def batches_so_far(self, update: int) -> EpochBatches:
        """Raises ValueError: no epoch lies within one update."""
        raise ValueError(f"The batches before update {update + 1:,} are not the update under way.")

    def figure(self, epoch: int, name: str) -> float:
        return self._trainer.history.history[name][epoch]

    def mark(self, update: int) -> str:
        return ""

    def by_hand(self, update: int) -> bool:
        return False
