"""What a column holds, as far as one can tell: numbers, whole numbers, yes or no, a category, texts of their own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from engine.spec.table import Column

MOST_TEXTS = 100  # of a category
MOST_CLASSES = 20  # of whole numbers that may be classes
_PAIRS = (("no", "yes"), ("n", "y"), ("false", "true"), ("f", "t"), ("nein", "ja"), ("non", "oui"), ("0", "1"))
_NAMES_OF_ROWS = frozenset(
    ("", "id", "index", "no", "nr", "number", "row", "column 1", "unnamed: 0", "rownames", "row names")
)


class ColumnKind(StrEnum):
    """The kinds of columns."""

    NUMBER = "number"
    WHOLE = "whole number"
    YES_NO = "yes or no"
    CATEGORY = "category"
    TEXT = "text or identifier"


@dataclass(frozen=True)
class ColumnView:
    """A column for a preview: its kind, how many cells are empty and different, its first cells as texts.

    remark: what is worth knowing of it, in a sentence, or "". low, high: the least and the largest number. unsure:
    whether its numbers can be read in two ways.
    """

    name: str
    kind: ColumnKind
    rows: int
    missing: int
    different: int
    first: tuple[str, ...]
    remark: str = ""
    low: float | None = None
    high: float | None = None
    unsure: bool = False


def kind_of(column: Column) -> ColumnKind:
    """The kind of a column."""
    values = column.values[~np.isnan(column.values)]
    if column.texts:
        if yes_no_order(column.texts) is not None:
            return ColumnKind.YES_NO
        many = len(column.texts) > MOST_TEXTS or (len(values) > 20 and 2 * len(column.texts) > len(values))
        return ColumnKind.TEXT if many else ColumnKind.CATEGORY
    if not len(values):
        return ColumnKind.NUMBER
    if not (values == np.floor(values)).all():
        return ColumnKind.NUMBER
    if values.min() == 0.0 and values.max() == 1.0:
        return ColumnKind.YES_NO
    return ColumnKind.TEXT if _numbers_rows(column.name, values) else ColumnKind.WHOLE


def yes_no_order(texts: tuple[str, ...]) -> tuple[str, str] | None:
    """Two texts that mean no and yes, no first; None for others."""
    if len(texts) != 2:
        return None
    plain = {text.strip().casefold(): text for text in texts}
    return next(((plain[no], plain[yes]) for no, yes in _PAIRS if plain.keys() == {no, yes}), None)


def view_of(column: Column, remark: str = "", shown: int = 8) -> ColumnView:
    """The column as a preview shows it."""
    values = column.values
    known = values[~np.isnan(values)]
    different = len(column.texts) or len(np.unique(known))
    first = tuple(cell_text(column, float(value)) for value in values[:shown])
    if not remark and not len(known):
        remark = "It is empty in all rows."
    elif not remark and different == 1:
        remark = f"It is {cell_text(column, float(known[0]))} in all rows and so tells nothing."
    low, high = (float(known.min()), float(known.max())) if len(known) and not column.texts else (None, None)
    empty = len(values) - len(known)
    return ColumnView(column.name, kind_of(column), len(values), empty, different, first, remark, low, high)


def cell_text(column: Column, value: float) -> str:
    """A cell as it reads; "" where it is empty."""
    if np.isnan(value):
        return ""
    return column.texts[int(value)] if column.texts else f"{value:.10g}"


def _numbers_rows(name: str, values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> bool:
    """Whether whole numbers only number the rows."""
    if name.strip().casefold() not in _NAMES_OF_ROWS or len(values) < 3:
        return False
    return bool((np.diff(values) == 1.0).all())
