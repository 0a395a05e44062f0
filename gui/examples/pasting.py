"""What a block copied from a spreadsheet holds: lines of cells, or one column of numbers."""

from __future__ import annotations

import numpy as np

from engine.catalog.arrays import Array
from gui.widgets.weight_numbers import read_table

MOST_CELLS = 1_000_000


def lines_of(text: str) -> list[list[str]]:
    """The cells line by line, tabs between them.

    Raises:
        ValueError: nothing there, too much, or lines of unequal length.
    """
    if not text.strip():
        raise ValueError("The clipboard holds no cells. Copy some from a spreadsheet first.")
    plain = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    lines = [line.split("\t") for line in plain.split("\n")]
    if sum(map(len, lines)) > MOST_CELLS:
        raise ValueError(f"The clipboard holds more than {MOST_CELLS:,} cells. Copy fewer.")
    for number, line in enumerate(lines, 1):
        if len(line) != len(lines[0]):
            raise ValueError(
                f"Row {number:,} of the clipboard has {len(line):,} cells, the first has {len(lines[0]):,}. "
                "Copy a rectangle."
            )
    return lines


def numbers_of(text: str, what: str) -> Array:
    """One column of numbers (k,); a heading above them is left out.

    Raises:
        ValueError: something else than a column of numbers.
    """
    lines = lines_of(text)
    if len(lines[0]) != 1:
        raise ValueError(f"{what} are one column, but the clipboard has {len(lines[0]):,}. Copy one column.")
    try:
        return np.array(read_table(text))[:, 0]
    except ValueError:
        if len(lines) < 2:
            raise
        return np.array(read_table("\n".join(line[0] for line in lines[1:])))[:, 0]
