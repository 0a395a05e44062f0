"""Cells of the table of examples that can be typed into: what stands in them, what they take, their editors."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan, nan

import numpy as np

from engine.catalog.arrays import Array
from engine.diagnostics import ExampleRows
from engine.spec.cells import owns_cells
from engine.spec.own_points import OWN_POINTS
from gui.examples.columns import Column
from gui.widgets.numbers import NumberRule

MOST_WEIGHT = 1e6
_NO_YES = ("no", "yes")


class UnknownText(ValueError):
    """A text that a column has not; whether it might have it says `Cell.grows`."""


@dataclass(frozen=True)
class Cell:
    """value: what it holds, NaN for nothing; texts: what its numbers 0, 1, ... stand for, () for plain numbers.

    grows: the column can be given other texts.
    """

    name: str
    value: float
    texts: tuple[str, ...] = ()
    may_be_empty: bool = False
    least: float = float("-inf")
    most: float = float("inf")
    grows: bool = False

    @property
    def rule(self) -> CellRule:
        return CellRule(self.name, self.least, self.most, may_be_empty=self.may_be_empty)

    def value_of(self, text: str) -> float:
        """What a text typed or pasted means here. Raises ValueError with a sentence."""
        plain = text.strip()
        if self.texts and plain in self.texts:
            return float(self.texts.index(plain))
        if self.texts and plain:
            listed = ", ".join(f"“{one}”" for one in self.texts[:8]) + (" ..." if len(self.texts) > 8 else "")
            raise UnknownText(f"{self.name} is one of {listed}, not “{plain[:20]}”.")
        return self.rule.parse(text)


@dataclass(frozen=True)
class CellRule(NumberRule):
    """A number, exact to the last digit; nothing at all where a cell may be empty."""

    may_be_empty: bool = False

    def parse(self, text: str) -> float:
        """The number that was typed, NaN for nothing; raises ValueError with a sentence."""
        return nan if self.may_be_empty and not text.strip() else super().parse(text)

    def format(self, value: float) -> str:
        """All digits that the number has."""
        return "" if isnan(value) else f"{value:.15g}"


def is_value(column: Column) -> bool:
    """Whether the column holds values of the data themselves."""
    return column.input is not None or column.target is not None or column.key == "target"


def takes(examples: ExampleRows, example: int, column: Column) -> bool:
    """Whether something can be typed for an example in a column: asked for each cell that is painted."""
    if column.key == "weight":
        return example < examples.counts[0]
    return is_value(column) and owns_cells(examples.data.spec)


def cell_of(examples: ExampleRows, example: int, column: Column) -> Cell | None:
    """What can be typed for an example in a column; None: nothing."""
    if not takes(examples, example, column):
        return None
    rows, data = np.array([example]), examples.data
    if column.key == "weight":
        return Cell("Weight", float(examples.weight(rows)[0]), least=0.0, most=MOST_WEIGHT)
    is_table = data.spec.name != OWN_POINTS
    if column.input is not None:
        value = float(examples.cells(rows)[0, column.input])
        texts = data.info.categories[column.input]
        return Cell(data.info.columns[column.input], value, texts, is_table, grows=is_table and bool(texts))
    value = float(np.atleast_1d(examples.answers(rows)[0])[column.target or 0])
    texts = data.info.classes or (_NO_YES if data.info.task == "multilabel" else ())
    grows = is_table and bool(data.info.classes) and not _is_one_hot(examples, column)
    return Cell(column_name(examples, column), value, texts, grows=grows)


def column_name(examples: ExampleRows, column: Column) -> str:
    """The name that a column of values has in the data, "class" where several hold the class together."""
    if column.input is not None:
        return examples.info.columns[column.input]
    return "class" if _is_one_hot(examples, column) else examples.data.spec.targets[column.target or 0]


def named_values(examples: ExampleRows, column: Column, values: Array) -> dict[str, Array]:
    """What values (k,) given for a column mean in the data, by the names of its columns: a class that several
    columns hold is 1 in its own and 0 in the others."""
    if _is_one_hot(examples, column):
        return {name: (values == place).astype(float) for place, name in enumerate(examples.data.spec.targets)}
    return {column_name(examples, column): values}


def _is_one_hot(examples: ExampleRows, column: Column) -> bool:
    return column.key == "target" and bool(examples.info.classes) and len(examples.data.spec.targets) > 1
