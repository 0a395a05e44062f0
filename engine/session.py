"""One run of an experiment, for panels, the command line and other programs."""

from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.breaths import beside, result_of
from engine.catalog.arrays import Array
from engine.data import DataProblem, data_info, dataset_previews, load, why_waiting, with_new_texts, with_own_points
from engine.files import SavedRun, UnreadableFile, UnwritableFile, write_archive
from engine.history import Curves, History
from engine.history.stops import STOPPED
from engine.run import motion, time_travel
from engine.run.by_hand import HandWork
from engine.run.checking import InvalidExperiment, check
from engine.run.drawing import take_snapshot
from engine.run.edit_work import EditWork
from engine.run.keras_files import KerasFiles
from engine.run.layer_access import LayerAccess
from engine.run.left_runs import LeftRuns
from engine.run.live_run import LiveRun
from engine.run.made_by import MadeBy
from engine.run.moments import RunMoments
from engine.run.obeying import notice_of, restore_best
from engine.run.opening import Opening
from engine.run.questions import Questions
from engine.run.reaching import told
from engine.run.saving import saved_run
from engine.run.stopping import is_restored
from engine.run.trainer import Trainer, new_trainer
from engine.run.update_records import UpdateRecords
from engine.spec import ExperimentSpec
from engine.trace import Address, Cursor, Event, Explanation, Grain, RunState, Snapshot, TimelineView, UpdateRecord
from engine.trace.fitting import fitting_step

if TYPE_CHECKING:
    from engine.writing import TracedUpdate

__all__ = [
    "DataProblem",
    "InvalidExperiment",
    "Session",
    "UnreadableFile",
    "UnwritableFile",
    "beside",
    "data_info",
    "dataset_previews",
    "result_of",
    "why_waiting",
    "with_new_texts",
    "with_own_points",
]


class Session(Questions, EditWork, HandWork, LayerAccess, MadeBy, KerasFiles, Opening):
    """Runs an ExperimentSpec; one thread at a time may use it.

    Raises:
        InvalidExperiment, DataProblem: the spec or its data cannot work.
    """

    def __init__(self, spec: ExperimentSpec) -> None:
        check(spec)
        self._live = LiveRun(spec, load(spec.data))
        self._left = LeftRuns(self._live)
        self._records = UpdateRecords(self._live)
        self._grain, self._remark = Grain.LAYER, ""

    @property
    def _trainer(self) -> Trainer:
        return self._live.trainer

    @property
    def _run(self) -> LiveRun:
        return self._live

    @property
    def _edits(self) -> LeftRuns:
        return self._left

    @property
    def spec(self) -> ExperimentSpec:
        return self._trainer.spec

    @property
    def history(self) -> History:
        """Keras's History of all that is on record: `history`, `epoch`, `params`."""
        return self._live.chronicle.current.history.in_steps(self._trainer.run.batches)

    @property
    def curves(self) -> Curves:
        return self._live.chronicle.current.curves

    @property
    def updates(self) -> int:
        return self._trainer.updates

    @property
    def epochs(self) -> int:
        return self._trainer.epoch.number

    @property
    def problem(self) -> str:
        """Why the run stopped by itself, or ""."""
        return self._trainer.problem

    @property
    def notice(self) -> str:
        """Why playing ended here by itself, by a stop rule or the perceptron's, or ""; it may go on."""
        return notice_of(self._live)

    @property
    def stopped(self) -> bool:
        """Whether a stop rule ended the run where it stands; it goes on from here all the same."""
        figures = self._live.chronicle.current.figures_of(self.updates)
        return bool(figures and figures.get(STOPPED))

    # Asking

    def update_record(self, update: int) -> Generator[None, None, UpdateRecord | None]:
        """Update number `update` (from 0) with all its numbers, beside the run; None where it diverged in it.

        Raises:
            ValueError: it has not been made yet, or its time can no longer be reached.
        """
        return self._records.find(update)

    @property
    def moments(self) -> RunMoments:
        """The run through time, for explaining its numbers."""
        return RunMoments(self._live, self._records)

    def snapshot(self, example: int = 0, selected: tuple[int, int] | None = None) -> Snapshot:
        """This moment, with a training example's numbers (in a pass: of the batch's first, if it has it not).

        Inside a stepped update it explains what the step shows, of a whole layer the selected (layer, neuron)."""
        with np.errstate(all="ignore"):
            snapshot = take_snapshot(self._live, example)
        if snapshot.phase is None:
            return snapshot
        from engine.explain import Focus, shown_by_step  # imported late: nothing of it is needed before a step

        unit = selected[1] if selected and selected[0] == snapshot.layer else 0
        shown = shown_by_step(self._trainer, Focus(unit, example), self._grain)
        return replace(snapshot, explanation=shown, remark=self._remark)

    def explain(self, address: Address, typed: Array | None = None) -> Generator[None, None, Explanation]:
        """Where a number comes from; `typed` (columns,) is a raw row somebody typed. Raises ValueError: none such."""
        from engine.explain import answer

        return answer(self.moments, address, typed)

    def work_out(
        self, grain: Grain, example: int | None = None, unit: int = 0
    ) -> "Generator[None, None, TracedUpdate]":
        """The next update, or the one under way, as the steps that show it; the run itself does not move."""
        from engine.explain import Focus, work_out

        scratch = new_trainer(self.spec, self._trainer.run)
        scratch.restore(replace(self._trainer.state(), events_done=0, cursor=None))
        return (yield from work_out(scratch, grain, Focus(unit, -1 if example is None else example)))

    def state(self) -> RunState:
        """Everything needed to go on from here to the bit."""
        return self._trainer.state()

    # Moving

    def play(self, rate: float | None = None) -> Iterator[float]:
        """Update after update at `rate` a second, None for flat out; yields the seconds to wait each time.

        Up to 4 updates a second the layers are shown one after the other. Ends when the run diverges,
        or with the epoch in which the perceptron rule comes to its end.
        """
        return told(self._live, motion.play(self._live, rate))

    def step(self, grain: Grain) -> Iterator[None]:
        """One step of that grain, or of the next coarser one where a layer is too wide; yields at every breath."""
        return told(self._live, motion.step(self._live, self._walk(grain)))

    def train(self, epochs: int | None = None, updates: int | None = None) -> History:
        """Train for so many more epochs (1 unless given) or updates; fewer if the run diverges or a rule says so."""
        motion.train(self._live, epochs, updates)
        return self.history

    def restore_best(self) -> str:
        """Bring back the best weights of early stopping, as Keras does when training ends; which, in words, or ""."""
        for _ in restore_best(self._live):
            pass
        return self._live.stretch.text if is_restored(self._live.stretch, self.updates) else ""

    def training(self, epochs: int | None = None, updates: int | None = None) -> Iterator[None]:
        """`train` with breaths, at each of which it may be left between two updates."""
        return motion.training(self._live, epochs, updates)

    def trace(self) -> Iterator[Event]:
        """The events of the next update, or of the rest of the one under way, in order."""
        return motion.trace(self._live)

    def _walk(self, grain: Grain, back: bool = False) -> Grain:
        self._grain, self._remark = fitting_step(self._trainer.shape, self._trainer.place, grain, back)
        return self._grain

    # Time

    @property
    def timeline(self) -> TimelineView:
        """What is on record, where the run is on it, and its branches."""
        return self._live.chronicle.view(self._trainer.place)

    @property
    def travels(self) -> int:
        """Grows whenever the session itself has changed the spec, by going elsewhere in time."""
        return self._live.travels

    def back(self, grain: Grain) -> Iterator[None]:
        """One step of that grain back, through the places of steps forward; yields at every breath."""
        return told(self._live, time_travel.back(self._live, self._walk(grain, back=True)))

    def seek(self, update: int, events: int = 0, cursor: Cursor | None = None) -> Iterator[None]:
        """To the moment after `update` updates, with so much of the next one shown; the run stays until it is there.

        Beyond what can be reached it is the nearest moment. Going on from there follows the record to the bit.

        Raises:
            ValueError: an update has no such events.
        """
        return told(self._live, time_travel.seek(self._live, update, events, cursor))

    def switch(self, branch: int) -> Iterator[None]:
        """To the end of a branch of the time line, by its id; the course left is kept as a branch.

        Raises:
            ValueError: there is no such branch.
        """
        return told(self._live, time_travel.switch(self._live, branch))

    # Changing: in the past a change begins a new course, and the recorded one is kept as a branch

    def reset(self) -> None:
        """Back to update 0 with the same first weights; what was recorded is kept as a branch."""
        for _ in self.resetting():
            pass

    def resetting(self) -> Iterator[None]:
        """`reset` with breaths; until the last one, and if it is given up, the run is untouched."""
        return self._live.resetting(self.spec, self.data)

    def restore(self, state: RunState, curves: Curves | None = None) -> None:
        """Continue from a saved state of the same spec. Raises ValueError if it does not fit."""
        self._live.restore(state, curves)

    # Files

    def save(self, path: Path) -> None:
        """Write experiment and run to a .chainrule file, whole or not at all.

        Raises:
            UnwritableFile: the place cannot be written, or the run has diverged.
        """
        write_archive(path, replace(saved_run(self._live), waiting=self.waiting))

    def save_moment(self, path: Path) -> None:
        """Write the experiment and where it stands, without its past and its curves. Raises as `save` does."""
        write_archive(path, SavedRun(self.spec, self.state(), Curves().to_arrays()))
