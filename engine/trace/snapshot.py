"""What a panel draws: read-only copies of one moment of a run."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from engine.catalog.arrays import Array, Rows
from engine.spec import ExperimentSpec
from engine.trace.events import Phase

Metrics = Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class CurvesView:
    """The recorded curves, append-only and shared: x in epochs, y the batch loss; epoch lists by name.

    Above the exact limit a point stands for a bucket of updates: y is its mean, low and high its
    extremes; otherwise low and high are y itself.
    """

    x: Array
    y: Array
    low: Array
    high: Array
    epochs: Array
    by_epoch: Mapping[str, Array]


@dataclass(frozen=True, slots=True, eq=False)
class LayerNumbers:
    """One layer as drawn. Arrays of the example are (units,); None where the pass has not come yet.

    kernel (inputs, units), bias (units,); z, activation and delta belong to the shown example;
    kernel_gradient and bias_gradient to the batch; kernel_before and bias_before are the weights the
    current update began with, known once it has changed this layer.
    """

    kernel: Array
    bias: Array
    z: Array | None = None
    activation: Array | None = None
    delta: Array | None = None
    kernel_gradient: Array | None = None
    bias_gradient: Array | None = None
    kernel_before: Array | None = None
    bias_before: Array | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """The example whose numbers are drawn: its row in the training part, what the network sees, raw values."""

    index: int
    inputs: Array
    raw: Array
    target: Array
    loss: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """One moment. phase None: between updates. Numbers count from 0; `update` updates are complete.

    layer, events_done: the last event shown of the update under way. version grows with every change
    of weights, data or network, so that pictures know when they are old. problem: why the run stopped
    by itself, in a sentence, or "". batch_rows: the training rows of the update that is stepped through.
    """

    spec: ExperimentSpec
    update: int
    epoch: int
    batch: int
    batches: int
    batch_size: int
    phase: Phase | None
    layer: int
    events_done: int
    layers: tuple[LayerNumbers, ...]
    example: Example | None
    batch_loss: float | None
    curves: CurvesView
    latest: Metrics = field(default_factory=dict)
    version: int = 0
    problem: str = ""
    batch_rows: Rows | None = None
    backend: str = "numpy"


def read_only(array: Array) -> Array:
    """A copy nobody can write to."""
    copy = np.array(array)
    copy.flags.writeable = False
    return copy
