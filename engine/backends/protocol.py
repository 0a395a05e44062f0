"""What a session asks of whatever computes."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from engine.catalog.arrays import Array
from engine.passes.network import Network
from engine.passes.objective import Objective
from engine.passes.update import Batch
from engine.trace import Event


class Backend(Protocol):
    """Owns the weights and the optimizer's state; computes updates as events."""

    name: str
    network: Network
    objective: Objective
    slots: dict[str, Array]
    iterations: int

    def update(self, batch: Batch) -> Iterator[Event | None]:
        """The events of one update; None is a breath in a long computation."""

    def rate_at(self, iterations: int) -> float:
        """The learning rate of the update before which the optimizer has made so many."""

    def adopt(self, weights: Array, slots: Mapping[str, Array], iterations: int) -> None:
        """Go on from these weights (flat, as the network's) and this state of the optimizer."""
