"""Reading a table from a text file beside whoever waits for it, with its progress, and an end when it is given up."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from engine.catalog.data_source import DataProblem
from engine.letters import capital, small_first
from engine.safe_io import FileTooLarge, UnreadableFile, read_capped
from engine.spec.table import Column, Table
from engine.tables.decoding import decoded
from engine.tables.dialect import Dialect, dialect_of
from engine.tables.kinds import ColumnView, view_of
from engine.tables.options import DELIMITERS, MAX_FILE_BYTES, ReadOptions
from engine.tables.parsing import columns_of, frame_of
from engine.tables.scan import Scanned, scan

_LOOK_SECONDS = 0.01
_READ, _SCANNED, _PARSED = 0.05, 0.3, 0.6  # shares of the time a table takes


@dataclass(frozen=True, eq=False)
class Reading:
    """A table with all that a preview shows: how it is written, a view of each column, remarks in sentences."""

    table: Table
    dialect: Dialect
    encoding: str
    views: tuple[ColumnView, ...]
    remarks: tuple[str, ...]

    @property
    def odd(self) -> tuple[str, ...]:
        """A sentence for each column of which there is something to say; first those that can be read in two ways."""
        odd = sorted((view for view in self.views if view.remark), key=lambda view: not view.unsure)
        return tuple(f"Column “{view.name}”: {view.remark}" for view in odd)


def reading(path: Path, options: ReadOptions | None = None) -> Generator[float, None, Reading]:
    """The table in a file; yields the share done while it waits. Given up (closed), the work ends at its next piece.

    Raises:
        DataProblem: what is wrong, in a sentence with the file, the place and the cure.
    """
    work = _Work(path, options or ReadOptions())
    thread = threading.Thread(target=work.run, name="chainrule-table", daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(_LOOK_SECONDS)
            yield work.share
    finally:
        work.given_up.set()
    if work.error is not None:
        raise work.error
    assert work.found is not None
    return work.found


def read_table(path: Path, options: ReadOptions | None = None) -> Reading:
    """`reading` for those who have nothing else to do. Raises DataProblem as it does."""
    work = _Work(path, options or ReadOptions())
    work.run()
    if work.error is not None:
        raise work.error
    assert work.found is not None
    return work.found


class _Work:
    """One table on its way; `share` says how far, `given_up` ends it."""

    def __init__(self, path: Path, options: ReadOptions) -> None:
        self._path, self._options = path, options
        self.share = 0.0
        self.given_up = threading.Event()
        self.found: Reading | None = None
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            for share in self._pieces():
                self.share = share
                if self.given_up.is_set():
                    return
        except DataProblem as problem:
            self.error = DataProblem(f'Cannot read "{self._path}": {small_first(str(problem))}')
        except Exception as error:
            self.error = error

    def _pieces(self) -> Iterator[float]:
        text, encoding, guess = decoded(_content(self._path), self._options.encoding)
        remarks = [guess] if guess else []
        yield _READ
        dialect = dialect_of(text, self._options)
        scanned = Scanned(0, 0, 0)
        for counted in scan(text, dialect.delimiter, dialect.header):
            if isinstance(counted, Scanned):
                scanned = counted
            else:
                yield _READ + counted * (_SCANNED - _READ)
        if scanned.blank:
            text = _without_blank_lines(text)
            remarks.append(f"{scanned.blank:,} empty line{'s' * (scanned.blank > 1)} passed over.")
        if scanned.rows - dialect.header < 1:
            raise DataProblem("It has a row of names and no other. Choose another file, or say that it has no names.")
        frame = frame_of(text, dialect)
        del text
        yield _PARSED
        columns, views = list[Column](), list[ColumnView]()
        for number, found in enumerate(columns_of(frame, dialect), 1):
            if found.column is None:
                remarks.append(found.remark)
            else:
                columns.append(found.column)
                views.append(replace(view_of(found.column, found.remark), unsure=found.unsure))
            yield _PARSED + (1.0 - _PARSED) * number / frame.width
        table = Table(columns, self._path.name)
        self.found = Reading(table, dialect, encoding, tuple(views), (*_said(dialect), *remarks))


def _said(dialect: Dialect) -> tuple[str, ...]:
    cells = f"Cells are parted by a {DELIMITERS.get(dialect.delimiter, repr(dialect.delimiter))}"
    decimals = ", decimals by a comma" if dialect.decimal == "," else ""
    names = "the first row has the names" if dialect.header else "no row has names"
    return (f"{cells}{decimals}; {names}.",)


def _content(path: Path) -> bytes:
    try:
        content = read_capped(path, MAX_FILE_BYTES)
    except FileTooLarge:
        raise DataProblem(f"It has more than {MAX_FILE_BYTES // 2**20:,} MB. Leave out rows or columns.") from None
    except UnreadableFile as error:
        raise DataProblem(f"{capital(str(error))}. Choose another file.") from None
    if not content or content.isspace():
        raise DataProblem("It is empty. Choose another file.")
    return content


def _without_blank_lines(text: bytes) -> bytes:
    """Blank lines stand outside of quotation marks; a line that is blank within them is cut as well, a rare case."""
    return b"\n".join(line for line in text.replace(b"\r\n", b"\n").split(b"\n") if line) + b"\n"
