"""The tables of a saved run: every one that its experiments name, once, and read before them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import IO

import numpy as np

from engine.catalog.arrays import Array
from engine.catalog.data_source import DataProblem
from engine.files.saved_run import SavedRun, read_document
from engine.safe_io import SafeZip, UnreadableFile
from engine.spec import ExperimentSpec, SpecError
from engine.spec.codec import decode, encode
from engine.spec.table import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_TEXT,
    Column,
    Table,
    TableRef,
    first_digest,
    known_as,
)

FORMAT = "chainrule-table"
VERSION = 2
READABLE = (1, 2)  # version 1 has all cells of each table, and other digests
FOLDER = "tables/"
MAX_TABLES = 4_000
MAX_BYTES = 2**30  # of all tables together
MAX_JSON_BYTES = 2**25
_NAME = re.compile(r"tables/([0-9a-f]{64})/(table\.json|cells\.npy)")

Member = Callable[[str, int], zipfile.ZipInfo]


@dataclass(frozen=True)
class _Column:
    """A column without its cells; cells: the digest by which they are found, "" in files of version 1."""

    name: str
    texts: tuple[str, ...] = ()
    span: tuple[float, float] | None = None
    cells: str = ""


@dataclass(frozen=True)
class _Table:
    """table.json without its format and version; stored: whose cells stand beside it, by their digests."""

    columns: tuple[_Column, ...]
    file_name: str = ""
    stored: tuple[str, ...] = ()


def refs_of(spec: ExperimentSpec) -> Iterator[TableRef]:
    """The tables that an experiment names."""
    return (ref for ref in (spec.data.table, spec.data.sample_weight) if ref is not None)


def tables_of(run: SavedRun) -> dict[str, Table]:
    """All tables that the experiments of a run name, by digest."""
    specs = [run.spec, *([run.waiting] if run.waiting is not None else [])]
    for stretch in run.course.stretches if run.course is not None else ():
        specs += [stretch.experiment, *([stretch.judged] if stretch.judged is not None else [])]
    return {ref.digest: ref.table for spec in specs for ref in refs_of(spec)}


def write_tables(archive: zipfile.ZipFile, tables: Iterable[Table], member: Member) -> None:
    """Each table as its names in JSON and its cells, but for columns that one before it has: edits share most."""
    written: set[str] = set()
    for table in sorted(tables, key=lambda table: table.digest):
        fresh = {column.cells_digest: column for column in table.columns if column.cells_digest not in written}
        plan = tuple(_Column(column.name, column.texts, column.span, column.cells_digest) for column in table.columns)
        content = _Table(plan, table.file_name, tuple(fresh))
        text = encode({"format": FORMAT, "version": VERSION, "table": content})
        archive.writestr(member(f"{FOLDER}{table.digest}/table.json", zipfile.ZIP_DEFLATED), text)
        written |= fresh.keys()
        if fresh:
            with archive.open(member(_cells_name(table.digest), zipfile.ZIP_STORED), "w") as stream:
                _write_cells(stream, tuple(fresh.values()), table.rows)


def _cells_name(digest: str) -> str:
    return f"{FOLDER}{digest}/cells.npy"


def _write_cells(stream: IO[bytes], columns: tuple[Column, ...], rows: int) -> None:
    header = {"descr": "<f8", "fortran_order": False, "shape": (len(columns), rows)}
    np.lib.format.write_array_header_1_0(stream, header)
    for column in columns:
        stream.write(column.values.astype("<f8", copy=False).tobytes())


def read_tables(archive: SafeZip) -> dict[str, Table]:
    """The tables of an archive by digest; as long as they are held, specs that name them can be read.

    Raises:
        UnreadableFile: too many or too large, or one that is not what its name says.
    """
    found = [match for match in map(_NAME.fullmatch, archive.names) if match]
    digests = list(dict.fromkeys(match[1] for match in found))
    if len(digests) > MAX_TABLES:
        raise UnreadableFile(f"it has {len(digests):,} tables; the limit is {MAX_TABLES:,}")
    if sum(archive.size(match[0]) for match in found if match[2] == "cells.npy") > MAX_BYTES:
        raise UnreadableFile(f"its tables have more than {MAX_BYTES:,} bytes")
    plans = {digest: _read_plan(archive, digest) for digest in digests}
    cells: dict[str, Array] = {}
    for digest, plan in plans.items():
        if len(plan.stored):
            cells |= dict(zip(plan.stored, _read_cells(archive, digest, len(plan.stored)), strict=True))
        elif _cells_name(digest) in archive.names:
            raise UnreadableFile(f"it has an unknown part, {_cells_name(digest)}")
    return {digest: _table(digest, plan, cells) for digest, plan in plans.items()}


def check_tables(tables: dict[str, Table], run: SavedRun) -> None:
    """Raises UnreadableFile: a table that no experiment of the run names, or one that is named and not there."""
    named, here = tables_of(run).keys(), {table.digest: digest for digest, table in tables.items()}
    if named - here.keys():
        raise UnreadableFile(f"{FOLDER}{min(named - here.keys())}/table.json is missing")
    unknown = [digest for digest, table in tables.items() if table.digest not in named]
    if unknown:
        raise UnreadableFile(f"it has an unknown part, {FOLDER}{min(unknown)}/table.json")


def is_table(name: str) -> bool:
    """Whether a member of an archive is part of a table."""
    return _NAME.fullmatch(name) is not None


def _read_plan(archive: SafeZip, digest: str) -> _Table:
    """A table's names. One of version 1 has its columns beside it, which had no digests: they get names here."""
    name = f"{FOLDER}{digest}/table.json"
    document = read_document(archive.read(name, MAX_JSON_BYTES), name, FORMAT, READABLE)
    try:
        plan = decode(document.get("table"), _Table, "table")
    except SpecError as error:
        raise UnreadableFile(f"{name}: {str(error).rstrip('.')}") from None
    if not 0 < len(plan.columns) <= MAX_COLUMNS or len(plan.file_name) > MAX_TEXT:
        raise UnreadableFile(f"{name} has {len(plan.columns):,} columns; from 1 to {MAX_COLUMNS:,} can be")
    if document["version"] != 1:
        return plan
    stored = tuple(f"{digest}/{place}" for place in range(len(plan.columns)))
    columns = tuple(replace(column, cells=place) for column, place in zip(plan.columns, stored, strict=True))
    return replace(plan, columns=columns, stored=stored)


def _read_cells(archive: SafeZip, digest: str, columns: int) -> Array:
    """The cells that stand beside a table, (columns, rows)."""
    name = _cells_name(digest)
    if name in archive.names and archive.size(name) > 8 * MAX_CELLS + 1024:
        raise UnreadableFile(f"{name} has more than {MAX_CELLS:,} numbers")
    cells = archive.read_array(name, (columns, None))
    cells.flags.writeable = False
    return cells


def _table(digest: str, plan: _Table, cells: Mapping[str, Array]) -> Table:
    name = f"{FOLDER}{digest}/table.json"
    for column in plan.columns:
        if column.cells not in cells:
            raise UnreadableFile(f"{name}: the cells of column {column.name[:80]!r} are missing")
    try:
        table = Table((Column(c.name, cells[c.cells], c.texts, c.span) for c in plan.columns), plan.file_name)
    except DataProblem as problem:
        raise UnreadableFile(f"{name}: {str(problem).rstrip('.')}") from None
    is_first = plan.stored[:1] == (f"{digest}/0",)
    if (first_digest(table) if is_first else table.digest) != digest:
        raise UnreadableFile(f"{name} is damaged (its content is not what its name says)")
    return known_as(digest, table)
