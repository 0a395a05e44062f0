"""What of a table is likely to be predicted from what, and columns read as something else."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from engine.catalog.data_source import DataProblem
from engine.spec.specs import DataSpec
from engine.spec.table import Column, Table, TableRef
from engine.spec.table_source import TABLE
from engine.tables.kinds import MOST_CLASSES, ColumnKind, cell_text, kind_of, view_of, yes_no_order

TARGET_NAMES = (
    "target",
    "class",
    "label",
    "y",
    "species",
    "outcome",
    "survived",
    "diagnosis",
    "quality",
    "price",
    "medv",
    "median_house_value",
)
ENOUGH_ROWS = 20
"""A whole number is a class only where each of them comes often enough, on the average."""
_BIG = 1_000


def proposed(table: Table, data: DataSpec | None = None) -> DataSpec:
    """A data spec on the table with a sensible choice: the target by its name, else the last column that can be one;
    the inputs are all others that tell something. Whole numbers of few values are classes.

    data: the settings to go on with, its split and scaling; a spec's own unless given.

    Raises:
        DataProblem: no column can be a target, or none is left for the inputs.
    """
    usable = [column for column in table.columns if _tells(column)]
    wanted = [column for column in usable if column.name.strip().casefold() in TARGET_NAMES] or usable[::-1]
    if not wanted or len(usable) < 2:
        raise DataProblem("The table needs two columns that differ from row to row: one to predict, one to see.")
    wanted.sort(key=_rank)
    target = wanted[0] if _rank(wanted[0]) < len(TARGET_NAMES) else usable[-1]
    if _is_class(target):
        table = with_category(table, target.name)
    inputs = tuple(column.name for column in usable if column.name != target.name)
    whole = inputs if len(inputs) + 1 < len(table.columns) else ()
    start = data if data is not None else DataSpec(validation_share=0.2, standardize=True)
    start = replace(start, sample_weight=None, features=(), image=())
    return replace(start, name=TABLE, table=TableRef(table), inputs=whole, targets=(target.name,))


def passed_over(table: Table) -> str:
    """Why `proposed` predicts another column than the one named as a target, or else the last, or ""."""
    named = [column for column in table.columns if _rank(column) < len(TARGET_NAMES)]
    meant = min(named, key=_rank) if named else table.columns[-1]
    if _tells(meant):
        return ""
    remark = view_of(meant).remark or "It differs from row to row as names of rows do."
    return f"Column “{meant.name}” is not predicted, but another one. {remark}"


def with_category(table: Table, name: str) -> Table:
    """The table with that column's numbers read as names: classes, or inputs of 0 and 1.

    Raises:
        DataProblem: so many different numbers that names make no sense.
    """
    column = table[name]
    if column.texts:
        return table
    numbers = np.unique(column.values[~np.isnan(column.values)])
    if len(numbers) > _BIG:
        raise DataProblem(f'Column "{name}" has {len(numbers):,} different numbers, too many for categories.')
    codes = np.searchsorted(numbers, column.values).astype(np.float64)
    codes[np.isnan(column.values)] = np.nan
    texts = tuple(cell_text(column, float(number)) for number in numbers)
    if len(set(texts)) < len(texts):
        raise DataProblem(f'Column "{name}" has numbers that differ in their last digits only. Leave it a number.')
    return _replaced(table, Column(name, codes, texts))


def with_numbers(table: Table, name: str) -> Table:
    """The table with that column's texts read as numbers, no and yes as 0 and 1.

    Raises:
        DataProblem: a text is none; it is named.
    """
    column = table[name]
    if not column.texts:
        return table
    if yes_no_order(column.texts) is not None:
        return _replaced(table, Column(name, column.values))
    wrong = next((text for text in column.texts if not re.fullmatch(r"[+-]?\d+(\.\d*)?([eE][+-]?\d+)?", text)), None)
    if wrong is not None:
        raise DataProblem(f'Column "{name}" holds "{wrong[:40]}", which is no number.')
    numbers = np.array([float(text) for text in column.texts])
    known = ~np.isnan(column.values)
    values = np.full(len(known), np.nan)
    values[known] = numbers[column.values[known].astype(np.int64)]
    return _replaced(table, Column(name, values))


def _replaced(table: Table, column: Column) -> Table:
    return Table((column if old.name == column.name else old for old in table.columns), table.file_name)


def _rank(column: Column) -> int:
    name = column.name.strip().casefold()
    return TARGET_NAMES.index(name) if name in TARGET_NAMES else len(TARGET_NAMES)


def _tells(column: Column) -> bool:
    """Whether it differs from row to row and is no name of them."""
    known = column.values[~np.isnan(column.values)]
    return len(known) > 1 and bool((known != known[0]).any()) and kind_of(column) is not ColumnKind.TEXT


def _is_class(column: Column) -> bool:
    """Whether its numbers are rather names of classes."""
    kind, known = kind_of(column), column.values[~np.isnan(column.values)]
    if kind is ColumnKind.YES_NO and not column.texts:
        return True
    if kind is not ColumnKind.WHOLE:
        return False
    different = len(np.unique(known))
    return different <= MOST_CLASSES and len(known) >= ENOUGH_ROWS * different
