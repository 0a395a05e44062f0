"""A stretch of a run under one experiment, with states from which any of its updates can be computed again."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Mapping

from engine.history.makers import Makers
from engine.history.packing import Kept, Packing, update_of
from engine.spec import ExperimentSpec
from engine.trace import RunState, UpdateShape, update_shape

_serials = itertools.count()


class Stretch:
    """From update `start` on, until an edit or other weights begin the next one.

    changed: it begins with a change; by_hand: its first weights were set by somebody; text: the change in words.
    judged: the experiment of the last figures before it, None where the weights were set by hand since; figures:
    those that were taken when it began. makers: which backend made its updates.
    serial: the same for all prefixes of one stretch, whose updates are the same to the bit.
    """

    def __init__(
        self, spec: ExperimentSpec, inputs: int, state: RunState, text: str | None = None, by_hand: bool = False
    ) -> None:
        self.start, self.spec, self.inputs = state.update, spec, inputs
        self.changed, self.text, self.by_hand = text is not None, text or "", by_hand
        self.judged: ExperimentSpec | None = spec
        self.figures: Mapping[str, float] = {}
        self.makers = Makers(state.update)
        self.serial = next(_serials)
        self.packing = Packing(state)
        self._updates: list[int] = []
        self._kept: list[Kept] = []
        self.keep(self.packing.pack(state))

    @property
    def shape(self) -> UpdateShape:
        return update_shape(self.spec.network, self.inputs)

    @property
    def updates(self) -> list[int]:
        """Of which moments states are kept, in rising order; do not change it."""
        return self._updates

    @property
    def kept(self) -> list[Kept]:
        """The states kept, one for each of `updates`; do not change it."""
        return self._kept

    def keep(self, state: Kept) -> None:
        """Keep the state of a later moment than all kept before."""
        self._updates.append(update_of(state))
        self._kept.append(state)

    def nearest(self, update: int) -> Kept | None:
        """The last state kept at or before that update."""
        index = bisect_right(self._updates, update)
        return self._kept[index - 1] if index else None

    def prefix(self, update: int) -> Stretch:
        """The same stretch as far as that update; it shares the states."""
        other = object.__new__(Stretch)
        other.__dict__.update(self.__dict__)
        count = bisect_right(self._updates, update)
        other._updates, other._kept = self._updates[:count], self._kept[:count]
        other.makers = self.makers.prefix(update)
        return other

    def thin(self, spacing: int, youngest: float) -> None:
        """Keep the first state, those whose update is a multiple of `spacing`, and those from `youngest` on."""
        kept = [
            (update, state)
            for index, (update, state) in enumerate(zip(self._updates, self._kept, strict=True))
            if index == 0 or update % spacing == 0 or update >= youngest
        ]
        self._updates = [update for update, _ in kept]
        self._kept = [state for _, state in kept]

    def drop(self, index: int) -> Kept:
        """Give up the kept state with that index; returns it."""
        del self._updates[index]
        return self._kept.pop(index)
