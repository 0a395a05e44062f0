"""A whole batch in one layer, as matrices: what fits on a screen of them, and their full sizes."""

from __future__ import annotations

from dataclasses import dataclass

from engine.catalog.arrays import Array, Rows
from engine.trace.events import Phase


@dataclass(frozen=True, slots=True)
class Some:
    """Which of the `of` rows or columns of a matrix are shown, by their places from 0, rising."""

    places: tuple[int, ...]
    of: int

    @property
    def all(self) -> bool:
        return len(self.places) == self.of


def some_of(of: int, most: int, wanted: int = 0) -> Some:
    """The first `most` of them; a wanted one that is not among these takes the last place."""
    places = list(range(min(of, most)))
    if places and wanted < of and wanted not in places:
        places[-1] = wanted
    return Some(tuple(places), of)


@dataclass(frozen=True, slots=True, eq=False)
class BatchView:
    """The event of an update that was shown last, for the whole batch; arrays are read-only.

    examples, sources, units: which rows of the batch, which inputs and which neurons of the layer are shown;
    rows: the training rows (examples,) they are. inputs (examples, sources), kernel (sources, units) and bias
    (units,): what the layer reads, and the weights the update began with. What the pass has not come to is None:
    z, output, delta (examples, units); target (examples, units) and losses (examples,) at the loss, whose mean over
    the whole batch plus the penalty is `loss`; kernel_gradient, bias_gradient, of the whole batch; kernel_after,
    bias_after. known: of how many units, from the first, the event has been shown.

    shares (examples,): what each example asks of the weight from `source` (BIAS: the bias) to `unit`; mean: over
    the whole batch; gradient: the mean plus the penalty's slope; rate: the optimizer's learning rate.
    """

    update: int
    phase: Phase
    layer: int
    activation: str
    examples: Some
    sources: Some
    units: Some
    rows: Rows
    inputs: Array
    kernel: Array
    bias: Array
    known: int
    unit: int
    source: int
    z: Array | None = None
    output: Array | None = None
    target: Array | None = None
    losses: Array | None = None
    loss: float | None = None
    penalty: float = 0.0
    delta: Array | None = None
    kernel_gradient: Array | None = None
    bias_gradient: Array | None = None
    kernel_after: Array | None = None
    bias_after: Array | None = None
    shares: Array | None = None
    mean: float = 0.0
    gradient: float = 0.0
