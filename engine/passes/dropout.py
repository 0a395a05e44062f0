"""Dropout: which outputs of a layer are left out of one update, drawn anew for every batch."""

from collections.abc import Generator

import numpy as np

from engine.breaths import result_of
from engine.catalog.arrays import Array, sealed
from engine.passes.blocks import COPY_WORK, ELEMENT_WORK, row_blocks

DROPOUT_STREAM = 3
DRAW_WORK = 2 * ELEMENT_WORK  # what it costs to draw one factor

Draw = tuple[int, int, int]
"""(seed, epoch, examples seen in it) of a batch: with the layer, all that its factors are drawn from."""


def dropout_factors(rate: float, draw: Draw, layer: int, shape: tuple[int, int]) -> Generator[None, None, Array]:
    """What each output (batch, units) of layer `layer` is multiplied by; None is a breath in a large one.

    0 with probability `rate`, else 1 / (1 - rate), so that the mean of what goes on stays as it is: inverted dropout,
    as a Keras Dropout layer has it. The same numbers give the same factors to the bit.
    """
    seed, epoch, seen = draw
    rng = np.random.default_rng([seed, DROPOUT_STREAM, epoch, seen, layer])
    factors = np.empty(shape)
    flat, kept = factors.reshape(-1), 1.0 / (1.0 - rate)
    for part in row_blocks(len(flat), DRAW_WORK):
        flat[part] = np.where(rng.random(part.stop - part.start) < rate, 0.0, kept)
        if part.stop < len(flat):
            yield
    return sealed(factors)


def factors_at_once(rate: float, draw: Draw, layer: int, shape: tuple[int, int]) -> Array:
    """`dropout_factors` for those who need no breath."""
    return result_of(dropout_factors(rate, draw, layer, shape))


def dropped(output: Array, factors: Array) -> Generator[None, None, Array]:
    """output * factors (batch, units), with a breath between the pieces of a large layer."""
    result = np.empty_like(output)
    for rows in row_blocks(len(output), COPY_WORK * output.shape[1]):
        np.multiply(output[rows], factors[rows], out=result[rows])
        if rows.stop < len(output):
            yield
    return sealed(result)
