"""The events of one update, in order: forward per layer, loss, backward per layer, update per layer."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import ClassVar

from engine.catalog.arrays import Array


class Phase(StrEnum):
    """The four parts of an update."""

    FORWARD = "forward"
    LOSS = "loss"
    BACKWARD = "backward"
    UPDATE = "update"


class Grain(IntEnum):
    """How much one step shows, finest first: a view into the same events, never another computation."""

    TERM = 0
    NEURON = 1
    LAYER = 2
    PASS = 3
    BATCH = 4
    EPOCH = 5


@dataclass(frozen=True, slots=True)
class ForwardLayer:
    """Layer `layer` computed z = x W + b and a = activation(z); arrays are (batch, units).

    dropout: what each output is multiplied by on its way to the next layer, 0 where it is left out; None: nothing
    is left out. The inputs of the next layer are the products.
    """

    layer: int
    inputs: Array
    z: Array
    output: Array
    dropout: Array | None = None
    phase: ClassVar[Phase] = Phase.FORWARD


@dataclass(frozen=True, slots=True)
class LossComputed:
    """The loss of each example (batch,), already weighted, and of the batch: their mean plus the penalty."""

    target: Array
    example_losses: Array
    penalty: float
    loss: float
    layer: int
    phase: ClassVar[Phase] = Phase.LOSS


@dataclass(frozen=True, slots=True)
class BackwardLayer:
    """The error at layer `layer`.

    delta (batch, units): derivative of each example's own weighted loss by its z, not divided by the
    batch size. kernel_gradient (inputs, units) and bias_gradient (units,): derivatives of the batch
    loss: the mean over the batch of input * delta, plus the penalty's slope.
    """

    layer: int
    delta: Array
    kernel_gradient: Array
    bias_gradient: Array
    phase: ClassVar[Phase] = Phase.BACKWARD


@dataclass(frozen=True, slots=True)
class WeightsUpdated:
    """The optimizer changed layer `layer`; kernel and bias are its weights afterwards (live views)."""

    layer: int
    kernel: Array
    bias: Array
    phase: ClassVar[Phase] = Phase.UPDATE


Event = ForwardLayer | LossComputed | BackwardLayer | WeightsUpdated


def event_count(layers: int) -> int:
    """Events in one update of a network of that many layers."""
    return 3 * layers + 1


def phase_end(event: int, layers: int) -> int:
    """How many events are done when the phase of event number `event` (from 0) has ended."""
    return next(end for end in (layers, layers + 1, 2 * layers + 1, 3 * layers + 1) if event < end)


def phase_start(event: int, layers: int) -> int:
    """How many events are done when the phase of event number `event` (from 0) begins."""
    return next(start for start in (2 * layers + 1, layers + 1, layers, 0) if event >= start)
