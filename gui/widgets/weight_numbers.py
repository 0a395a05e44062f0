"""Weights as people type and paste them: decimals, fractions, a decimal comma where it can mean nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isfinite

from gui.widgets.numbers import MINUS, NumberRule

_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_COMMA = re.compile(r"[+-]?\d*,\d+(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}", re.ASCII)
_SPACES = "\u00a0\u202f"
MOST_CELLS = 4_000_000


@dataclass(frozen=True)
class WeightRule(NumberRule):
    """What a field for a weight accepts: any finite number, a fraction such as -1/3 too."""

    def parse(self, text: str) -> float:
        """The number that was typed; raises ValueError with a sentence that names the field and the cure."""
        value = read_number(text)
        if value is None:
            raise ValueError(f"{self.name}: “{text.strip()}” is not a number. Type one, such as 0.5 or −1/3.")
        if not isfinite(value):
            raise ValueError(f"{self.name}: {text.strip()} is too large for a number of the computer.")
        return value


def read_number(text: str, commas: bool = False) -> float | None:
    """A decimal, a fraction or a whole number; None if it is none. commas: a comma is the decimal point."""
    plain = text.strip().replace(MINUS, "-")
    for space in _SPACES:
        plain = plain.replace(space, "")
    above, slash, below = plain.partition("/")
    if not slash:
        return _decimal(plain, commas)
    numerator, denominator = _decimal(above.strip(), commas), _decimal(below.strip(), commas)
    return None if numerator is None or not denominator else numerator / denominator


def _decimal(plain: str, commas: bool) -> float | None:
    if _COMMA.fullmatch(plain) and (commas or not _THOUSANDS.fullmatch(plain)):
        plain = plain.replace(",", ".")
    return float(plain) if _PLAIN.fullmatch(plain) else None


def read_table(text: str) -> list[list[float]]:
    """The numbers of a block copied from a spreadsheet: tabs between cells, a line a row.

    Where a comma in one cell can only be a decimal comma, and no cell has a point, all commas are.

    Raises:
        ValueError: a cell that is no number, rows of unequal length or too many cells, by row and column.
    """
    if not text.strip():
        raise ValueError("The clipboard holds no numbers. Copy some cells of a spreadsheet first.")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    between = "\t" if "\t" in text else ";" if ";" in text else "\t"
    rows = [line.split(between) for line in lines]
    if sum(map(len, rows)) > MOST_CELLS:
        raise ValueError(f"The clipboard holds more than {MOST_CELLS:,} cells. Copy fewer.")
    cells = [cell.strip() for row in rows for cell in row]
    commas = not any("." in cell for cell in cells) and any(
        _COMMA.fullmatch(cell.replace(MINUS, "-")) and not _THOUSANDS.fullmatch(cell) for cell in cells
    )
    found: list[list[float]] = []
    for number, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            cells_here = f"{len(row)} cell{'s' * (len(row) != 1)}"
            raise ValueError(
                f"Row {number} of the clipboard has {cells_here}, the first has {len(rows[0])}. Copy a rectangle."
            )
        found.append([_cell(cell, number, column, commas) for column, cell in enumerate(row, 1)])
    return found


def _cell(text: str, row: int, column: int, commas: bool) -> float:
    value = read_number(text, commas)
    if value is not None and isfinite(value):
        return value
    what = "is empty" if not text.strip() else f"is “{text.strip()[:20]}”, which is not a number"
    raise ValueError(f"Row {row}, column {column} of the clipboard {what}. Mend it and paste again.")


def step_of(value: float) -> float:
    """A small step from a value: a hundredth, of larger numbers a hundredth of their power of ten."""
    size = abs(value)
    return 0.01 if not isfinite(size) or size < 10 else float(f"1e{len(str(int(size))) - 3}")


def stepped(value: float, steps: float, step: float) -> float:
    """The value so many steps on, on the grid of the steps."""
    return float(f"{(round(value / step) + steps) * step:.10g}")
