"""Whether a state can be one of a trainer's run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.catalog.backends import backends
from engine.trace import RunState

if TYPE_CHECKING:
    from engine.run.trainer import Trainer


def check_fits(state: RunState, trainer: Trainer) -> None:
    """Raises ValueError: the state does not fit the network, the optimizer or the data."""
    backend = trainer.backend
    slots = {name: slot.shape for name, slot in backend.slots.items()}
    if (
        state.weights.shape != backend.network.weights.shape
        or {name: slot.shape for name, slot in state.slots.items()} != slots
    ):
        raise ValueError("its weights or optimizer state do not fit its network")
    if not 0 <= state.seen < trainer.run.count or state.backend not in backends:
        raise ValueError("its position or backend does not fit its data")
    if state.cursor is None and state.events_done >= trainer.shape.events:
        raise ValueError("all events of its update are shown, so that it belongs to the next update")
