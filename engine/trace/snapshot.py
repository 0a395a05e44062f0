"""What a panel draws: read-only copies of one moment of a run."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from engine.catalog.arrays import Array, Rows, sealed
from engine.spec import ExperimentSpec
from engine.trace.cursor import Cursor
from engine.trace.events import Phase
from engine.trace.explanation import Explanation
from engine.trace.timeline_view import TimelineView

Metrics = Mapping[str, float]


@dataclass(frozen=True, eq=False)
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


@dataclass(frozen=True, eq=False)
class LayerNumbers:
    """One layer as drawn. Arrays of the example are (units,); None where the pass has not come yet.

    kernel (inputs, units), bias (units,); z, activation and delta belong to the shown example;
    kernel_gradient and bias_gradient to the batch; kernel_before and bias_before are the weights the
    current update began with, known once it has changed this layer. dropout (units,): what each activation of the
    example is multiplied by on its way to the next layer, None where nothing is left out.

    While an event is shown in part: of how many units, from the first, z (sums_known), activation
    (activations_known), delta and gradients (errors_known) have been shown; None: of all. kernel and bias
    are then those after the update up to the cursor, those before it beyond.
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
    sums_known: int | None = None
    activations_known: int | None = None
    errors_known: int | None = None
    dropout: Array | None = None


@dataclass(frozen=True, eq=False)
class Example:
    """The example whose numbers are drawn: its row in the training part, what the network sees, raw values.

    inputs: (inputs,) as the network sees them; made: the same before they are scaled; raw: (columns,) as the data
    have them, empty cells filled in. name: whose numbers these are, where it is none of the training part.
    """

    index: int
    inputs: Array
    raw: Array
    target: Array
    loss: float | None = None
    made: Array | None = None
    name: str = ""


@dataclass(frozen=True, eq=False)
class Snapshot:
    """One moment. phase None: between updates. Numbers count from 0; `update` updates are complete, and `batch`
    of the epoch's `batches`.

    running: the figures over the epoch's batches so far.
    latest: the last figures taken, by name; outdated: which of them, and "batch" for the last batch's loss, were
    taken before the experiment or the weights were changed.
    layer, events_done: the last event shown of the update under way; cursor: how much of it, None for
    all. epoch_position: where the run is on the curves, in epochs. travels grows whenever the session
    itself changed the spec, by going elsewhere in time. version grows with every change
    of weights, data or network, so that pictures know when they are old. problem: why the run stopped
    by itself, in a sentence, or ""; notice: what the last epoch has come to, if that is worth a word, though
    nothing is wrong; remark: why the last step was coarser than asked, or a journey went elsewhere. backend: what
    makes the next update; backend_status: which one it is and why, in a sentence; backend_news: what the
    run waits for, or must do without, or "". explanation: what the step under
    way shows. batch_rows: the training rows of the update that is stepped through. learning_rate: that of
    the update under way, or of the next one; iterations: how many updates the optimizer had made before it.
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
    running: Metrics = field(default_factory=dict)
    outdated: frozenset[str] = frozenset()
    version: int = 0
    problem: str = ""
    notice: str = ""
    remark: str = ""
    batch_rows: Rows | None = None
    backend: str = "numpy"
    backend_status: str = ""
    backend_news: str = ""
    explanation: Explanation | None = None
    cursor: Cursor | None = None
    epoch_position: float = 0.0
    timeline: TimelineView | None = None
    travels: int = 0
    learning_rate: float = 0.0
    iterations: int = 0


def read_only(array: Array) -> Array:
    """The array itself if nobody can write to it, else a copy nobody can write to."""
    return sealed(np.array(array)) if array.flags.writeable else array
