"""Tables are equal by content, shared, gone when nobody holds them, and refused by row and column."""

import gc

import numpy as np
import pytest

from engine.catalog.data_source import DataProblem
from engine.spec import Column, DataSpec, ExperimentSpec, SpecError, Table, TableRef, from_json, to_json

NAN = float("nan")


def table(value: float = 1.0, name: str = "a", file_name: str = "") -> Table:
    numbers = Column(name, np.array([value, NAN, -0.5]))
    return Table([numbers, Column("b", np.array([0.0, 1.0, NAN]), ("no", "yes"))], file_name)


def test_the_content_alone_makes_the_digest() -> None:
    assert table().digest == table(file_name="other.csv").digest
    others = [table(2.0), table(name="c"), Table(table().columns[:1]), Table(reversed(table().columns))]
    assert len({table().digest, *(other.digest for other in others)}) == 5


def test_nobody_can_write_to_a_table() -> None:
    values = np.zeros(3)
    made = Table([Column("a", values)])
    values[0] = 7.0
    assert made["a"].values[0] == 0.0
    with pytest.raises(ValueError, match="read-only"):
        made["a"].values[0] = 1.0


def test_a_spec_holds_its_table_and_json_holds_its_digest() -> None:
    spec = ExperimentSpec(data=DataSpec("table", table=TableRef(table())))
    text = to_json(spec)
    assert spec.data.table is not None
    assert f'"table": "{spec.data.table.digest}"'.encode() in text
    back = from_json(text)
    assert back == spec
    assert hash(back) == hash(spec)
    assert back.data.table is not None
    assert back.data.table.table is spec.data.table.table
    assert spec != spec.with_data(table=TableRef(table(2.0)))


def test_a_table_that_nobody_holds_is_gone_and_its_digest_is_refused() -> None:
    text = to_json(ExperimentSpec(data=DataSpec("table", table=TableRef(table(3.0)))))
    gc.collect()
    with pytest.raises(SpecError, match=r"^experiment: the table \w{12} is not here"):
        from_json(text)


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ([], "from 1 to"),
        ([Column("a", np.zeros(2)), Column("a", np.zeros(2))], 'Two columns are called "a"'),
        ([Column("", np.zeros(2))], "Column 1 has no name"),
        ([Column("a", np.zeros(2)), Column("b", np.zeros(3))], 'Column "b" has 3 cells, the first column 2'),
        ([Column("a", np.array([0.0, np.inf]))], 'Row 2, column "a" is infinite'),
        ([Column("a", np.array([0.0, 2.0]), ("no", "yes"))], 'Row 2, column "a" holds 2'),
        ([Column("a", np.array([0.5]), ("no", "yes"))], 'Row 1, column "a" holds 0.5'),
        ([Column("a", np.array([0.0]), ("no", "no"))], "a text twice"),
    ],
)
def test_what_is_no_table_is_refused_by_place(columns: list[Column], said: str) -> None:
    with pytest.raises(DataProblem, match=said):
        Table(columns)


def test_a_missing_column_is_said_with_those_there_are() -> None:
    with pytest.raises(DataProblem, match=r'no column "z". It has: a, b\.'):
        table()["z"]
