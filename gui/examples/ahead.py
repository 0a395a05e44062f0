"""Values of examples that were edited a moment ago: shown at once, marked until the engine has them too; no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isnan

import numpy as np

from engine.catalog.arrays import Array
from engine.diagnostics import ExampleRows
from engine.formula import NumberStyle, number_text
from engine.spec import DataSpec
from engine.spec.table import Column as TableColumn
from gui.examples.columns import Column
from gui.examples.words import single_target


@dataclass(frozen=True, eq=False)
class Ahead:
    """The columns of the data as edited, beside those that the engine has.

    columns: those that differ, by the key of the page's column: (as edited, as the engine has them).
    weights: (rows of the source,) as edited, None where they are as the engine has them.
    """

    columns: dict[str, tuple[TableColumn, TableColumn]]
    weights: Array | None = None

    def value(self, examples: ExampleRows, example: int, column: Column) -> float | None:
        """What stands now in a cell that differs; None: it is as the engine has it."""
        rows = np.array([example])
        row = int(examples.source_rows(rows)[0])
        if column.key == "weight" and self.weights is not None:
            now, before = float(self.weights[row]), float(examples.weight(rows)[0])
            return None if isnan(before) or now == before else now
        pair = self.columns.get(column.key)
        if pair is None:
            return None
        now, before = (float(one.values[row]) for one in pair)
        return None if now == before or (isnan(now) and isnan(before)) else now

    def text(self, examples: ExampleRows, example: int, column: Column, style: NumberStyle) -> str | None:
        """The same as it is written."""
        value = self.value(examples, example, column)
        if value is None:
            return None
        texts = self.columns[column.key][0].texts if column.key in self.columns else ()
        if isnan(value):
            return ""
        if texts:
            return texts[int(value)]
        if column.target is not None:
            return single_target(examples.info, value, style)
        return number_text(float(f"{value:.12g}"), style)


def ahead_of(examples: ExampleRows, data: DataSpec, columns: tuple[Column, ...]) -> Ahead | None:
    """What differs in `data`, if it is what the engine has but for cells and weights; None: nothing, or all."""
    old = examples.data.spec
    if data == old or _but_cells(data) != _but_cells(old):
        return None
    found: dict[str, tuple[TableColumn, TableColumn]] = {}
    if data.table is not None and old.table is not None:
        new, known = data.table.table, old.table.table
        if new.rows != known.rows or new.names != known.names:
            return None
        for column in columns:
            name = _name(examples, column)
            if name is not None and new[name] is not known[name]:
                found[column.key] = new[name], known[name]
    weights = None
    if data.sample_weight != old.sample_weight:
        weights = _weights(data, len(examples.data.columns[0]))
    return Ahead(found, weights) if found or weights is not None else None


def _but_cells(data: DataSpec) -> DataSpec:
    return replace(data, table=None, sample_weight=None)


def _weights(data: DataSpec, count: int) -> Array | None:
    if data.sample_weight is None:
        return np.ones(count)
    values = data.sample_weight.table.columns[0].values
    return values if len(values) == count else None


def _name(examples: ExampleRows, column: Column) -> str | None:
    """The name in the table of what a column of the page holds, None: of nothing that stands there."""
    if column.input is not None:
        return examples.info.columns[column.input]
    targets = examples.data.spec.targets
    if column.target is not None:
        return targets[column.target]
    return targets[0] if column.key == "target" and len(targets) == 1 else None
