"""The example that is looked at: the one of the moment, or one beside the training part; with the answer to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.catalog.arrays import Array
from engine.formula import NumberStyle
from engine.spec import DataInfo
from engine.trace import Snapshot
from gui.own_numbers import OwnNumbers
from gui.pictures.answer import Answer, answer_of, true_target


@dataclass(frozen=True, eq=False)
class Beside:
    """An example outside the training part: its number among all, the part and its place there of so many.

    pixels (inputs,) from 0 to 1; target as in `answer_of`. sums, output: z and a of the output layer, (units,);
    None where the part is not to be judged (yet). activation: that of the output layer. own: the same example as the
    network draws it.
    """

    example: int
    part: str
    place: int
    count: int
    pixels: Array
    target: Any
    activation: str
    sums: Array | None = None
    output: Array | None = None
    own: OwnNumbers | None = None


@dataclass(frozen=True, eq=False)
class Shown:
    """Pixels (inputs,) of an example, the answer to it, and which one it is of how many."""

    pixels: Array
    answer: Answer
    which: str
    count: int


def shown_beside(beside: Beside, info: DataInfo, style: NumberStyle) -> Shown:
    """An example outside the training part."""
    answer = answer_of(info, beside.activation, beside.sums, beside.output, beside.target, style)
    return Shown(beside.pixels, answer, f"{beside.part} example {beside.place + 1:,}", beside.count)


def shown_now(snapshot: Snapshot, info: DataInfo, style: NumberStyle) -> Shown | None:
    """The example of a moment; while a step has not come to the output, the answer is not known."""
    example, last = snapshot.example, snapshot.layers[-1]
    if example is None or info.image is None:
        return None
    pixels = example.raw if example.made is None else example.made
    if len(pixels) != info.image[0] * info.image[1]:
        return None
    sums, output = (last.z, last.activation) if last.activations_known is None else (None, None)
    activation = snapshot.spec.network.layers[-1].activation
    answer = answer_of(info, activation, sums, output, true_target(info, example.target), style)
    return Shown(pixels, answer, f"example {example.index + 1:,}", info.training_count)
