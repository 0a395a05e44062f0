"""How much each example counts in training: one number each, in the order in which the source has them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from engine.catalog.arrays import Array
from engine.catalog.data_source import DataProblem
from engine.spec.specs import DataSpec, ExperimentSpec
from engine.spec.table import Column, Table, TableRef

WEIGHT = "weight"
MOST = 1e6


def with_example_weights(spec: ExperimentSpec, weights: ArrayLike | None) -> ExperimentSpec:
    """The experiment with these weights (examples of the source,), before it is shuffled and split; None: all 1.

    They take the place of class weights, as in Keras: those stay in the spec and come back when these go.

    Raises:
        DataProblem: a weight that is negative or not finite, by its example.
    """
    if weights is None:
        return replace(spec, data=replace(spec.data, sample_weight=None))
    values = np.asarray(weights, dtype=np.float64).reshape(-1)
    _check(values)
    table = Table([Column(WEIGHT, values)])
    return replace(spec, data=replace(spec.data, sample_weight=TableRef(table)))


def own_weights(data: DataSpec, examples: int) -> Array | None:
    """The weights of so many examples of the source (examples,), or None where nobody gave any.

    Raises:
        DataProblem: another number of weights, or one that cannot be.
    """
    if data.sample_weight is None:
        return None
    table = data.sample_weight.table
    values = table[WEIGHT].values
    if len(values) != examples:
        raise DataProblem(
            f"There are weights for {len(values):,} examples, but there are {examples:,}. Remove the weights, or "
            "give each example one."
        )
    _check(values)
    return values


def without_unfit_weights(spec: ExperimentSpec, examples: int) -> ExperimentSpec:
    """The experiment without weights that are made for another number of examples than the source has now."""
    ref = spec.data.sample_weight
    fits = ref is None or ref.table.rows == examples
    return spec if fits else replace(spec, data=replace(spec.data, sample_weight=None))


def _check(values: Array) -> None:
    wrong = np.flatnonzero(~(np.isfinite(values) & (values >= 0.0) & (values <= MOST)))
    if len(wrong):
        row = int(wrong[0])
        raise DataProblem(
            f"The weight of example {row + 1:,} is {values[row]:g}. Weights of examples lie from 0 to {MOST:,.0f}."
        )
