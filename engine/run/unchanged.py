"""How the run stood before the changes made at one moment, to return to when all of them are taken back."""

from __future__ import annotations

import weakref
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from engine.history import Stretch
from engine.history.timeline import Timeline
from engine.run.trainer import Trainer
from engine.spec import ExperimentSpec
from engine.trace import RunState

MOST = 32
MOST_LATER = 4
MOST_BYTES = 64 * 2**20


@dataclass(frozen=True, eq=False)
class Unchanged:
    """The run at rest before the first of the changes of a moment.

    stretch: where it stood, with its first state alone; judged, figures: as a stretch that begins here has them.
    problem: why it had stopped by itself, or "".
    """

    course: weakref.ref[Timeline]
    stretch: Stretch
    state: RunState
    judged: ExperimentSpec | None
    figures: Mapping[str, float]
    problem: str

    @property
    def spec(self) -> ExperimentSpec:
        return self.stretch.spec

    @property
    def began_here(self) -> bool:
        """Whether its stretch begins at this very moment, with a change of which nothing else is remembered."""
        return self.stretch.start == self.state.update

    @property
    def bytes(self) -> int:
        return self.state.weights.nbytes * (1 + len(self.state.slots))

    def has_weights(self, trainer: Trainer) -> bool:
        """Whether the trainer's weights are these, to the bit, in a network of these sizes."""
        mine, other = self.spec.network, trainer.spec.network
        if [layer.units for layer in mine.layers] != [layer.units for layer in other.layers]:
            return False
        weights, others = self.state.weights, trainer.backend.network.weights
        return np.array_equal(weights, others) or np.array_equal(weights, others, equal_nan=True)

    def is_that_of(self, trainer: Trainer) -> bool:
        """Whether experiment and weights are as they were."""
        return trainer.spec == self.spec and self.has_weights(trainer)

    def place_in(self, course: Timeline | None) -> Stretch | None:
        """Its stretch on a course, if one can stand there at rest: not where the course has another change ahead."""
        if course is None:
            return None
        found = next((each for each in course.stretches if each.serial == self.stretch.serial), None)
        following = course.after(found) if found is not None else None
        return None if following is not None and following.start == self.state.update else found


@dataclass(frozen=True, eq=False)
class Before:
    """The run before the changes of a moment, and as it stood when it was changed there again in its past."""

    first: Unchanged
    later: tuple[Unchanged, ...] = ()

    def like(self, trainer: Trainer) -> Iterator[Unchanged]:
        """Those of them that are as the trainer is, the last first."""
        return (each for each in (*reversed(self.later), self.first) if each.is_that_of(trainer))


class Memory:
    """What the last changed moments were before, by the stretch that their changes began."""

    def __init__(self) -> None:
        self._known: OrderedDict[int, Before] = OrderedDict()

    def before(self, trainer: Trainer, stretch: Stretch, course: Timeline) -> Before:
        """The run before the changes that were made where it stands; as it is now if there are none."""
        known, update = self._known.get(stretch.serial), trainer.updates
        if known is None or update != stretch.start:
            return Before(_as_it_is(trainer, stretch, course))
        self._known.move_to_end(stretch.serial)
        if course.tip == update and not trainer.problem:
            return known
        return Before(known.first, (*known.later, _as_it_is(trainer, stretch, course))[-MOST_LATER:])

    def keep(self, stretch: Stretch, before: Before) -> None:
        """That stretch is what the changes have begun."""
        self._known[stretch.serial] = before
        while len(self._known) > 1 and (len(self._known) > MOST or self._bytes() > MOST_BYTES):
            self._known.popitem(last=False)

    def _bytes(self) -> int:
        found = (each for known in self._known.values() for each in (known.first, *known.later))
        return sum({id(each): each.bytes for each in found}.values())


def _as_it_is(trainer: Trainer, stretch: Stretch, course: Timeline) -> Unchanged:
    update = trainer.updates
    state = replace(trainer.state(), events_done=0, cursor=None)
    figures = {} if course.figures_since(stretch, update) else stretch.figures
    judged = course.judged(stretch, update)
    return Unchanged(weakref.ref(course), stretch.prefix(stretch.start), state, judged, figures, trainer.problem)
