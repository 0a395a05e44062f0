"""Thousands and decimals: each column is read as it is written, and what can be read in two ways is said."""

from pathlib import Path

import numpy as np
import pytest

from engine.spec.table import Column
from engine.tables import Reading, ReadOptions, read_table
from engine.tables.notation import is_number


def read(path: Path, cells: list[str], other: list[str] | None = None, decimal: str | None = None) -> Reading:
    """A table with a column "a", and a column "b" beside it."""
    rows = zip(cells, other or ["x"] * len(cells), strict=True)
    path.write_text("a;b\n" + "\n".join(f"{one};{two}" for one, two in rows) + "\n", encoding="utf-8")
    return read_table(path, ReadOptions(delimiter=";", decimal=decimal, header=True))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "table.csv"


def column(found: Reading) -> Column:
    return found.table["a"]


def said(found: Reading) -> str:
    return found.views[0].remark


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["1.000,5", "2.500,25", "999"], [1000.5, 2500.25, 999.0]),
        (["1,000.5", "2,500.25", "999"], [1000.5, 2500.25, 999.0]),
        (["1.234.567", "12", "1.234"], [1234567.0, 12.0, 1234.0]),
        (["1,234,567", "12", "1,234"], [1234567.0, 12.0, 1234.0]),
        (["-1 234,5", "12 345 678", "7"], [-1234.5, 12345678.0, 7.0]),
        (["1'234.5", "12\u202f345", "0.25"], [1234.5, 12345.0, 0.25]),
        (["0,123", "1,234", "5"], [0.123, 1.234, 5.0]),
        (["0.123", "1,234", "5"], [0.123, 1234.0, 5.0]),
        (["1,5e3", ",5", "-2,"], [1500.0, 0.5, -2.0]),
    ],
)
def test_a_column_that_tells_how_it_is_written_is_read_so(cells: list[str], values: list[float], file: Path) -> None:
    for decimal in (None, ".", ","):
        assert column(read(file, cells, decimal=decimal)).values.tolist() == values


def test_columns_may_differ(file: Path) -> None:
    found = read(file, ["1.000,5", "2,5"], ["1,000.5", "2.5"])
    assert found.table["a"].values.tolist() == found.table["b"].values.tolist() == [1000.5, 2.5]
    assert said(found) == "“1.000,5” is read as 1000.5."
    assert found.views[1].remark == "“1,000.5” is read as 1000.5."


@pytest.mark.parametrize(
    ("cells", "decimal", "values", "taken"),
    [
        (["1,234", "2,500"], None, [1.234, 2.5], "1.234, with a decimal comma"),
        (["1,234", "2,500"], ",", [1.234, 2.5], "1.234, with a decimal comma"),
        (["1,234", "2,500"], ".", [1234.0, 2500.0], "1234, with a decimal point"),
        (["7", "1.234"], None, [7.0, 1.234], "1.234, with a decimal point"),
        (["7", "1.234"], ",", [7.0, 1234.0], "1234, with a decimal comma"),
    ],
)
def test_what_can_be_read_in_two_ways_is_said_and_can_be_chosen(
    cells: list[str], decimal: str | None, values: list[float], taken: str, file: Path
) -> None:
    found = read(file, cells, decimal=decimal)
    assert column(found).values.tolist() == values
    unsure = next(cell for cell in cells if not cell.isdecimal())
    assert said(found) == f"“{unsure}” can be read in two ways; it is taken as {taken}."


def test_other_columns_settle_what_a_column_leaves_open(file: Path) -> None:
    assert column(read(file, ["1,234", "5,678"], ["0,5", "2,25"])).values.tolist() == [1.234, 5.678]
    found = read(file, ["1,234", "5,678"], ["0.5", "2.25"])
    assert column(found).values.tolist() == [1234.0, 5678.0]
    assert "two ways; it is taken as 1234" in said(found)
    plain = read(file, ["1.234", "5.678"], ["0.5", "2.25"])
    assert column(plain).values.tolist() == [1.234, 5.678]
    assert said(plain) == ""


def test_plain_numbers_are_read_without_a_word(file: Path) -> None:
    for cells in (["1", "2"], ["1.5", "1.234"], ["1e3", "-.5"], ["123456", "1234.567"]):
        found = read(file, cells)
        assert column(found).values.tolist() == [float(cell) for cell in cells]
        assert said(found) == ""


def test_a_cell_that_is_no_number_makes_plain_ones_beside_it_not_unsure(file: Path) -> None:
    cells = [f"{i}.{i:03}" for i in range(1, 61)]
    cells[7] = "oops"
    found = read(file, cells, decimal=".")
    assert said(found) == "Row 8 holds “oops”, which is no number; it is taken as empty."
    assert not found.views[0].unsure
    assert read(file, cells, decimal=",").views[0].unsure


def test_a_column_that_differs_from_the_choice_says_so(file: Path) -> None:
    found = read(file, ["1,5", "2,5"], decimal=".")
    assert column(found).values.tolist() == [1.5, 2.5]
    assert said(found) == "Here decimals are written with a comma."


@pytest.mark.parametrize("odd", ["1.5", "1,23,456", "12,34.5", "1.2.3", "1 23", "01 234"])
def test_a_cell_that_is_written_otherwise_is_named_and_never_guessed(odd: str, file: Path) -> None:
    cells = [f"{i},{i:02}" for i in range(60)]
    cells[7] = odd
    found = read(file, cells)
    assert np.isnan(column(found).values[7])
    assert column(found).missing == 1
    assert said(found) == f"Row 8 holds “{odd}”, which is no number; it is taken as empty."


def test_a_column_of_both_kinds_stays_text(file: Path) -> None:
    assert column(read(file, ["1.5", "1,5"] * 20)).texts == ("1,5", "1.5")
    assert column(read(file, ["192.168.1.1", "10.0.0.1"])).texts
    assert column(read(file, ["01.02.2020", "02.03.2021"])).texts


def test_an_infinite_number_is_named_in_any_notation(file: Path) -> None:
    cells = [f"{i},5" for i in range(60)]
    cells[3] = "inf"
    assert said(read(file, cells)) == "Row 4 is infinite; it is taken as empty."


@pytest.mark.parametrize("cell", ["1", "1,5", "1.5", "1.000,5", "1,000.5", "1 000", "-1'000.5", ".5", ",5", "1e5"])
def test_numbers_over_a_column_are_no_names(cell: str) -> None:
    assert is_number(cell)


@pytest.mark.parametrize("cell", ["", "a", "1a", "1,2,3", "1.2.3", "1 2", "-", ".", "1,000.000.5"])
def test_what_is_no_number(cell: str) -> None:
    assert not is_number(cell)
