"""One course of a run: its stretches one after the other, its curves, and Keras's History of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from engine.catalog.arrays import Array
from engine.history.curves import Curves, Point
from engine.history.packing import arrays_of
from engine.history.record import History
from engine.history.stops import BEST
from engine.history.stretch import Stretch
from engine.spec import ExperimentSpec
from engine.spec.changes import change_text
from engine.trace import Mark, RunState
from engine.trace.timeline_view import BY_HAND

TAKEN_BACK = "change taken back"


class Timeline:
    """Everything recorded of one course, from `first` to `tip`, in complete updates."""

    def __init__(
        self,
        number: int,
        name: str,
        stretches: Sequence[Stretch],
        curves: Curves | None = None,
        tip: int | None = None,
    ) -> None:
        self.id, self.name = number, name
        self._named_at: int | None = None  # the moment whose changes gave it its name
        self.stretches = list(stretches)
        self.curves = curves or Curves()
        self.tip = self.stretches[-1].start if tip is None else tip
        self._origin = self.tip - self.curves.recorded

    @property
    def first(self) -> int:
        """The earliest moment from which a state is kept."""
        return self.stretches[0].updates[0]

    @property
    def history(self) -> History:
        """Keras's History of it."""
        return self.curves.epochs.history()

    # Recording

    def note_epoch(self, epoch: int, update: int, figures: Mapping[str, float]) -> None:
        """Record the figures of an epoch (from 0) that ended with that update, the last one on record."""
        if update == self.tip:
            self.curves.add_epoch(epoch + 1.0, figures, epoch)

    def begin_stretch(
        self, spec: ExperimentSpec, inputs: int, state: RunState, by_hand: bool = False, anew: bool = False
    ) -> Stretch:
        """At the tip the experiment or its weights were changed to this; changes at the same moment are replaced.

        by_hand: all these changes together give it weights that somebody set; anew: the last of them did.
        """
        last = self.stretches[-1]
        replaced = last.start == state.update
        before = last if not replaced else self.stretches[-2] if len(self.stretches) > 1 else None
        words = [change_text(before.spec, spec) if before else "", BY_HAND if by_hand else ""]
        if by_hand and not anew and replaced and last.text.startswith(BEST):
            words = [last.text.partition(", ")[0], words[0]]  # weights that came back, and are there still
        text = ", ".join(filter(None, words)) or (TAKEN_BACK if before else "")
        stretch = Stretch(spec, inputs, state, text, by_hand)
        self.stretches[len(self.stretches) - replaced :] = [stretch]
        if not self.name or self._named_at == state.update:
            self._named_at = state.update
            self.name = f"{text or change_text(last.spec, spec) or TAKEN_BACK} at update {state.update:,}"
        return stretch

    def take_back(self, unchanged: Stretch) -> bool:
        """The change at the tip is taken back, so that `unchanged` goes on. Whether it could be."""
        last = self.stretches[-1]
        if unchanged.start == last.start:
            self.stretches[-1] = unchanged
        elif len(self.stretches) > 1 and self.stretches[-2].serial == unchanged.serial:
            self.stretches.pop()
            if self._named_at == last.start:
                self.name, self._named_at = "", None
        else:
            return False
        return True

    # Looking up

    def stretch_at(self, update: int) -> Stretch:
        """The stretch to which the moment after `update` updates belongs; a change made there has been made."""
        index = bisect_right(self.stretches, update, key=lambda stretch: stretch.start)
        return self.stretches[max(index - 1, 0)]

    def after(self, stretch: Stretch) -> Stretch | None:
        """The stretch that follows this one."""
        if stretch is self.stretches[-1]:
            return None
        return self.stretches[self.stretches.index(stretch) + 1]

    def before(self, stretch: Stretch) -> Stretch | None:
        """The stretch that this one follows, if it can still be reached."""
        index = self.stretches.index(stretch)
        return self.stretches[index - 1] if index else None

    def marks(self) -> tuple[Mark, ...]:
        """Where the run was changed."""
        place, origin = self.curves.position_after, self._origin
        changed = [stretch for stretch in self.stretches if stretch.text]
        return tuple(Mark(each.start, each.text, place(each.start - origin)) for each in changed)

    def figures_of(self, update: int) -> dict[str, float] | None:
        """The figures of the epoch that ended with that update, if they are on record."""
        count = update - self._origin
        return self.curves.epochs.at(count) if self.curves.epochs.has(count) else None

    def figures_at(self, update: int) -> dict[str, float]:
        """The latest figures after so many updates."""
        return self.curves.epochs.at(update - self._origin)

    def judged(self, stretch: Stretch, update: int) -> ExperimentSpec | None:
        """Of which experiment the latest figures after so many updates are, or None: weights set by hand since."""
        return stretch.spec if self.figures_since(stretch, update) else stretch.judged

    def figures_since(self, stretch: Stretch, update: int) -> bool:
        """Whether the latest figures after so many updates were taken within that stretch."""
        last = self.curves.epochs.last_before(update - self._origin + 1)
        return last is not None and last + self._origin > stretch.start

    def epoch_end(self, update: int) -> int:
        """The last moment before this one at which an epoch ended, 0 if none did."""
        last = self.curves.epochs.last_before(update - self._origin)
        return self._origin + last if last else 0

    def epochs_between(
        self, after: int, upto: int, names: Sequence[str]
    ) -> Iterator[tuple[int, int, dict[str, float]]]:
        """(epoch from 0, updates, these figures as far as taken) where epochs ended with after < updates <= upto."""
        for epoch, count, figures in self.curves.epochs.between(after - self._origin, upto - self._origin, names):
            yield epoch, count + self._origin, figures

    def epoch_end_before(self, update: int) -> int:
        """The last moment before this one at which an epoch ended or the record begins."""
        return max(self.first, self._origin + (self.curves.epochs.last_before(update - self._origin) or 0))

    def epoch_updates(self, epoch: int) -> range:
        """The updates (from 0) of a finished epoch; as far as known, those since its data last changed.

        Raises:
            ValueError: that epoch has not ended.
        """
        found = self.curves.epochs.updates_of(epoch)
        if found is None:
            raise ValueError(f"Epoch {epoch + 1:,} has not ended. Play on to its end.")
        start, end = found.start + self._origin, found.stop + self._origin
        return range(self._fresh_start(start, end), end)

    def updates_so_far(self, update: int) -> range:
        """The updates (from 0) of the epoch under way after `update` updates, or of the one that ended with them."""
        return range(self._fresh_start(self.epoch_end_before(update), update), update)

    def _fresh_start(self, start: int, end: int) -> int:
        for stretch in self.stretches:
            inside = start < stretch.start < end and stretch.updates[0] == stretch.start
            if inside and stretch.packing.unpack(stretch.kept[0]).seen == 0:
                start = stretch.start
        return start

    # Branching

    def split_bucket(self, update: int) -> range:
        """The updates (from 0) whose losses `cut` must be given beside the record."""
        lost = self.curves.split_bucket(update - self._origin)
        return range(lost.start + self._origin, lost.stop + self._origin)

    def cut(self, number: int, update: int, stretch: Stretch, tail: Sequence[Point]) -> Timeline:
        """This course as it was after `update` updates, in that stretch, for another one to begin; it has no name."""
        count = update - self._origin
        stretches = [*self.stretches[: self.stretches.index(stretch)], stretch.prefix(update)]
        return Timeline(number, "", stretches, self.curves.cut(count, tail), update)

    def arrays(self) -> Iterator[Array]:
        """The arrays of its kept states; some may come more than once."""
        for stretch in self.stretches:
            for state in stretch.kept:
                yield from arrays_of(state)
