"""States kept for a while near the place where somebody is, the denser the nearer, so that steps back are short."""

from __future__ import annotations

from engine.history.packing import Kept, kept_bytes, update_of
from engine.history.stretch import Stretch


class Near:
    """Kept states by stretch and update. The one that came last says where somebody is."""

    def __init__(self) -> None:
        self._states: dict[tuple[int, int], Kept] = {}
        self.bytes = 0

    def clear(self) -> None:
        self._states.clear()
        self.bytes = 0

    def updates(self, stretch: Stretch) -> list[int]:
        """Of which moments of a stretch states are kept here, in rising order."""
        return sorted(update for serial, update in self._states if serial == stretch.serial)

    def keep(self, stretch: Stretch, state: Kept, room: int) -> None:
        """Keep the state in which somebody now is, and of the others what `room` bytes allow."""
        key = (stretch.serial, update_of(state))
        self._states.pop(key, None)
        others = sum(map(kept_bytes, self._states.values()))
        while others > room:
            others -= kept_bytes(self._states.pop(self._least_useful(stretch, key[1])))
        self._states[key] = state
        self.bytes = others  # the last one is what the run itself stands in

    def nearest(self, stretch: Stretch, update: int) -> Kept | None:
        """The last of these states in that stretch at or before that update."""
        found = [at for serial, at in self._states if serial == stretch.serial and at <= update]
        return self._states[stretch.serial, max(found)] if found else None

    def _least_useful(self, stretch: Stretch, here: int) -> tuple[int, int]:
        """One elsewhere or ahead; else the one between the closest neighbours, by the ratio of their distances."""
        for serial, update in self._states:
            if serial != stretch.serial or update > here:
                return serial, update
        distances = sorted(here - update for _, update in self._states)
        before = stretch.nearest(here - distances[-1])
        beyond = here - update_of(before) if before is not None else here + 1
        around = [0.5, *distances, max(beyond, distances[-1] + 1)]
        ratios = {distance: around[i + 2] / around[i] for i, distance in enumerate(distances)}
        return stretch.serial, here - min(distances, key=lambda distance: (ratios[distance], -distance))
