"""The tables of a saved run: every one that its experiments name, once, and read before them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO

import numpy as np

from engine.catalog.data_source import DataProblem
from engine.files.saved_run import SavedRun, read_document
from engine.safe_io import SafeZip, UnreadableFile
from engine.spec import ExperimentSpec, SpecError
from engine.spec.codec import decode, encode
from engine.spec.table import MAX_CELLS, MAX_COLUMNS, MAX_TEXT, Column, Table, TableRef

FORMAT = "chainrule-table"
VERSION = 1
FOLDER = "tables/"
MAX_TABLES = 4_000
MAX_BYTES = 2**30  # of all tables together
MAX_JSON_BYTES = 2**25
_NAME = re.compile(r"tables/([0-9a-f]{64})/(table\.json|cells\.npy)")

Member = Callable[[str, int], zipfile.ZipInfo]


@dataclass(frozen=True)
class _Column:
    """A column without its cells."""

    name: str
    texts: tuple[str, ...] = ()
    span: tuple[float, float] | None = None


@dataclass(frozen=True)
class _Table:
    """table.json without its format and version."""

    columns: tuple[_Column, ...]
    file_name: str = ""


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
    """Each table as its names in JSON and its cells, columns one after the other."""
    for table in sorted(tables, key=lambda table: table.digest):
        columns = tuple(_Column(column.name, column.texts, column.span) for column in table.columns)
        text = encode({"format": FORMAT, "version": VERSION, "table": _Table(columns, table.file_name)})
        archive.writestr(member(f"{FOLDER}{table.digest}/table.json", zipfile.ZIP_DEFLATED), text)
        with archive.open(member(f"{FOLDER}{table.digest}/cells.npy", zipfile.ZIP_STORED), "w") as stream:
            _write_cells(stream, table)


def _write_cells(stream: IO[bytes], table: Table) -> None:
    header = {"descr": "<f8", "fortran_order": False, "shape": (len(table.columns), table.rows)}
    np.lib.format.write_array_header_1_0(stream, header)
    for column in table.columns:
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
    return {digest: _read_table(archive, digest) for digest in digests}


def check_tables(tables: dict[str, Table], run: SavedRun) -> None:
    """Raises UnreadableFile: a table that no experiment of the run names, or one that is named and not there."""
    named = tables_of(run).keys()
    if named - tables.keys():
        raise UnreadableFile(f"{FOLDER}{min(named - tables.keys())}/table.json is missing")
    unknown = tables.keys() - named
    if unknown:
        raise UnreadableFile(f"it has an unknown part, {FOLDER}{min(unknown)}/table.json")


def is_table(name: str) -> bool:
    """Whether a member of an archive is part of a table."""
    return _NAME.fullmatch(name) is not None


def _read_table(archive: SafeZip, digest: str) -> Table:
    name = f"{FOLDER}{digest}/table.json"
    document = read_document(archive.read(name, MAX_JSON_BYTES), name, FORMAT, (VERSION,))
    try:
        plan = decode(document.get("table"), _Table, "table")
    except SpecError as error:
        raise UnreadableFile(f"{name}: {str(error).rstrip('.')}") from None
    if not 0 < len(plan.columns) <= MAX_COLUMNS or len(plan.file_name) > MAX_TEXT:
        raise UnreadableFile(f"{name} has {len(plan.columns):,} columns; from 1 to {MAX_COLUMNS:,} can be")
    cells_name = f"{FOLDER}{digest}/cells.npy"
    if cells_name in archive.names and archive.size(cells_name) > 8 * MAX_CELLS + 1024:
        raise UnreadableFile(f"{cells_name} has more than {MAX_CELLS:,} numbers")
    cells = archive.read_array(cells_name, (len(plan.columns), None))
    cells.flags.writeable = False
    parts = zip(plan.columns, cells, strict=True)
    try:
        table = Table((Column(c.name, values, c.texts, c.span) for c, values in parts), plan.file_name)
    except DataProblem as problem:
        raise UnreadableFile(f"{name}: {str(problem).rstrip('.')}") from None
    if table.digest != digest:
        raise UnreadableFile(f"{name} is damaged (its content is not what its name says)")
    return table
