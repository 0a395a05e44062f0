"""Cells of one's own data get other values; nothing else changes, and what cannot stand there is refused."""

from dataclasses import replace

import numpy as np
import pytest

from engine.catalog.data_source import DataProblem
from engine.data import data_info, load, with_own_points
from engine.session import Session
from engine.spec import DataSpec, ExperimentSpec
from engine.spec.cells import owns_cells, with_cells
from engine.spec.edits import with_data
from engine.spec.table import Column, Table, TableRef
from tests.engine.experiments import experiment


def on_table() -> ExperimentSpec:
    columns = [
        Column("size", np.array([1.0, 2.0, np.nan, 4.0])),
        Column("soil", np.array([0.0, 1.0, 1.0, 2.0]), ("clay", "loam", "sand")),
        Column("yield", np.array([1.0, 3.0, 2.0, 5.0])),
    ]
    data = DataSpec("table", table=TableRef(Table(columns, "field.csv")), targets=("yield",), validation_share=0.0)
    return with_data(ExperimentSpec(), data, data_info(data))


def test_other_values_stand_in_just_those_cells() -> None:
    spec = on_table()
    edited = with_cells(spec, [2, 0], {"size": [7.0, 8.0], "soil": 2.0})
    before, after = spec.data.table, edited.data.table
    assert before is not None
    assert after is not None
    np.testing.assert_array_equal(after.table["size"].values, [8.0, 2.0, 7.0, 4.0])
    np.testing.assert_array_equal(after.table["soil"].values, [2.0, 1.0, 2.0, 2.0])
    assert after.table["yield"] is before.table["yield"]
    assert after.table.file_name == "field.csv"
    assert replace(edited, data=replace(edited.data, table=before)) == spec
    back = with_cells(edited, [2, 0], {"size": [np.nan, 1.0], "soil": [1.0, 0.0]})
    assert back == spec, "the same cells are the same experiment"


def test_a_run_goes_on_with_the_edited_cell() -> None:
    session = Session(with_own_points(experiment()))
    session.train(2)
    weights, updates = session.get_weights(), session.state().update
    row = int(session.data.training.rows[0])
    session.edit(with_cells(session.spec, [row], {"x₁": 1.25}))
    assert session.data.columns[0][row] == 1.25
    assert session.state().update == updates
    for one, other in zip(weights, session.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_what_cannot_stand_in_a_cell_is_refused() -> None:
    own, table = with_own_points(experiment()), on_table()
    assert (owns_cells(own.data), owns_cells(table.data), owns_cells(experiment().data)) == (True, True, False)
    for spec, rows, values, words in (
        (experiment(), [0], {"x₁": 1.0}, "The values of this set are given"),
        (own, [0], {"x₁": np.nan}, "A point needs a number for"),
        (own, [600], {"x₁": 1.0}, "The data has rows 1 to 60"),
        (own, [0], {"x₁": np.inf}, "x₁"),
        (own, [0], {"class": 2.0}, 'Column "class" holds one of these'),
        (table, [0], {"soil": 0.5}, "holds one of these: clay, loam, sand"),
        (table, [0], {"rain": 0.5}, 'no column "rain"'),
    ):
        with pytest.raises(DataProblem, match=words):
            with_cells(spec, rows, values)
    emptied = with_cells(table, [1], {"size": np.nan})
    assert np.isnan(load(emptied.data).columns[0][1])
