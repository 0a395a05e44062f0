"""The run through time, for whoever explains its numbers: experiment, states, updates and figures at any moment."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Generator

from engine.data import load
from engine.formula import counted
from engine.history import Stretch
from engine.run.at_once import at_once
from engine.run.batches import RunData
from engine.run.epoch_walk import EpochBatches, walk_epoch, walk_updates
from engine.run.live_run import LiveRun
from engine.run.replay import replayed
from engine.run.update_records import UpdateRecords
from engine.spec import ExperimentSpec
from engine.trace import Place, RunState, UpdateRecord

MOST_STATES = 4


class RunMoments:
    """What is asked is computed at one go, and the last answers are kept. `update` counts from 0."""

    def __init__(self, live: LiveRun, records: UpdateRecords) -> None:
        self._live, self._records = live, records
        self._states: OrderedDict[tuple[int, int], RunState] = OrderedDict()
        self._epochs: dict[tuple[int, int], EpochBatches] = {}
        self._run: RunData | None = None

    def _stretch(self, update: int) -> Stretch:
        return self._live.chronicle.current.stretch_at(update)

    def spec(self, update: int) -> ExperimentSpec:
        """The experiment as it was when that update began."""
        return self._stretch(update).spec

    def run(self, update: int) -> RunData:
        """The data and encodings of that experiment."""
        spec, mine = self.spec(update), self._live.trainer
        if spec == mine.spec:
            return mine.run
        if self._run is None or self._run.spec != spec:
            self._run = RunData(spec, load(spec.data))
        return self._run

    def state(self, update: int) -> RunState:
        """Weights and optimizer state after so many updates, edits made there included, read-only.

        Raises:
            ValueError: that moment is not on record.
        """
        return at_once(self.fetch_state(update))

    def fetch_state(self, update: int) -> Generator[None, None, RunState]:
        """`state` with breaths."""
        current, stretch = self._live.chronicle.current, self._stretch(update)
        if update == current.tip + 1 and (made := self.record(update - 1)) is not None:
            return made.after  # its update is under way and has made them already
        if not current.first <= update <= current.tip:
            raise ValueError(f"The moment after {counted(update, 'update')} is not on record.")
        key = (stretch.serial, update)
        if key not in self._states:
            trainer = yield from replayed(self._live.chronicle, self._live.trainer, stretch, Place(update))
            self._states[key] = trainer.state()
            while len(self._states) > MOST_STATES:
                self._states.popitem(last=False)
        return self._states[key]

    def record(self, update: int) -> UpdateRecord | None:
        """All events of an update that was made or is under way; None of any other, or where it diverged."""
        try:
            return at_once(self.fetch_record(update))
        except ValueError:
            return None

    def fetch_record(self, update: int) -> Generator[None, None, UpdateRecord | None]:
        """`record` with breaths. Raises ValueError where there is none."""
        return self._records.find(update)

    def epoch_batches(self, epoch: int) -> EpochBatches:
        """Sizes and figures of the batches of a finished epoch. Raises ValueError if it has not ended."""
        return at_once(self.fetch_epoch(epoch))

    def fetch_epoch(self, epoch: int) -> Generator[None, None, EpochBatches]:
        """`epoch_batches` with breaths."""
        key = (self._live.chronicle.current.id, epoch)
        if key not in self._epochs:
            self._epochs = {key: (yield from walk_epoch(self._live, epoch))}
        return self._epochs[key]

    def batches_so_far(self, update: int) -> EpochBatches:
        """Sizes and figures of the epoch's batches up to a moment within it, after so many updates."""
        return at_once(self.fetch_so_far(update))

    def fetch_so_far(self, update: int) -> Generator[None, None, EpochBatches]:
        """`batches_so_far` with breaths."""
        current = self._live.chronicle.current
        key = (-1 - current.id, update)
        if key not in self._epochs:
            self._epochs = {key: (yield from walk_updates(self._live, current.updates_so_far(update)))}
        return self._epochs[key]

    def epoch_updates(self, epoch: int) -> range:
        """The updates of a finished epoch. Raises ValueError if it has not ended."""
        return self._live.chronicle.current.epoch_updates(epoch)

    def figure(self, epoch: int, name: str) -> float:
        """A recorded figure of a finished epoch, by Keras's name; of epoch -1 those of the first weights.

        Raises:
            ValueError: it was not taken.
        """
        current = self._live.chronicle.current
        figures = current.figures_at(0 if epoch < 0 else current.epoch_updates(epoch).stop)
        if name not in figures:
            raise ValueError(f'Epoch {epoch + 1:,} has no figure "{name}". It has: {", ".join(figures)}.')
        return figures[name]

    def mark(self, update: int) -> str:
        """What somebody changed by hand after so many updates, in a few words, or ""."""
        stretch = self._stretch(update)
        return stretch.text if stretch.start == update else ""

    def by_hand(self, update: int) -> bool:
        """Whether somebody gave weights other values after so many updates."""
        stretch = self._stretch(update)
        return stretch.by_hand and stretch.start == update
