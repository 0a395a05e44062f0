"""What a data set is: the record that every set of the catalogue fills in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.catalog.arrays import Array
from engine.catalog.loss import Task
from engine.catalog.picture_set import PictureSet

Targets = NDArray[np.int64] | NDArray[np.float64]
"""Class numbers, int64 (n,), or float64 (n, outputs): numbers to predict, or yes (1) and no (0) to each question."""

Draw = Callable[[np.random.Generator, int, float], tuple[Array, Targets]]


class DataProblem(ValueError):
    """Data that cannot be learned from; the message says what is wrong, where, and what to do."""


class DataMissing(DataProblem):
    """A set of the catalogue that is not on this machine; name: which, the message names all ways to it."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(sentence)
        self.name = name


@dataclass(frozen=True, slots=True)
class DataSource:
    """A set of examples, drawn or measured.

    `draw(rng, samples, noise)` gives x, float64 (n, inputs), in original units, and y: int64 (n,)
    class numbers for "binary" and "multiclass", float64 (n, outputs) for "regression", 0 and 1 alone for
    "multilabel". Where `sized` is false n is fixed and `samples` means nothing; where `noisy` is false so does
    `noise`, which lies in 0..1 and whose unit each drawn set states. `span` is the range that plots show of every
    input, None to take it from the data. `complete` says that the examples are all there can be, so
    that keeping some for validation would make no sense. `plotted` are the two inputs to look at first.
    `spans` are the ranges that plots show of each input at least, None: taken from the data. `order`, float64 (n,)
    in 0..1, deals the examples out, the last of them for validation and test; None: by chance. `categories` are for
    each input the texts that its numbers stand for, () for plain numbers; none at all: all are plain numbers.
    `columns` are the inputs of a table, float64 (n,) each, which may have empty cells (NaN), and `targets` its y, −1
    or NaN where the target is empty; then nothing is drawn. `numbered`: rows have numbers that people know, so that
    words name them. `scaled`: its inputs have very different sizes, so that it is learned standardised.
    `image`: (height, width) where the inputs are the pixels of a picture, row by row, from 0 to 1; None: none.
    `pictures`: the files from which they are read, where they do not come along. Then nothing is drawn, the first
    file's first pictures are for validation and `samples` says how many of those behind them are for training.
    `one_hot`: the labels came as one-hot rows, a column for each class. `colors`: the place in the palette of each
    class, () for their order.
    """

    name: str
    label: str
    task: Task
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    classes: tuple[str, ...]
    draw: Draw
    sized: bool
    noisy: bool
    sentence: str
    span: tuple[float, float] | None = None
    complete: bool = False
    plotted: tuple[int, int] = (0, 1)
    spans: tuple[tuple[float, float] | None, ...] = ()
    order: Array | None = None
    categories: tuple[tuple[str, ...], ...] = ()
    columns: tuple[Array, ...] | None = None
    targets: Targets | None = None
    numbered: bool = False
    scaled: bool = False
    image: tuple[int, int] | None = None
    pictures: PictureSet | None = None
    one_hot: bool = False
    colors: tuple[int, ...] = ()
