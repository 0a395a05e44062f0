"""How a column's numbers are written: which sign begins the decimals, which parts thousands, what is unsure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.catalog.arrays import Array

if TYPE_CHECKING:
    import polars

_SPACES = " \u00a0\u2009\u202f'\u2019"
_SIGN, _POWER = "[+-]?", "(?:[eE][+-]?[0-9]+)?"
_LOOKED_AT = 1_000  # cells that are enough to see that a column has plain decimals


def _written(decimal: str, thousands: str) -> str:
    """The pattern of a number; no number with thousands begins with 0: 0,123 has decimals."""
    whole = f"(?:[0-9]+|[1-9][0-9]{{0,2}}(?:[{thousands}][0-9]{{3}})+)"
    return f"^{_SIGN}(?:{whole}(?:[{decimal}][0-9]*)?|[{decimal}][0-9]+){_POWER}$"


_POINT, _COMMA = _written(".", ","), _written(",", ".")
_SPACED = f"^{_SIGN}[1-9][0-9]{{0,2}}(?:[{_SPACES}][0-9]{{3}})+(?:[.,][0-9]*)?{_POWER}$"
_POINTS, _COMMAS, _SPACES_IN = re.compile(_POINT), re.compile(_COMMA), re.compile(_SPACED)


@dataclass(frozen=True)
class Notation:
    """How a column's numbers are written.

    decimal: "." or ",". unsure: whether each of them can be read with the other sign as well. shown: the first cell
    that does not read as it stands, or is unsure, "" for none; its row, from 0.
    """

    decimal: str = "."
    unsure: bool = False
    shown: str = ""
    row: int = 0


def is_number(cell: str) -> bool:
    """Whether a cell holds a number in any of the notations."""
    return any(pattern.match(cell) is not None for pattern in (_POINTS, _COMMAS, _SPACES_IN))


def votes(cells: list[str]) -> tuple[int, int, int, int]:
    """How many cells can only have decimals by a point, by a comma; of the unsure, those with comma and point."""
    point = [_POINTS.match(cell) is not None for cell in cells]
    comma = [_COMMAS.match(cell) is not None for cell in cells]
    both = [cell for cell, one, other in zip(cells, point, comma, strict=True) if one and other]
    commas, points = sum("," in cell for cell in both), sum("." in cell for cell in both)
    return sum(point) - len(both), sum(comma) - len(both), commas, points


def numbers_of(texts: polars.Series, decimal: str, sure: bool) -> tuple[Array, Notation]:
    """The numbers of a column's texts, NaN for a cell that is empty or none, and how they are written.

    decimal: what the file's other columns, or somebody, say; it settles what can be read in two ways. sure: whether
    they say so plainly.
    """
    dotted = decimal == "," and texts.str.contains(".", literal=True).any()
    plain = _cast(texts if decimal == "." else texts.str.replace(",", ".", literal=True))
    if not dotted and not np.isnan(plain[texts.is_not_null().to_numpy()]).any():
        own, other = (_POINT, _COMMA) if decimal == "." else (_COMMA, _POINT)
        if (sure and decimal == ".") or _matches(texts.head(_LOOKED_AT), own, other).any():
            return plain, Notation(decimal)
    return _read(texts, decimal, sure)


def _read(texts: polars.Series, decimal: str, sure: bool) -> tuple[Array, Notation]:
    spaced = texts.str.contains(_SPACED).fill_null(False)
    cells = texts.str.replace_all(f"[{_SPACES}]", "").zip_with(spaced, texts) if spaced.any() else texts
    point, comma = _matches(cells, _POINT), _matches(cells, _COMMA)
    only_point, only_comma = int((point & ~comma).sum()), int((comma & ~point).sum())
    if only_point != only_comma:
        decimal = "." if only_point > only_comma else ","
    signs = cells.str.contains("[.,]").fill_null(False)
    both = point & comma & signs
    unsure = not only_point and not only_comma and bool(both.any())
    kept, thousands = (point, ",") if decimal == "." else (comma, ".")
    pure = cells.str.replace_all(thousands, "", literal=True).str.replace(",", ".", literal=True)
    values = _cast(pure.zip_with(kept, cells.set(point | comma, None)))
    grouped = kept & (spaced | cells.str.contains(thousands, literal=True).fill_null(False))
    told = grouped | both if unsure and not (sure and decimal == ".") else grouped
    if not told.any():
        return values, Notation(decimal)
    row = told.arg_max() or 0
    return values, Notation(decimal, unsure, str(texts[row]), row)


def _matches(cells: polars.Series, pattern: str, without: str | None = None) -> polars.Series:
    found = cells.str.contains(pattern).fill_null(False)
    return found if without is None else found & ~cells.str.contains(without).fill_null(False)


def _cast(texts: polars.Series) -> Array:
    import polars

    values: Array = texts.cast(polars.Float64, strict=False).fill_null(np.nan).to_numpy().astype(np.float64)
    return values


def said_of(notation: Notation, value: float, decimal: str) -> str:
    """In a sentence, what was made of the cell that is shown, or ""; decimal: the file's.

    value: what that cell was read as.
    """
    cell, sign = notation.shown[:40], "comma" if notation.decimal == "," else "point"
    if cell and notation.unsure:
        return f"“{cell}” can be read in two ways; it is taken as {value:.15g}, with a decimal {sign}."
    if cell:
        return f"“{cell}” is read as {value:.15g}."
    return f"Here decimals are written with a {sign}." if notation.decimal != decimal else ""
