"""Tables from text files: how they are written is found out, what is wrong is named by row and column."""

import threading
from pathlib import Path

import numpy as np
import pytest

from engine.catalog.data_source import DataProblem
from engine.tables import ColumnKind, Reading, ReadOptions, kind_of, read_table, reading

KINDS = ColumnKind


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "table.csv"


def read(path: Path, text: str | bytes, **options: object) -> Reading:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_table(path, ReadOptions(**options))  # type: ignore[arg-type]


def cells(found: Reading, name: str) -> list[str]:
    return list(next(view.first for view in found.views if view.name == name))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_delimiter_is_found(delimiter: str, newline: str, file: Path) -> None:
    rows = ["size,kind,note", '1.5,a,"x, y; z | w\t"', "2.5,b,", '3.5,b,"two', 'lines ""quoted"""']
    text = newline.join(rows[:1] + rows[1:]).replace(",", delimiter)
    text = text.replace(f"x{delimiter} y", "x, y")
    found = read(file, text + newline)
    assert found.dialect.delimiter == delimiter
    assert found.table.names == ("size", "kind", "note")
    assert found.table["size"].values.tolist() == [1.5, 2.5, 3.5]
    assert found.table["kind"].texts == ("a", "b")
    assert [column.missing for column in found.table.columns] == [0, 0, 1]
    assert cells(found, "note")[2].replace("\r\n", "\n") == 'two\nlines "quoted"'


def test_a_decimal_comma_is_found_where_cells_are_parted_otherwise(file: Path) -> None:
    found = read(file, "a;b\n1,5;2\n-2,25e1;3\n")
    assert found.table["a"].values.tolist() == [1.5, -22.5]
    assert "decimals by a comma" in found.remarks[0]
    assert read(file, "1,5;2,5\n3,5;4,5\n").table["column 2"].values.tolist() == [2.5, 4.5]


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("a,b\n1,2\n3,4\n", True),
        ("1,2\n3,4\n", False),
        ("name,city\nAnn,Rome\nBob,Rome\n", True),
        ("Ann,Rome\nBob,Rome\n", False),
        ("x,x\n1,2\n", True),
        ("x,x\nx,y\n", False),
    ],
)
def test_names_are_told_from_cells(text: str, header: bool, file: Path) -> None:
    found = read(file, text)
    assert found.dialect.header == header
    assert found.table.rows == text.count("\n") - header
    assert read(file, text, header=False).table.names[0] == "column 1"


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-8", ""), ("utf-8-sig", ""), ("utf-16", ""), ("cp1252", "Windows-1252"), ("latin-1", "Windows-1252")],
)
def test_the_encoding_is_found_and_a_guess_is_said(encoding: str, said: str, file: Path) -> None:
    found = read(file, "größe,ort\n1,Köln\n2,Rom\n".encode(encoding))
    assert found.table.names == ("größe", "ort")
    assert found.table["ort"].texts == ("Köln", "Rom")
    assert any(said in remark for remark in found.remarks)
    assert ("not UTF-8" in " ".join(found.remarks)) == bool(said)


def test_kinds_of_columns(file: Path) -> None:
    rows = "\n".join(f"{i},{i / 7:.3f},{i % 4},{'ny'[i % 2]},{'abc'[i % 3]},{i % 2},text {i},,7" for i in range(60))
    found = read(file, "id,x,n,ok,c,bit,note,empty,same\n" + rows)
    assert [view.kind for view in found.views] == [
        *(KINDS.TEXT, KINDS.NUMBER, KINDS.WHOLE, KINDS.YES_NO, KINDS.CATEGORY, KINDS.YES_NO, KINDS.TEXT),
        *(KINDS.NUMBER, KINDS.WHOLE),
    ]
    assert [view.kind for view in found.views] == [kind_of(column) for column in found.table.columns]
    assert found.table["ok"].texts == ("n", "y")
    assert found.views[-2].remark == "It is empty in all rows."
    assert found.views[-1].remark == "It is 7 in all rows and so tells nothing."


def test_bad_cells_and_infinities_are_named_and_taken_as_empty(file: Path) -> None:
    lines = [f"{i},{i}" for i in range(60)]
    lines[6], lines[8], lines[9] = "oops,6", "8,inf", "9,-inf"
    found = read(file, "a,b\n" + "\n".join(lines))
    remarks = [view.remark for view in found.views]
    assert remarks[0] == "Row 7 holds “oops”, which is no number; it is taken as empty."
    assert remarks[1] == "Row 9 is infinite; it is taken as empty, as are 1 more."
    assert np.flatnonzero(np.isnan(found.table["b"].values)).tolist() == [8, 9]


@pytest.mark.parametrize("names", ["a,a,y", "a,,,y", "y,,y,y"])
def test_words_over_numbers_are_names_though_they_come_twice_or_are_missing(names: str, file: Path) -> None:
    width = names.count(",") + 1
    found = read(file, f"{names}\n" + "".join(",".join(["1.5"] * width) + "\n" for _ in range(4)))
    assert (found.dialect.header, found.table.rows) == (True, 4)
    assert len(set(found.table.names)) == width


@pytest.mark.parametrize("empty", ["", "NA", "N/A", "nan", "NaN", "null", "?", '""'])
def test_words_for_nothing(empty: str, file: Path) -> None:
    found = read(file, f"a,b\n1,x\n{empty},{empty}\n2,y\n")
    assert [column.missing for column in found.table.columns] == [1, 1]
    assert found.table["b"].texts == ("x", "y")


def test_empty_lines_and_names_that_come_twice(file: Path) -> None:
    found = read(file, "a,a,\n\n1,2,3\n\n4,5,6\n", header=True)
    assert found.table.names == ("a", "a (2)", "column 3")
    assert found.table.rows == 2
    assert found.remarks[1] == "2 empty lines passed over."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n1,2,3\n4\n", r": row 2 has 3 cells, but the header has 2 \(2 such rows in all\)"),
        ("1,2\n1\n", ": row 2 has 1 cell, but the first row has 2"),
        ('a,b\n1,"2\n3,4\n', "opened and never closed"),
        ("", ": it is empty"),
        ("a,b\n", ": it has a row of names and no other"),
        (b"PK\3\4\0\0\0", "no text"),
        ("a,b\n1," + "x" * 50_000, "more than 10,000 letters"),
        (",".join("ab"[i % 2] + str(i) for i in range(2001)) + "\n", "2,001 columns"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(text: str | bytes, said: str, file: Path) -> None:
    with pytest.raises(DataProblem, match=said) as caught:
        read(file, text)
    assert str(file) in str(caught.value)
    assert str(caught.value).endswith(".")


def test_missing_files_and_folders(tmp_path: Path) -> None:
    for path, said in ((tmp_path / "no.csv", "no such file"), (tmp_path, "is a folder")):
        with pytest.raises(DataProblem, match=said):
            read_table(path)


def test_caps_hold_while_it_is_counted(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, cap, said in (("MAX_ROWS", 3, "more than 3 rows"), ("MAX_CELLS", 8, "or 8 cells")):
        with monkeypatch.context() as patch:
            patch.setattr(f"engine.tables.scan.{name}", cap)
            with pytest.raises(DataProblem, match=said):
                read(file, "a,b\n" + "1,2\n" * 6)
    monkeypatch.setattr("engine.tables.table_reading.MAX_FILE_BYTES", 10)
    with pytest.raises(DataProblem, match="more than"):
        read(file, "a,b\n" + "1,2\n" * 6)


@pytest.mark.parametrize("chunk", [1, 3, 64])
def test_counting_in_pieces_is_counting_at_once(chunk: int, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'a,b\n1,"x\n""y"", z"\n\n2,\r\n\r\n3,w'
    whole = read(file, text)
    monkeypatch.setattr("engine.tables.scan.CHUNK", chunk)
    assert read(file, text).table.digest == whole.table.digest
    assert whole.table.rows == 3


def test_it_is_read_beside_with_its_progress_and_ends_when_given_up(file: Path) -> None:
    file.write_text("a,b\n" + "1.5,2\n" * 50_000)
    work, shares = reading(file), list[float]()
    try:
        while True:
            shares.append(next(work))
    except StopIteration as end:
        found = end.value
    assert shares == sorted(shares)
    assert found.table.digest == read_table(file).table.digest
    given_up = reading(file)
    next(given_up)
    given_up.close()
    for thread in [thread for thread in threading.enumerate() if thread.name == "chainrule-table"]:
        thread.join(20)
        assert not thread.is_alive()


def test_without_polars_a_sentence_says_how_to_get_it(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "polars", None)
    with pytest.raises(DataProblem, match=r"polars, which is not installed here\. Install it \(pip install polars\)"):
        read(file, "a,b\n1,2\n")
