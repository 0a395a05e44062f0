"""Kept states: of a small network one vector of numbers, of a large one the arrays themselves, which never change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from engine.catalog.arrays import Array, sealed
from engine.trace import RunState

OVERHEAD_BYTES = 192  # of a kept vector: the array object, its place in a list, its update as a number
_HEADER = 5  # update, epoch, seen, iterations, which of the kept lists of names the sums have

Kept = Array | RunState
"""A state as it is kept."""


class Packing:
    """How the states of one experiment lie in a float64 vector; whole numbers up to 2^53 keep their bits.

    position | sums of the epoch | weights | the optimizer's vectors
    """

    def __init__(self, state: RunState) -> None:
        self._parameters = state.weights.size
        self._slots = {name: slot.size for name, slot in state.slots.items()}
        self._backend = state.backend
        self._names: list[tuple[str, ...]] = []

    def pack(self, state: RunState) -> Kept:
        """A state between two updates, to be kept; its arrays are copied unless nobody can write to them."""
        if not state.weights.flags.writeable:
            return replace(state, slots=dict(state.slots), running=dict(state.running or {}))
        running: Mapping[str, float] = state.running or {}
        names = tuple(running)
        if names not in self._names:
            self._names.append(names)
        header = (state.update, state.epoch, state.seen, state.iterations, self._names.index(names))
        return sealed(np.concatenate(((*header, *running.values()), state.weights, *state.slots.values())))

    def unpack(self, kept: Kept) -> RunState:
        """The state that was kept; its arrays are views."""
        if isinstance(kept, RunState):
            return kept
        update, epoch, seen, iterations, code = (int(number) for number in kept[:_HEADER])
        names = self._names[code]
        start = _HEADER + len(names)
        weights, start = kept[start : start + self._parameters], start + self._parameters
        slots: dict[str, Array] = {}
        for name, size in self._slots.items():
            slots[name] = kept[start : start + size]
            start += size
        sums = dict(zip(names, kept[_HEADER : _HEADER + len(names)].tolist(), strict=True))
        return RunState(weights, slots, iterations, update, epoch, seen, 0, sums, self._backend)


def update_of(kept: Kept) -> int:
    """After how many updates the state was kept."""
    return kept.update if isinstance(kept, RunState) else int(kept[0])


def arrays_of(kept: Kept) -> tuple[Array, ...]:
    """The arrays that are kept with it."""
    return (kept.weights, *kept.slots.values()) if isinstance(kept, RunState) else (kept,)


def kept_bytes(kept: Kept) -> int:
    """What a kept state takes."""
    return sum(array.nbytes + OVERHEAD_BYTES for array in arrays_of(kept))
