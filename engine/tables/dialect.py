"""Finding out how a table is written: what parts its cells, how decimals look, whether it begins with names."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass

from engine.tables.options import DELIMITERS, EMPTY, ReadOptions

LOOKED_AT = 200  # lines
_SAMPLE = 2**18
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_COMMA_NUMBER = re.compile(r"[+-]?\d+,\d+([eE][+-]?\d+)?")


@dataclass(frozen=True)
class Dialect:
    """How a table is written."""

    delimiter: str
    decimal: str
    header: bool


def dialect_of(text: bytes, options: ReadOptions) -> Dialect:
    """What somebody chose, and the likeliest for the rest."""
    lines = _first_lines(text)
    delimiter = options.delimiter or _delimiter(lines)
    rows = [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=delimiter) if row]
    decimal = options.decimal or _decimal(rows, delimiter)
    header = _has_header(rows, decimal) if options.header is None else options.header
    return Dialect(delimiter, decimal, header)


def is_number(cell: str, decimal: str) -> bool:
    """Whether a cell holds a number as it is written here."""
    return _NUMBER.fullmatch(cell.replace(",", ".") if decimal == "," else cell) is not None


def _first_lines(text: bytes) -> list[str]:
    sample = text[:_SAMPLE].decode("utf-8", "replace")
    lines = io.StringIO(sample, newline=None).read().split("\n")
    if len(text) > _SAMPLE:
        lines.pop()  # cut in two
    return [line[:20_000] for line in lines if line.strip()][:LOOKED_AT]


def _delimiter(lines: list[str]) -> str:
    """The one that cuts most lines into as many cells, at least two; else the comma."""
    best, score = ",", 0.0
    for delimiter in DELIMITERS:
        counts = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if row)
        if not counts:
            continue
        cells, agree = counts.most_common(1)[0]
        found = agree / counts.total() + min(cells, 50) / 1000
        if cells > 1 and found > score:
            best, score = delimiter, found
    return best


def _decimal(rows: list[list[str]], delimiter: str) -> str:
    if delimiter == ",":
        return "."
    cells = [cell for row in rows for cell in row]
    commas = sum(_COMMA_NUMBER.fullmatch(cell) is not None for cell in cells)
    points = sum("." in cell and _NUMBER.fullmatch(cell) is not None for cell in cells)
    return "," if commas > points else "."


def _has_header(rows: list[list[str]], decimal: str) -> bool:
    """Names are no numbers and each is another; below them stand numbers, or texts that come again."""
    if not rows:
        return False
    first, others = rows[0], rows[1:]
    if any(is_number(cell, decimal) for cell in first):
        return False
    if any(_names_numbers(name, [row[i] for row in others if i < len(row)], decimal) for i, name in enumerate(first)):
        return True  # also where a name comes twice, or some are missing
    if len(set(first)) < len(first):
        return False
    if sum(cell in EMPTY for cell in first) > 1:
        return False
    if any(is_number(cell, decimal) for row in others for cell in row):
        return True
    return not any(cell and row[i : i + 1] == [cell] for i, cell in enumerate(first) for row in others)


def _names_numbers(name: str, cells: list[str], decimal: str) -> bool:
    """Whether a word stands over nothing but numbers."""
    known = [cell for cell in cells if cell not in EMPTY]
    return name not in EMPTY and bool(known) and all(is_number(cell, decimal) for cell in known)
