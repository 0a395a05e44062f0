"""The whole update as a row of chips: forward, loss, backward, update, layer by layer; no Qt."""

from dataclasses import dataclass
from enum import Enum

from engine.trace import Phase


class ChipState(Enum):
    """Whether a chip's event has been shown."""

    DONE = "done"
    CURRENT = "current"
    AHEAD = "ahead"


@dataclass(frozen=True)
class Chip:
    """One event of the update; the layer counts from 0."""

    phase: Phase
    layer: int
    state: ChipState

    @property
    def text(self) -> str:
        """What stands on the chip."""
        return "Loss" if self.phase is Phase.LOSS else f"L{self.layer + 1}"


def chips(layers: int, events_done: int) -> tuple[Chip, ...]:
    """The events of one update of that many layers in order, the last shown one marked as current."""
    order = [
        *((Phase.FORWARD, layer) for layer in range(layers)),
        (Phase.LOSS, layers - 1),
        *((Phase.BACKWARD, layer) for layer in reversed(range(layers))),
        *((Phase.UPDATE, layer) for layer in range(layers)),
    ]
    return tuple(Chip(phase, layer, _state(index, events_done)) for index, (phase, layer) in enumerate(order))


def _state(index: int, events_done: int) -> ChipState:
    if index == events_done - 1:
        return ChipState.CURRENT
    return ChipState.DONE if index < events_done else ChipState.AHEAD


GAP = 8.0
GROUP_GAP = 22.0


def places(count: int, layers: int, width: float, widest: float) -> tuple[tuple[float, float], ...]:
    """(left, width) of each chip within `width` pixels: equal chips, at most `widest` wide, wider gaps
    between the phases; gaps give way before chips do."""
    breaks = {layers, layers + 1, 2 * layers + 1}
    for shrink in (1.0, 0.5, 0.25):
        gaps = [(GROUP_GAP if index in breaks else GAP) * shrink for index in range(1, count)]
        chip = min((width - sum(gaps)) / count, widest)
        if chip >= widest * 0.6:
            break
    chip = max(chip, 1.0)
    lefts = [0.0]
    for gap in gaps:
        lefts.append(lefts[-1] + chip + gap)
    return tuple((left, chip) for left in lefts)
