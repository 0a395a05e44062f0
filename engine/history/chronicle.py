"""All that is remembered of a session's run, under a cap: the course shown, and the branches beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from engine.history.curves import Curves, Point
from engine.history.near import Near
from engine.history.packing import OVERHEAD_BYTES, Kept, kept_bytes, update_of
from engine.history.stretch import Stretch
from engine.history.timeline import Timeline
from engine.trace import BranchView, Mark, Place, TimelineView

CAP_BYTES = 256 * 2**20
SPACING = 64  # updates between two kept states, until the cap asks for more
RECENT = 2  # the youngest states are kept at that spacing whatever the cap, for steps back from the tip
FEW = 2  # so many states beside these and the first one are not thinned before branches are given up
MAX_BRANCHES = 20


class Chronicle:
    """The current course, the branches, and which states of them are kept.

    Three quarters of the cap are for kept states and curves, one quarter for what is remembered for a
    while: states near the place where somebody is, and what others keep beside them.
    """

    def __init__(self, cap: int = CAP_BYTES, spacing: int = SPACING) -> None:
        self.cap, self.spacing, self._finest = cap, spacing, spacing
        self._current: Timeline | None = None
        self.branches: list[Timeline] = []
        self._lineage: dict[int, tuple[int, int]] = {}
        self._near = Near()
        self._states = self._beside = 0
        self._courses = self._runs = 0
        self._marks_and_branches: tuple[tuple[Mark, ...], tuple[BranchView, ...]] | None = None

    @property
    def current(self) -> Timeline:
        """The course that is shown and goes on."""
        assert self._current is not None, "begin() comes first"
        return self._current

    @property
    def bytes(self) -> int:
        """What the memory of the run takes, by an estimate of its overhead too."""
        return self._kept_bytes() + self._near.bytes + self._beside

    # Courses

    def begin(
        self, stretches: Sequence[Stretch], curves: Curves | None = None, tip: int | None = None
    ) -> Timeline:
        """A new run from its own beginning; the one before it is kept as a branch if it went anywhere."""
        self._runs += self._leave() or not self._runs
        self._current = Timeline(self._next_number(), f"run {self._runs}", stretches, curves, tip)
        self._changed()
        return self._current

    def branch(self, update: int, stretch: Stretch, tail: Sequence[Point]) -> Timeline:
        """Before another course is taken after `update` updates: the current one is kept as it is.

        tail: (x, loss) of the updates of `Timeline.split_bucket(update)`.
        """
        old = self.current
        new = old.cut(self._next_number(), update, stretch, tail)
        self._lineage[new.id] = old.id, update
        self._leave()
        self._current = new
        self._changed()
        return new

    def find(self, number: int) -> Timeline:
        """A kept branch.

        Raises:
            ValueError: there is none of that number (any more).
        """
        for branch in self.branches:
            if branch.id == number:
                return branch
        raise ValueError(f"There is no branch number {number} any more. Choose one of the time line.")

    def switch(self, branch: Timeline) -> None:
        """Make a kept branch, or a course that was not worth one, the current course; the one before it is kept."""
        self.branches = [other for other in self.branches if other is not branch]
        self._leave()
        self._current = branch
        self._changed()

    def note_mark(self) -> None:
        """A stretch began on the current course."""
        self._changed()

    def _next_number(self) -> int:
        self._courses += 1
        return self._courses - 1

    def _leave(self) -> bool:
        """Keep the current course as a branch, unless it has nothing of its own. Whether it was kept."""
        old = self._current
        if old is None or not self._is_of_its_own(old):
            return False
        self.branches.append(old)
        del self.branches[:-MAX_BRANCHES]
        return True

    def _is_of_its_own(self, course: Timeline) -> bool:
        """Whether a course holds anything that neither the seed nor the course it came from gives again."""
        if course.id in self._lineage:
            return course.tip > self._lineage[course.id][1]
        return course.tip > 0 or course.stretches[0].by_hand

    def _changed(self) -> None:
        self._marks_and_branches = None
        self._near.clear()
        self._make_room()

    # Recording

    def note_update(self, update: int, x: float, loss: float) -> bool:
        """Record that update of the current course, at position x in epochs. Whether it was not on record yet."""
        current = self._current
        if current is None or update <= current.tip:
            return False
        current.tip = update
        current.curves.add_update(x, loss)
        return True

    def is_due(self, update: int) -> bool:
        """Whether the state after that update should be kept."""
        return update % self._finest == 0

    def keep(self, stretch: Stretch, state: Kept) -> None:
        """Keep the state at the tip."""
        stretch.keep(state)
        self._states += kept_bytes(state)
        old = len(stretch.updates) - 1 - RECENT
        if old > 0 and stretch.updates[old] % self.spacing:
            self._states -= kept_bytes(stretch.drop(old))
        if self._kept_bytes() > self._room():
            self._make_room()

    def keep_near(self, stretch: Stretch, state: Kept) -> None:
        """Keep a state near the place where somebody is, as long as there is room for such."""
        self._near.keep(stretch, state, self.near_room)

    @property
    def near_room(self) -> int:
        """How many bytes of states near a place there is room for."""
        return max(self.cap // 4 - self._beside, 0)

    def nearest(self, stretch: Stretch, update: int) -> Kept | None:
        """The last state known in that stretch at or before that update."""
        states = [s for s in (stretch.nearest(update), self._near.nearest(stretch, update)) if s is not None]
        return max(states, key=update_of) if states else None

    @property
    def room_beside(self) -> int:
        """How many bytes others may keep beside these states; if they must keep more, these make room."""
        return self.cap // 8

    def note_beside(self, taken: int) -> None:
        """Others keep so many bytes beside these states."""
        self._beside = taken
        if self._near.bytes > self.near_room:
            self._near.clear()
        if self._kept_bytes() > self._room():
            self._make_room()

    # Room

    def _room(self) -> int:
        return self.cap - max(self.cap // 4, self._beside)

    def _timelines(self) -> list[Timeline]:
        return [*self.branches, self.current]

    def _kept_bytes(self) -> int:
        return self._states + sum(timeline.curves.nbytes for timeline in self._timelines())

    def _recount(self) -> None:
        unique = {id(array): array.nbytes for timeline in self._timelines() for array in timeline.arrays()}
        self._states = sum(unique.values()) + OVERHEAD_BYTES * len(unique)

    def _make_room(self) -> None:
        self._recount()
        while self._kept_bytes() > self._room() and self._give_up():
            self._recount()
            self._marks_and_branches = None

    def _give_up(self) -> bool:
        """One thing less to remember; False if nothing is left that may go."""
        if self._thinnable() > FEW:
            self._thin()
        elif self.branches:
            del self.branches[0]
        elif self._thinnable():
            self._thin()
        else:
            return self._drop_oldest()
        return True

    def _thinnable(self) -> int:
        """How many kept states are neither the first of a stretch nor among the youngest of the current course."""
        states = sum(len(stretch.updates) - 1 for timeline in self._timelines() for stretch in timeline.stretches)
        return states - min(RECENT, len(self.current.stretches[-1].updates) - 1)

    def _thin(self) -> None:
        """Double the spacing."""
        self.spacing *= 2
        last = self.current.stretches[-1]
        for timeline in self._timelines():
            for stretch in timeline.stretches:
                stretch.thin(self.spacing, last.updates[-RECENT:][0] if stretch is last else math.inf)

    def _drop_oldest(self) -> bool:
        current = self.current
        stretch = current.stretches[0]
        if len(stretch.updates) > 1:
            stretch.drop(0)
        elif len(current.stretches) > 1:
            del current.stretches[0]
        else:
            return False
        return True

    # The view

    def view(self, position: Place) -> TimelineView:
        """What a time line shows, with the run at that position."""
        current = self.current
        if self._marks_and_branches is None:
            branches = (BranchView(b.id, b.name, self._shared(b.id, current.id), b.tip) for b in self.branches)
            self._marks_and_branches = current.marks(), tuple(branches)
        marks, kept = self._marks_and_branches
        return TimelineView(
            current.first, current.tip, position, marks, kept, self.bytes, self.cap, self.spacing, current.name
        )

    def _shared(self, one: int, other: int) -> int:
        """Up to which update two courses are the same."""
        path = self._path(one)
        for number, until in self._path(other).items():
            if number in path:
                return int(min(until, path[number]))
        return 0

    def _path(self, number: int) -> dict[int, float]:
        """The course and those it came from, each with the update until which they are the same as the first."""
        path, until = {number: math.inf}, math.inf
        while number in self._lineage:
            number, fork = self._lineage[number]
            until = min(until, fork)
            path[number] = until
        return path
