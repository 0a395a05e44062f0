"""Text columns of a table given texts that they have not yet, as pure edits: another input, or another class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.catalog.data_source import DataProblem
from engine.data.loading import data_info
from engine.spec.edits import with_data
from engine.spec.own_points import OWN_POINTS
from engine.spec.specs import ExperimentSpec
from engine.spec.table import MAX_TEXT, Column, Table, TableRef


def with_new_texts(spec: ExperimentSpec, texts: Mapping[str, Sequence[str]]) -> ExperimentSpec:
    """The experiment whose columns, by name, can hold these texts too, behind those that they have.

    A column that the network sees gets an input for each, one that is predicted a class; the output then is the usual
    one of the task. No cell holds them yet.

    Raises:
        DataProblem: there is no table, no such text column, a text is there already, empty or too long, or with it
            the columns cannot be learned from.
    """
    ref = spec.data.table
    if ref is None or spec.data.name == OWN_POINTS:
        raise DataProblem("Only columns of a table can be given new texts.")
    table = ref.table
    grown = {name: _grown(table[name], fresh) for name, fresh in texts.items()}
    columns = [grown.get(column.name, column) for column in table.columns]
    data = replace(spec.data, table=TableRef(Table(columns, table.file_name)))
    return with_data(spec, data, data_info(data))


def _grown(column: Column, fresh: Sequence[str]) -> Column:
    if not column.texts:
        raise DataProblem(f'Column "{column.name}" holds numbers. Type one.')
    for text in fresh:
        if not text.strip() or len(text) > MAX_TEXT:
            raise DataProblem(f'A text of column "{column.name}" has 1 to {MAX_TEXT:,} letters.')
        if text in column.texts:
            raise DataProblem(f'Column "{column.name}" has the text "{text[:40]}" already.')
    return replace(column, texts=(*column.texts, *fresh))
