"""Which examples are listed and in which order; no Qt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.diagnostics import ExampleRows, Scores

Rows = NDArray[np.int64]
JUDGED = ("prediction", "loss", "weighted", "delta")
"""Columns by which can only be sorted when all examples have been judged."""


@dataclass(frozen=True)
class Wish:
    """What somebody wants to see: a part ("all" for every one), the wrong ones alone, sorted by a column's key.

    "": in the order of the data. A number after "input " is an input's column. label: a class by number, whose
    examples alone are listed; None for those of all.
    """

    part: str = "all"
    wrong: bool = False
    key: str = ""
    falling: bool = True
    label: int | None = None

    @property
    def needs_scores(self) -> bool:
        """Whether all examples must have been judged for it."""
        return self.wrong or self.key in JUDGED


def listed(examples: ExampleRows, scores: Scores | None, wish: Wish) -> Rows:
    """The numbers of the examples to list, in order; what has not been judged yet is listed as it stands."""
    rows = _part(examples, wish.part)
    if wish.label is not None:
        rows = rows[np.asarray(examples.answers(rows)) == wish.label]
    if wish.wrong and scores is not None and scores.right is not None:
        rows = rows[~scores.right[rows]]
    values = _values(examples, scores, wish.key, rows)
    if values is None:
        return rows
    order: NDArray[np.int64] = np.argsort(-values if wish.falling else values, kind="stable")  # NaN comes last
    return rows[order]


def _part(examples: ExampleRows, part: str) -> Rows:
    counts = examples.counts
    if part not in examples.parts:
        return np.arange(sum(counts))
    index = examples.parts.index(part)
    start = sum(counts[:index])
    return np.arange(start, start + counts[index])


def _values(examples: ExampleRows, scores: Scores | None, key: str, rows: Rows) -> NDArray[np.float64] | None:
    if key in JUDGED:
        if scores is None:
            return None
        if key == "weighted":
            return scores.loss[rows] * examples.weight(rows)
        return {"prediction": scores.prediction, "loss": scores.loss, "delta": scores.delta}[key][rows]
    if key == "weight":
        return examples.weight(rows)
    if key.startswith("target"):
        answers = np.asarray(examples.answers(rows), dtype=np.float64)
        return answers if answers.ndim == 1 else answers[:, int(key.removeprefix("target") or 0)]
    if key.startswith("input "):
        return examples.column(rows, int(key.removeprefix("input ")))
    return None
