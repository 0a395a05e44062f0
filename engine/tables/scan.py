"""Counting the rows and cells of a table's text before it is parsed, so that caps hold and ragged rows are named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.catalog.data_source import DataProblem
from engine.spec.table import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_TEXT

CHUNK = 2**20
_QUOTE, _NEWLINE, _RETURN = 34, 10, 13


@dataclass(frozen=True)
class Scanned:
    """rows: how many lines hold cells, a header among them; columns: cells of the first; blank: empty lines."""

    rows: int
    columns: int
    blank: int


def scan(text: bytes, delimiter: str, header: bool) -> Iterator[float | Scanned]:
    """The share done so far, and at last what was counted.

    Raises:
        DataProblem: rows of different lengths, by row; a cell that is too long; too many rows or columns.
    """
    state = _State(header)
    raw = np.frombuffer(text if text.endswith(b"\n") else text + b"\n", np.uint8)
    for start in range(0, len(raw), CHUNK):
        state.take(raw[start : start + CHUNK], ord(delimiter), start)
        yield min(1.0, (start + CHUNK) / len(raw))
    if state.quoted:
        raise DataProblem("A quotation mark is opened and never closed. Correct the file.")
    if not state.rows:
        raise DataProblem("The file is empty. Choose another file.")
    if state.ragged:
        row, cells = state.first_ragged
        others = f" ({state.ragged:,} such rows in all)" if state.ragged > 1 else ""
        what = "the header" if header else "the first row"
        raise DataProblem(
            f"Row {row:,} has {cells:,} cell{'s' * (cells != 1)}, but {what} has {state.columns:,}{others}. Correct "
            "that row, or choose another delimiter."
        )
    yield Scanned(state.rows, state.columns, state.blank)


class _State:
    """What is known up to a place of the text."""

    def __init__(self, header: bool) -> None:
        self.quoted, self.rows, self.columns, self.blank, self.ragged = False, 0, 0, 0, 0
        self.first_ragged = (0, 0)
        self._header = header
        self._cells = 0  # delimiters of the line under way, before this chunk
        self._end = -1  # where the last line ended
        self._separator = -1  # where the last cell ended
        self._last = 0  # the byte before this chunk

    def take(self, chunk: NDArray[np.uint8], delimiter: int, start: int) -> None:
        quotes = chunk == _QUOTE
        if self.quoted or quotes.any():
            inside = np.logical_xor.accumulate(quotes) ^ self.quoted
            self.quoted = bool(inside[-1])
            ends, cuts = (chunk == _NEWLINE) & ~inside, (chunk == delimiter) & ~inside
        else:
            ends, cuts = chunk == _NEWLINE, chunk == delimiter
        self._check_lengths(np.flatnonzero(ends | cuts) + start, start + len(chunk))
        places = np.flatnonzero(ends)
        counts = np.cumsum(cuts, dtype=np.int64)
        total = int(counts[-1])
        if len(places):
            cells = np.diff(counts[places], prepend=0)
            cells[0] += self._cells
            self._cells = total - int(counts[places[-1]])
            self._take_lines(cells + 1, places + start, self._before(chunk)[places] == _RETURN)
        else:
            self._cells += total
        self._last = int(chunk[-1])

    def _before(self, chunk: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """For each byte the one before it."""
        return np.concatenate([np.array([self._last], np.uint8), chunk[:-1]])

    def _take_lines(self, cells: NDArray[np.int64], ends: NDArray[np.int64], returns: NDArray[np.bool_]) -> None:
        lengths = np.diff(ends, prepend=self._end) - 1
        self._end = int(ends[-1])
        blank = (cells == 1) & ((lengths == 0) | ((lengths == 1) & returns))
        self.blank += int(blank.sum())
        filled = cells[~blank]
        if not len(filled):
            return
        if not self.rows:
            self.columns = int(filled[0])
        if self.columns > MAX_COLUMNS:
            raise DataProblem(f"The table has {self.columns:,} columns; {MAX_COLUMNS:,} can be. Leave some out.")
        odd = np.flatnonzero(filled != self.columns)
        if len(odd):
            if not self.ragged:
                self.first_ragged = self.rows + int(odd[0]) + 1 - self._header, int(filled[odd[0]])
            self.ragged += len(odd)
        self.rows += len(filled)
        if self.rows > MAX_ROWS + 1 or self.rows * self.columns > MAX_CELLS + self.columns:
            raise DataProblem(
                f"The table has more than {MAX_ROWS:,} rows or {MAX_CELLS:,} cells. Leave out rows or columns."
            )

    def _check_lengths(self, separators: NDArray[np.int64], end: int) -> None:
        longest = int(np.diff(separators, prepend=self._separator).max(initial=0))
        self._separator = int(separators[-1]) if len(separators) else self._separator
        if max(longest, end - self._separator) - 1 > 4 * MAX_TEXT:
            raise DataProblem(
                f"A cell near row {self.rows + 1:,} has more than {MAX_TEXT:,} letters: this seems to be no table, "
                "or a quotation mark is missing."
            )
