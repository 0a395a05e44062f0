"""The columns of the table of examples; no Qt."""

from __future__ import annotations

from dataclasses import dataclass

from engine.spec import DataInfo

_FEW = 6


@dataclass(frozen=True)
class Column:
    """key: what it holds; an input's is "input 0", "input 1", ... `sorts`: whether one can sort by it."""

    key: str
    title: str
    tip: str
    sorts: bool = True
    is_text: bool = False

    @property
    def target(self) -> int | None:
        """Which target it holds, None for none, or for all of them together."""
        return int(self.key.removeprefix("target ")) if self.key.startswith("target ") else None

    @property
    def input(self) -> int | None:
        """Which input it holds, None for none."""
        return int(self.key.removeprefix("input ")) if self.key.startswith("input ") else None


def columns(info: DataInfo, weighs: bool, owns: bool = False) -> tuple[Column, ...]:
    """Number, part, inputs, target and what the network makes of it; many inputs stand last.

    weighs: whether any example counts more or less than another. owns: whether values can be typed: then each of
    several targets has a column of its own.
    """
    typed = " A double click, Enter or a digit changes it." * owns
    inputs = tuple(
        Column(f"input {index}", name, f"{name}, in the data's own units.{typed}", is_text=bool(texts))
        for index, (name, texts) in enumerate(zip(info.short_columns, info.categories, strict=True))
    )
    first = (
        Column("number", "#", "The example's number in its part of the data.", sorts=False),
        Column("part", "Part", "Training examples teach, the others only judge.", sorts=False, is_text=True),
    )
    judged = (
        *_targets(info, owns, typed),
        Column("prediction", "Prediction", _PREDICTIONS[info.task], is_text=bool(info.classes)),
        Column("loss", "Loss", "How wrong the network is with this example; a click sorts the worst to the top."),
        Column("weight", "Weight", "How much the example counts in training; a double click or a digit changes it."),
        *((Column("weighted", "Weighted loss", "Loss times weight: what the example adds to training."),) * weighs),
        Column("delta", "δ", "The weighted error at the output, of several outputs the largest."),
    )
    return (*first, *inputs, *judged) if len(inputs) <= _FEW else (*first, *judged, *inputs)


def _targets(info: DataInfo, owns: bool, typed: str) -> tuple[Column, ...]:
    tip, texts = _TARGETS[info.task] + typed, bool(info.classes) or info.task == "multilabel"
    if not owns or len(info.outputs) < 2:
        return (Column("target", "Target", tip, is_text=texts),)
    return tuple(
        Column(f"target {place}", name.partition(" (")[0], f"{name}: what is to be answered.{typed}", is_text=texts)
        for place, name in enumerate(info.outputs)
    )


_TARGETS = {
    "regression": "The number to predict.",
    "binary": "The class the example belongs to.",
    "multiclass": "The class the example belongs to.",
    "multilabel": "The questions whose answer is yes.",
}
_PREDICTIONS = {
    "regression": "The number the network answers.",
    "binary": "The class the network names, with its probability; red where it is wrong.",
    "multiclass": "The class the network names, with its probability; red where it is wrong.",
    "multilabel": "The network's answers to the questions; red where one is wrong.",
}
