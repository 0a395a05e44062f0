"""Cells of one's own data given other values: of points set by hand and of tables, as pure edits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from engine.catalog.arrays import Rows
from engine.catalog.data_source import DataProblem
from engine.spec.own_points import OWN_POINTS
from engine.spec.specs import DataSpec, ExperimentSpec
from engine.spec.table import Column, Table, TableRef


def owns_cells(data: DataSpec) -> bool:
    """Whether the examples are one's own, so that their values can be typed: points set by hand, or a table."""
    return data.table is not None


def with_cells(spec: ExperimentSpec, rows: Sequence[int] | Rows, values: dict[str, ArrayLike]) -> ExperimentSpec:
    """The experiment with other values (k,) or one value for all in these rows (k,) of columns by name.

    rows count from 0 in the order of the table. A text column takes the numbers of its texts; NaN empties a cell of
    a table, points set by hand have none empty. All else stays, the weights of the examples too.

    Raises:
        DataProblem: the set is not one's own, there is no such column or row, or a value cannot stand there.
    """
    ref = spec.data.table
    if ref is None:
        raise DataProblem("The values of this set are given. Copy it into own points first.")
    table, places = ref.table, np.asarray(rows, dtype=np.int64)
    if len(places) and not 0 <= places.min() <= places.max() < table.rows:
        raise DataProblem(f"The data has rows 1 to {table.rows:,}.")
    changed = {name: _changed(table[name], places, given, spec.data.name) for name, given in values.items()}
    columns = [changed.get(column.name, column) for column in table.columns]
    return spec.with_data(table=TableRef(Table(columns, table.file_name)))


def _changed(column: Column, rows: Rows, given: ArrayLike, kind: str) -> Column:
    values = column.values.copy()
    values[rows] = np.asarray(given, dtype=np.float64)
    fresh = values[rows]
    if kind == OWN_POINTS and np.isnan(fresh).any():
        raise DataProblem(f'A point needs a number for "{column.name}". Type one, or remove the point.')
    known = fresh[~np.isnan(fresh)]
    if column.texts and not (np.isin(known, np.arange(len(column.texts)))).all():
        raise DataProblem(f'Column "{column.name}" holds one of these: {", ".join(column.texts[:12])}.')
    return replace(column, values=values)
