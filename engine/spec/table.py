"""Tables of named columns that nobody can change, and the short reference by which a spec holds one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakValueDictionary

import numpy as np

from engine.catalog.arrays import Array
from engine.catalog.data_source import DataProblem

MAX_ROWS = 1_000_000
MAX_COLUMNS = 2_000
MAX_CELLS = 40_000_000
MAX_TEXT = 10_000  # characters of a name or a text


@dataclass(frozen=True, eq=False)
class Column:
    """values: float64 (rows,), read-only, NaN for a missing cell; of a text column the numbers of its `texts`.

    span: (low, high) that a plot shows of it, None to take it from the data.
    """

    name: str
    values: Array
    texts: tuple[str, ...] = ()
    span: tuple[float, float] | None = None

    @cached_property
    def missing(self) -> int:
        """How many cells are empty."""
        return int(np.isnan(self.values).sum())

    @cached_property
    def cells_digest(self) -> str:
        """The SHA-256 of its numbers, however a missing cell is written."""
        return _sha256(_plain_bytes(self.values))

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of all that it holds."""
        return _sha256(_said(self), self.cells_digest.encode())

    @cached_property
    def flaw(self) -> str:
        """What it must not hold, in a sentence, or "": found out once, whatever the number of tables it stands in."""
        return _flaw(self)


class Table:
    """Columns of one length; equal tables have an equal `digest`, the SHA-256 of their columns' digests.

    file_name: where it came from, for words only; it is no part of the content. A table that shares columns with
    another costs what the others hold.

    Raises:
        DataProblem: no columns, too many, a name twice, lengths that differ, an infinite number, a text without
            its name. Rows and columns are named, counted from 1.
    """

    def __init__(self, columns: Iterable[Column], file_name: str = "") -> None:
        self.columns = tuple(_sealed(column) for column in columns)
        self.file_name = file_name
        _check(self.columns)
        self.columns = tuple(_columns.setdefault(column.digest, column) for column in self.columns)
        self._places = {column.name: place for place, column in enumerate(self.columns)}
        self.digest = _sha256(*(column.digest.encode() for column in self.columns))
        _known.setdefault(self.digest, self)

    @property
    def rows(self) -> int:
        return len(self.columns[0].values)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._places)

    @property
    def nbytes(self) -> int:
        return sum(column.values.nbytes for column in self.columns)

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __getitem__(self, name: str) -> Column:
        """The column of that name. Raises DataProblem with all names."""
        if name not in self._places:
            listed = ", ".join(self.names[:12]) + (" ..." if len(self.names) > 12 else "")
            raise DataProblem(f'The table has no column "{name}". It has: {listed}.')
        return self.columns[self._places[name]]

    def __str__(self) -> str:
        rows = f"{self.rows:,} row{'s' * (self.rows != 1)}"
        return f"{rows} of {self.file_name}" if self.file_name else rows


class TableRef:
    """What a spec holds of a table: compared and hashed by the digest alone; as long as it lives, so does the table.

    In JSON it is the digest; whoever reads it must hold the table.
    """

    __slots__ = ("digest", "table")

    def __init__(self, table: Table) -> None:
        self.table = table
        self.digest = table.digest

    @classmethod
    def of(cls, digest: str) -> TableRef:
        """The reference to a table that is alive somewhere.

        Raises:
            ValueError: there is none.
        """
        table = _known.get(digest)
        if table is None:
            raise ValueError(f"the table {digest[:12]} is not here; open the file that holds it")
        return cls(table)

    def __eq__(self, other: object) -> bool:
        return self.digest == other.digest if isinstance(other, TableRef) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return f"TableRef({self.digest[:12]})"

    def __str__(self) -> str:
        return str(self.table)


_known: WeakValueDictionary[str, Table] = WeakValueDictionary()
_columns: WeakValueDictionary[str, Column] = WeakValueDictionary()  # equal columns are in memory once


def _sealed(column: Column) -> Column:
    """The column with an array that nobody can write to."""
    values = column.values
    if values.dtype == np.float64 and not values.flags.writeable and values.flags.c_contiguous:
        return column
    copy = np.array(values, dtype=np.float64, order="C")
    copy.flags.writeable = False
    return Column(column.name, copy, column.texts, column.span)


def _check(columns: tuple[Column, ...]) -> None:
    if not 0 < len(columns) <= MAX_COLUMNS:
        raise DataProblem(f"A table has from 1 to {MAX_COLUMNS:,} columns, this one has {len(columns):,}.")
    rows, names = len(columns[0].values), set[str]()
    if rows > MAX_ROWS or rows * len(columns) > MAX_CELLS:
        raise DataProblem(
            f"A table has at most {MAX_ROWS:,} rows and {MAX_CELLS:,} cells, this one {rows:,} rows and "
            f"{rows * len(columns):,} cells. Leave out rows or columns."
        )
    for number, column in enumerate(columns, 1):
        if not column.name or len(column.name) > MAX_TEXT:
            raise DataProblem(f"Column {number} has no name, or one that is too long. Give it one.")
        if column.name in names:
            raise DataProblem(f'Two columns are called "{column.name}". Give each column a name of its own.')
        names.add(column.name)
        _check_column(column, rows)


def _check_column(column: Column, rows: int) -> None:
    if column.values.shape != (rows,):
        raise DataProblem(f'Column "{column.name}" has {column.values.size:,} cells, the first column {rows:,}.')
    if column.flaw:
        raise DataProblem(column.flaw)


def _flaw(column: Column) -> str:
    values = column.values
    if np.isinf(values).any():
        row = int(np.flatnonzero(np.isinf(values))[0])
        return f'Row {row + 1:,}, column "{column.name}" is infinite. Correct or empty that cell.'
    if not column.texts:
        return ""
    if len(set(column.texts)) != len(column.texts) or max(map(len, column.texts)) > MAX_TEXT:
        return f'Column "{column.name}" has a text twice among its names, or one that is too long.'
    known = np.isnan(values) | ((values >= 0) & (values < len(column.texts)) & (values == np.floor(values)))
    if known.all():
        return ""
    row = int(np.flatnonzero(~known)[0])
    return f'Row {row + 1:,}, column "{column.name}" holds {values[row]:g}, which names no text.'


def first_digest(table: Table) -> str:
    """The digest that a table had in files of the first version: of all its columns' content at one go."""
    parts = ((_said(column), _plain_bytes(column.values)) for column in table.columns)
    return _sha256(*(part for pair in parts for part in pair))


def known_as(digest: str, table: Table) -> Table:
    """The table of this content that specs find by this digest, as long as it lives: an earlier one, or this."""
    return _known.setdefault(digest, table)


def _sha256(*parts: bytes) -> str:
    from hashlib import sha256  # imported late: the program starts without tables

    content = sha256()
    for part in parts:
        content.update(part)
    return content.hexdigest()


def _said(column: Column) -> bytes:
    told = column.name, column.texts, column.span, len(column.values)
    return repr(told).encode("utf-8", "backslashreplace")


def _plain_bytes(values: Array) -> bytes:
    """The numbers with one way to write a missing cell."""
    return np.where(np.isnan(values), np.nan, values).astype("<f8", copy=False).tobytes()
