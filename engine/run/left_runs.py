"""Edits of a run: going on, beginning another run, and back to the one that such an edit left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.data import loading, why_waiting
from engine.history import Stretch
from engine.history.timeline import Timeline
from engine.run.checking import check
from engine.run.editing import Attic, starts_anew
from engine.run.live_run import LiveRun
from engine.run.replay import replayed
from engine.spec import OWN_POINTS, ExperimentSpec
from engine.trace import Place

ATTICS = 3  # of so many left runs, the last ones, departed neurons are remembered too
WAITED = 200  # of so many experiments that waited for points it is remembered what ran meanwhile
UNBRANCHED = 20  # so many left runs without a branch are remembered: of each one state, the one it was left in


@dataclass(eq=False)
class LeftRun:
    """A run and the place where an edit left it: its course, and what belongs to it.

    The course is a branch now, unless it was `unbranched`: edited, but with nothing trained since it began.
    """

    spec: ExperimentSpec
    course: Timeline
    stretch: Stretch
    place: Place
    problem: str
    attic: Attic
    rest: int
    unbranched: bool = False


class LeftRuns:
    """Makes the edits of a live run, and remembers the runs they left as long as their branches are kept.

    waiting: the experiment wished for while there are too few points for it; the run stays what it was.
    """

    def __init__(self, live: LiveRun) -> None:
        self._live = live
        self.waiting: ExperimentSpec | None = None
        self._beside: dict[ExperimentSpec, ExperimentSpec] = {}  # what ran while each of these waited
        self._runs: list[LeftRun] = []

    def editing(self, spec: ExperimentSpec, again: bool) -> Iterator[None]:
        """Go on as `spec` says, with breaths; until the last one, and if it is given up, the run is as it was.

        again: an edit is taken back or made again. Where it begins another run, it is the one that it left. With too
        few points set by hand it becomes `waiting`, and the run stays; come back to, it is as it was beside it.

        Raises:
            InvalidExperiment, DataProblem: the run is untouched.
        """
        if why_waiting(spec.data):
            check(spec)
            if again and spec in self._beside:
                yield from self._going_on(self._beside[spec], again)
            self.waiting = spec
            self._beside[spec] = self._live.trainer.spec
            for old in [*self._beside][:-WAITED]:
                del self._beside[old]
        else:
            yield from self._going_on(spec, again)
            self.waiting = None

    def _going_on(self, spec: ExperimentSpec, again: bool) -> Iterator[None]:
        live = self._live
        if spec == live.trainer.spec:
            return
        check(spec)
        data = yield from loading(spec.data)
        same_inputs = data.info.inputs == live.trainer.run.data.info.inputs
        there = self._find(spec) if again else None
        if same_inputs and not self._is_elsewhere(there) and not starts_anew(live.trainer.spec, spec, again):
            yield from live.editing(spec, data, again)
            return
        yield from live.settle()
        here = self._leave()
        if there is not None:
            yield from self._return_to(there)
        else:
            yield from live.resetting(spec, data)
        self._remember(here)

    def _is_elsewhere(self, run: LeftRun | None) -> bool:
        """Whether it is the run that was left last, on points by hand, for the other set that is run now."""
        if run is None or run is not self._runs[-1] or run.course is self._live.chronicle.current:
            return False
        return run.spec.data.name == OWN_POINTS != self._live.trainer.spec.data.name

    def _leave(self) -> LeftRun:
        """The run as it stands, whose state is kept, so that going back to it computes nothing again."""
        live, trainer = self._live, self._live.trainer
        state = trainer.before if trainer.place.events_done else None
        state = state or trainer.live_state()
        current, stretch = live.chronicle.current, live.stretch
        if not trainer.problem and stretch.updates[-1] < state.update == current.tip:
            live.chronicle.keep(stretch, stretch.packing.pack(state))
        return LeftRun(trainer.spec, current, stretch, trainer.place, trainer.problem, live.attic, live.rest)

    def _find(self, spec: ExperimentSpec) -> LeftRun | None:
        for run in reversed(self._runs):
            reachable = any(stretch is run.stretch for stretch in run.course.stretches)
            known = run.stretch.nearest(run.place.update) is not None
            if run.spec == spec and (run.unbranched or self._is_kept(run)) and reachable and known:
                return run
        return None

    def _is_kept(self, run: LeftRun) -> bool:
        return any(branch is run.course for branch in self._live.chronicle.branches)

    def _return_to(self, run: LeftRun) -> Iterator[None]:
        live = self._live
        trainer = yield from replayed(live.chronicle, live.trainer, run.stretch, run.place)
        travels = live.travels  # somebody asked for just this experiment
        live.chronicle.switch(run.course)
        live.adopt(trainer, run.stretch)
        trainer.problem = run.problem
        live.travels, live.attic, live.rest = travels, run.attic, run.rest

    def _remember(self, run: LeftRun) -> None:
        run.unbranched = not self._is_kept(run)
        others = [other for other in self._runs if other.course is not run.course]
        loose = [other for other in (*others, run) if other.unbranched][-UNBRANCHED:]
        self._runs = [other for other in (*others, run) if other in loose or self._is_kept(other)]
        for old in self._runs[:-ATTICS]:
            old.attic = Attic()
