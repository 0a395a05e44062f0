"""The name of any number of a run, by which one can ask where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Split = Literal["training", "validation", "test", "typed"]


class Kind(StrEnum):
    """What a number is; the comment says which fields of its Address count."""

    RAW = "raw"  # split, example, unit: a column: a cell of the data in its own units
    STAND_IN = "stand_in"  # unit: a column: what stands in for its empty cells
    MADE = "made"  # split, example, unit: an input before it is scaled
    MEAN = "mean"  # unit: the mean of an input over the training part
    DEVIATION = "deviation"  # unit: its standard deviation there
    INPUT = "input"  # split, example, unit: what the network sees
    TARGET = "target"  # split, example, unit: what the output should be
    EXAMPLE_WEIGHT = "example_weight"  # example: how much the example counts
    SETTING = "setting"  # update, name, layer: a number somebody chose
    SEED = "seed"
    RATE = "rate"  # update: the learning rate of that update, from its schedule
    WEIGHT = "weight"  # update, layer, source, unit: after so many updates
    BIAS = "bias"  # update, layer, unit
    SLOT = "slot"  # update, name, layer, source, unit: what the optimizer remembers after so many updates
    MERGED_WEIGHT = "merged_weight"  # update, layer, source, unit: of the one layer that linear layers up to it equal
    MERGED_SUM = "merged_sum"  # update, layer, unit, split, example: z by that one layer
    SUM = "sum"  # update, layer, unit, split, example: z
    ACTIVATION = "activation"  # update, layer, unit, split, example: a
    EXAMPLE_LOSS = "example_loss"  # update, split, example
    PENALTY = "penalty"  # update
    BATCH_LOSS = "batch_loss"  # update
    DROPOUT = "dropout"  # update, layer, unit, example: what an activation is multiplied by on its way on
    SENT = "sent"  # update, layer, unit, example: what dropout lets through to the next layer, d · a
    UPSTREAM = "upstream"  # update, layer, unit, example: ∂ℓ/∂a, what comes back to a neuron
    DELTA = "delta"  # update, layer, unit, example: ∂ℓ/∂z
    SHARE = "share"  # update, layer, source, unit, example: an example's own gradient
    GRADIENT = "gradient"  # update, layer, source, unit: the batch's gradient of a weight
    EXAMPLE_FIGURE = "example_figure"  # update, split, example, name: a metric of one example
    BATCH_FIGURE = "batch_figure"  # update, name: its mean over a batch
    EPOCH_FIGURE = "epoch_figure"  # update: the epoch from 0; name: loss, val_loss, accuracy ...
    RUNNING_FIGURE = "running_figure"  # update: after so many, name: its mean over the batches of the epoch so far


OF_EXAMPLE = (
    Kind.RAW,
    Kind.MADE,
    Kind.INPUT,
    Kind.TARGET,
    Kind.EXAMPLE_WEIGHT,
    Kind.SUM,
    Kind.MERGED_SUM,
    Kind.ACTIVATION,
    Kind.DROPOUT,
    Kind.SENT,
    Kind.EXAMPLE_LOSS,
    Kind.UPSTREAM,
    Kind.DELTA,
    Kind.SHARE,
    Kind.EXAMPLE_FIGURE,
)
"""Kinds of numbers that belong to one example."""

BIAS = -1
"""`source` of a bias, where an Address speaks of a weight or a bias alike (SLOT, SHARE, GRADIENT)."""


@dataclass(frozen=True)
class Address:
    """A number of a run. update, layer, unit, source and example count from 0; fields that do not count are left.

    For weights, biases and slots `update` is how many updates have been made; for the numbers of a pass
    it is which update the pass belongs to. `example` is a row of its split.
    """

    kind: Kind
    update: int = 0
    layer: int = 0
    unit: int = 0
    source: int = 0
    example: int = 0
    split: Split = "training"
    name: str = ""


def index_pair(source: int, unit: int) -> str:
    """From where to where, as it stands below a w."""
    comma = "," if source > 8 or unit > 8 else ""
    return f"{source + 1}{comma}{unit + 1}"
