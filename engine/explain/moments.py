"""What explanations ask of a run: its states, its updates and its figures at any moment."""

from __future__ import annotations

from typing import Protocol

from engine.run.batches import RunData
from engine.run.epoch_walk import EpochBatches
from engine.spec import ExperimentSpec
from engine.trace import RunState, UpdateRecord


class Moments(Protocol):
    """A run through time. `update` counts from 0; a state is the one that update begins with."""

    def spec(self, update: int) -> ExperimentSpec:
        """The experiment as it was when that update began."""

    def run(self, update: int) -> RunData:
        """The data and encodings of that experiment."""

    def state(self, update: int) -> RunState:
        """Weights and optimizer state after so many updates, edits made there included."""

    def record(self, update: int) -> UpdateRecord | None:
        """All events of an update that was made or is under way; None where it could not be completed."""

    def epoch_updates(self, epoch: int) -> range:
        """The updates of a finished epoch."""

    def epoch_batches(self, epoch: int) -> EpochBatches:
        """Sizes and figures of the batches of a finished epoch."""

    def batches_so_far(self, update: int) -> EpochBatches:
        """Sizes and figures of the epoch's batches up to a moment within it, after so many updates."""

    def figure(self, epoch: int, name: str) -> float:
        """A recorded figure of a finished epoch, by Keras's name; of epoch -1 those of the first weights."""

    def mark(self, update: int) -> str:
        """What somebody changed by hand after so many updates, in a few words, or ""."""

    def by_hand(self, update: int) -> bool:
        """Whether somebody gave weights other values after so many updates."""
