"""The run of a session: the trainer that moves, the chronicle it moves in, and every change from outside."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace

import numpy as np

from engine.catalog.arrays import Array
from engine.data import DataSet
from engine.history import Chronicle, Curves, Stretch
from engine.passes.network import Network
from engine.run.at_once import at_once
from engine.run.editing import Attic, edit_trainer, first_trainer
from engine.run.judged_later import JudgedLater
from engine.run.replay import losses, trainer_at
from engine.run.rule_watch import RuleWatch, without_cycle
from engine.run.trainer import Trainer, new_trainer
from engine.run.unchanged import Before, Memory, Unchanged
from engine.spec import ExperimentSpec
from engine.spec.changes import judged_alike
from engine.trace import RunState


class LiveRun:
    """One run that can be changed and travelled through.

    travels: how often the run itself changed the spec by going elsewhere in time. rest: the moment at
    rest from which somebody last began to step. next_change: the update at which the record has the next
    change, infinity if it has none. unreachable: why the last journey could not end where it was to, or "".
    """

    def __init__(self, spec: ExperimentSpec, data: DataSet, chronicle: Chronicle | None = None) -> None:
        self.chronicle = chronicle or Chronicle()
        self.attic = Attic()
        self.travels = 0
        self.unreachable = ""
        self.rest = 0
        self._watches: dict[int, RuleWatch] = {}
        self._memory, self._later = Memory(), JudgedLater()
        self.next_change = math.inf
        self.trainer = at_once(first_trainer(spec, data))
        self._begin()

    @property
    def stretch(self) -> Stretch:
        """The part of the current course in which the trainer is."""
        assert self.trainer.stretch is not None
        return self.trainer.stretch

    @property
    def outdated(self) -> frozenset[str]:
        """Which of the latest figures were taken before the experiment or the weights were changed.

        "batch" among them is the loss of the last batch.
        """
        trainer, stretch = self.trainer, self.stretch
        judged = self.chronicle.current.judged(stretch, trainer.updates)
        if judged is not None and judged_alike(judged, trainer.spec):
            return frozenset()
        old = frozenset(trainer.latest) - stretch.figures.keys()
        return old | {"batch"} if self._batch_is_outdated() else old

    def _batch_is_outdated(self) -> bool:
        """Whether the last batch was before the change with which this stretch begins, and that changed its loss."""
        stretch = self.stretch
        if not self.trainer.updates == stretch.start > 0:
            return False
        before = self.chronicle.current.before(stretch)
        return before is None or stretch.by_hand or not judged_alike(before.spec, stretch.spec)

    # Going on along the record

    def adopt(self, trainer: Trainer, stretch: Stretch) -> None:
        """Go on with this trainer, in that stretch of the current course."""
        old, self.trainer = self.trainer, trainer
        self._settle_in(stretch)
        trainer.version = old.version + 1
        trainer.latest = self._figures()
        self.travels += trainer.spec != old.spec

    @property
    def stands_at_weights_by_hand(self) -> bool:
        """Whether weights were set by hand where the run stands, and nothing has been learned since."""
        return self.stretch.by_hand and self.stretch.start == self.trainer.updates

    def at_change(self) -> bool:
        """Whether the run stands, between updates, where the record has a change that has not been made yet."""
        return self.trainer.updates >= self.next_change and not self.trainer.in_update

    def cross(self) -> bool:
        """Between updates, where the record has a change: go on as changed. Whether there was one."""
        if self.trainer.updates < self.next_change or self.trainer.in_update:
            return False
        following = self.chronicle.current.after(self.stretch)
        assert following is not None
        state = following.packing.unpack(following.kept[0])
        self.adopt(trainer_at(following, state, self.trainer), following)
        return True

    def settle(self) -> Iterator[None]:
        """Judge the epoch that has ended before anything else is done; yields at each breath."""
        yield from self.judge_first()
        if self.trainer.is_judging:
            yield from self.trainer.finish()

    def judge_first(self) -> Iterator[None]:
        """Before the next update: the figures that a change did not wait for; yields at each breath."""
        yield from self._later.judging(self)

    def _settle_before_change(self) -> Iterator[None]:
        """Judge the epoch that has ended; where that takes long, later, and the change need not wait for it."""
        trainer = self.trainer
        if trainer.is_judging and trainer.judges_quickly:
            yield from trainer.finish()
        elif trainer.is_judging:
            self._later.put_off(self)

    # Changes

    def resetting(self, spec: ExperimentSpec, data: DataSet) -> Iterator[None]:
        """A new run from its first weights, the old one kept as a branch; nothing changes until the last breath."""
        trainer = yield from first_trainer(spec, data)
        trainer.version = self.trainer.version + 1
        self.trainer, self.attic = trainer, Attic()
        self._begin()

    def editing(self, spec: ExperimentSpec, data: DataSet, again: bool = False) -> Iterator[None]:
        """Go on under an edited spec from here; in the past, as a branch. Until the last breath nothing changes.

        again: an edit is taken back or made again.
        """
        yield from self._settle_before_change()
        if not self.trainer.place.events_done:
            self.cross()
        before = self._memory.before(self.trainer, self.stretch, self.chronicle.current)
        trainer = yield from edit_trainer(self._between_updates(), spec, data, self.attic, again)
        trainer.version = self.trainer.version + 1
        if self._has_begun():
            self._change(trainer, before)
        else:
            self.trainer = trainer
            self._begin()

    def changing_weights(self, new: Callable[[Network], Generator[None, None, Array]]) -> Iterator[None]:
        """Go on with the weights that `new` makes of those of now, flat; in the past, as a branch.

        Until the last breath nothing changes. Raises what `new` raises.
        """
        yield from self._settle_before_change()
        if not self.trainer.place.events_done:
            self.cross()
        before = self._memory.before(self.trainer, self.stretch, self.chronicle.current)
        old = self._between_updates()
        weights = yield from new(old.backend.network)
        trainer = new_trainer(old.spec, old.run)
        state = replace(old.state(), weights=weights, events_done=0, cursor=None)
        if old.problem and np.isfinite(weights).all():  # what the optimizer remembers of that run is no good
            state = replace(state, slots=trainer.backend.slots, iterations=0)
        trainer.restore(state)
        trainer.version = self.trainer.version + 1
        trainer.latest, trainer.watch = without_cycle(old.latest), old.watch.after_a_change()
        self._change(trainer, before, by_hand=True)

    def restore(
        self, state: RunState, curves: Curves | None, stretches: Sequence[Stretch] = (), here: int = 0, tip: int = 0
    ) -> None:
        """Go on from a state of the same spec; of a recorded course the state is in the stretch with number `here`.

        Raises:
            ValueError: the state does not fit.
        """
        trainer = new_trainer(self.trainer.spec, self.trainer.run)
        trainer.restore(state)
        trainer.version = self.trainer.version + 1
        self.trainer, self.attic = trainer, Attic()
        course = list(stretches) or [self._first_stretch()]
        self.chronicle.begin(course, curves, tip if stretches else None)
        self._settle_in(course[here])
        trainer.latest = self._figures()

    def were_judged(self, spec: ExperimentSpec) -> None:
        """The latest figures are on record now, those of that experiment where the change of this moment left it."""
        stretch = self.stretch
        if stretch.start == self.trainer.updates:
            stretch.judged, stretch.figures = None if stretch.by_hand else spec, {}
        self.trainer.latest = self._figures()

    def _figures(self) -> dict[str, float]:
        """The latest figures where the run stands, as far as a change since has left them true."""
        current, trainer, stretch = self.chronicle.current, self.trainer, self.stretch
        figures = current.figures_at(trainer.updates)
        if stretch.changed and not current.figures_since(stretch, trainer.updates):
            return without_cycle(figures) | dict(stretch.figures)
        return figures

    def _begin(self) -> None:
        """Begin a chronicle with the first update; note its first figures, where that takes no time."""
        trainer = self.trainer
        timeline = self.chronicle.begin([self._first_stretch()])
        self._settle_in(timeline.stretches[0])
        self._note_first_figures()
        trainer.latest = timeline.figures_at(trainer.updates)

    def _note_first_figures(self) -> None:
        """Before the first update the curves have the figures of the weights as they are, if that takes no time."""
        trainer, current = self.trainer, self.chronicle.current
        if current.tip == trainer.updates == 0:
            current.curves.forget_epochs()
            if trainer.judges_quickly and (figures := at_once(trainer.judged())):
                current.curves.add_epoch(0.0, figures)

    def _has_begun(self) -> bool:
        """Whether anything is on record but first weights."""
        current = self.chronicle.current
        return current.tip > 0 or len(current.stretches) > 1 or current.stretches[0].by_hand

    def _first_stretch(self) -> Stretch:
        trainer = self.trainer
        return Stretch(trainer.spec, trainer.backend.network.inputs, trainer.before or trainer.live_state())

    def _between_updates(self) -> Trainer:
        """The trainer, or one that has the update under way still before it."""
        trainer = self.trainer
        if trainer.in_update and trainer.before is not None and not trainer.is_judging:
            earlier = trainer_at(self.stretch, trainer.before, trainer)
            earlier.latest = trainer.latest
            return earlier
        return trainer

    def _branch_off(self) -> None:
        """In the past: another course begins here, the recorded one is kept."""
        current, here = self.chronicle.current, self.trainer.updates
        if here < current.tip or self.next_change < math.inf:
            tail = list(losses(self.chronicle, self.trainer, current.split_bucket(here)))
            self.chronicle.branch(here, self.stretch, tail)

    def _change(self, trainer: Trainer, before: Before, by_hand: bool = False) -> None:
        """Go on with a changed trainer from here, or as if nothing had been changed if all is as it was."""
        if any(self._return_to(unchanged) for unchanged in before.like(trainer)):
            return
        self._branch_off()
        last, self.trainer = self.stretch, trainer
        self._begin_stretch(last, before, by_hand)

    def _return_to(self, unchanged: Unchanged) -> bool:
        """As if nothing had been changed at this moment. Whether that could be."""
        chronicle, course = self.chronicle, unchanged.course()
        stretch = unchanged.stretch
        if self.stretch.serial == stretch.serial:
            return True  # nothing has been changed at all
        kept = unchanged.place_in(course) if any(branch is course for branch in chronicle.branches) else None
        if course is not None and kept is not None:
            chronicle.switch(course)
            stretch = kept
        else:
            self._branch_off()
            if not chronicle.current.take_back(stretch):
                return False
            stretch = chronicle.current.stretches[-1]
            chronicle.note_mark()
        trainer = trainer_at(stretch, unchanged.state, self.trainer)
        trainer.problem = unchanged.problem
        travels = self.travels  # somebody asked for just this experiment
        self.adopt(trainer, stretch)
        self.travels = travels
        self._note_first_figures()
        self.trainer.latest = self._figures()
        return True

    def _begin_stretch(self, last: Stretch, before: Before, anew: bool) -> None:
        """Figures that the changes made here leave no longer true are taken anew, where that takes no time."""
        trainer, current, unchanged = self.trainer, self.chronicle.current, before.first
        by_hand = anew or (last.by_hand and last.start == trainer.updates)
        other = by_hand and not unchanged.has_weights(trainer)
        by_hand = other or (unchanged.began_here and unchanged.stretch.by_hand)
        inputs = trainer.backend.network.inputs
        stretch = current.begin_stretch(trainer.spec, inputs, trainer.live_state(), by_hand, anew)
        stretch.judged, stretch.figures = None if other else unchanged.judged, unchanged.figures
        self._settle_in(stretch)
        self._memory.keep(stretch, before)
        self.chronicle.note_mark()
        if other or not judged_alike(unchanged.spec, stretch.spec):
            stretch.figures = at_once(trainer.judged()) if trainer.judges_quickly else {}
        self._note_first_figures()
        trainer.latest = self._figures()

    def _settle_in(self, stretch: Stretch) -> None:
        trainer = self.trainer
        trainer.chronicle, trainer.stretch = self.chronicle, stretch
        trainer.watch = self._watches.setdefault(stretch.serial, trainer.watch)
        following = self.chronicle.current.after(stretch)
        self.next_change = math.inf if following is None else following.start
