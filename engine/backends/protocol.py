"""What a session asks of whatever computes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from engine.catalog.arrays import Array
from engine.passes.dropout import Draw
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


@dataclass(frozen=True, eq=False)
class Batches:
    """Batches that follow one another: x (examples, inputs), target and weights (None: all 1) as in a `Batch`.

    sizes: how many examples each has, all the same but for the last, which may have fewer; draws: what dropout is
    drawn from, one for each batch, or None.
    """

    x: Array
    target: Array
    weights: Array | None
    sizes: Sequence[int]
    draws: Sequence[Draw] | None = None


@dataclass(frozen=True, eq=False)
class Made:
    """What many updates tell: z of the output layer for all their examples (examples, units), and each penalty.

    As many updates as there are penalties have been made: fewer than asked for where the next one's numbers are no
    longer finite.
    """

    z: Array
    penalties: Sequence[float]


class ManyUpdates(Protocol):
    """Makes many updates at one go with the weights and the optimizer's state of a backend that explains."""

    name: str
    chunk: int

    def many(self, batches: Batches) -> Made:
        """An update with each batch, `chunk` at most; the result does not depend on how they are grouped."""

    def hand_over(self) -> None:
        """The backend that explains goes on from what has come out."""
