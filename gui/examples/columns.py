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
    def input(self) -> int | None:
        """Which input it holds, None for none."""
        return int(self.key.removeprefix("input ")) if self.key.startswith("input ") else None


def columns(info: DataInfo, weighs: bool) -> tuple[Column, ...]:
    """Number, part, inputs, target and what the network makes of it; many inputs stand last.

    weighs: whether any example counts more or less than another.
    """
    inputs = tuple(
        Column(f"input {index}", name, f"{name}, in the data's own units.", is_text=bool(info.categories[index]))
        for index, name in enumerate(info.short_columns)
    )
    first = (
        Column("number", "#", "The example's number in its part of the data.", sorts=False),
        Column("part", "Part", "Training examples teach, the others only judge.", sorts=False, is_text=True),
    )
    judged = (
        Column("target", "Target", _TARGETS[info.task], is_text=bool(info.classes) or info.task == "multilabel"),
        Column("prediction", "Prediction", _PREDICTIONS[info.task], is_text=bool(info.classes)),
        Column("loss", "Loss", "How wrong the network is with this example; a click sorts the worst to the top."),
        Column("weight", "Weight", "How much the example counts in training; a double click, or Enter, changes it."),
        *((Column("weighted", "Weighted loss", "Loss times weight: what the example adds to training."),) * weighs),
        Column("delta", "δ", "The weighted error at the output, of several outputs the largest."),
    )
    return (*first, *inputs, *judged) if len(inputs) <= _FEW else (*first, *judged, *inputs)


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
