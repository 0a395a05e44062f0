"""Finding out how a table is written: what parts its cells, how decimals look, whether it begins with names."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass

from engine.tables.notation import is_number, votes
from engine.tables.options import DELIMITERS, EMPTY, ReadOptions

LOOKED_AT = 200  # lines
_SAMPLE = 2**18


@dataclass(frozen=True)
class Dialect:
    """How a table is written.

    decimal: the sign of decimals where a column itself does not tell. sure: whether others tell it.
    """

    delimiter: str
    decimal: str
    header: bool
    sure: bool = True


def dialect_of(text: bytes, options: ReadOptions) -> Dialect:
    """What somebody chose, and the likeliest for the rest."""
    lines = _first_lines(text)
    delimiter = options.delimiter or _delimiter(lines)
    rows = [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=delimiter) if row]
    decimal, sure = _decimal(rows, delimiter)
    header = _has_header(rows) if options.header is None else options.header
    return Dialect(delimiter, options.decimal or decimal, header, sure or options.decimal is not None)


def _first_lines(text: bytes) -> list[str]:
    sample = text[:_SAMPLE].decode("utf-8", "replace")
    lines = io.StringIO(sample, newline=None).read().split("\n")
    if len(text) > _SAMPLE:
        lines.pop()  # cut in two
    return [line[:20_000] for line in lines if line.strip()][:LOOKED_AT]


def _delimiter(lines: list[str]) -> str:
    """The one that cuts most lines into as many cells, two at least, most of them numbers; else the comma."""
    best, score = ",", 0.0
    for delimiter in DELIMITERS:
        rows = [row for row in csv.reader(lines, delimiter=delimiter) if row]
        counts = Counter(map(len, rows))
        if not counts:
            continue
        cells, agree = counts.most_common(1)[0]
        numbers = sum(is_number(cell.strip()) for row in rows for cell in row) / sum(map(len, rows))
        found = agree / counts.total() + numbers / 10 + min(cells, 50) / 1000
        if cells > 1 and found > score:
            best, score = delimiter, found
    return best


def _decimal(rows: list[list[str]], delimiter: str) -> tuple[str, bool]:
    """The sign of decimals, and whether there is a cell that tells it."""
    points, commas, either_comma, either_point = votes([cell for row in rows for cell in row])
    if points != commas:
        return (",", True) if commas > points else (".", True)
    return ("," if delimiter != "," and either_comma > either_point else "."), False


def _has_header(rows: list[list[str]]) -> bool:
    """Names are no numbers and each is another; below them stand numbers, or texts that come again."""
    if not rows:
        return False
    first, others = rows[0], rows[1:]
    if any(is_number(cell) for cell in first):
        return False
    if any(_names_numbers(name, [row[i] for row in others if i < len(row)]) for i, name in enumerate(first)):
        return True  # also where a name comes twice, or some are missing
    if len(set(first)) < len(first):
        return False
    if sum(cell in EMPTY for cell in first) > 1:
        return False
    if any(is_number(cell) for row in others for cell in row):
        return True
    return not any(cell and row[i : i + 1] == [cell] for i, cell in enumerate(first) for row in others)


def _names_numbers(name: str, cells: list[str]) -> bool:
    """Whether a word stands over nothing but numbers."""
    known = [cell for cell in cells if cell not in EMPTY]
    return name not in EMPTY and bool(known) and all(is_number(cell) for cell in known)
