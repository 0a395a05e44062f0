"""The cells of a table's text, and each column as numbers or as texts: what is neither is named by row and column."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.catalog.data_source import DataProblem
from engine.spec.table import MAX_TEXT, Column
from engine.tables.dialect import Dialect
from engine.tables.kinds import yes_no_order
from engine.tables.notation import numbers_of, said_of
from engine.tables.options import EMPTY

if TYPE_CHECKING:
    import polars

BAD_SHARE = 0.05  # of the cells of a column of numbers that may be something else, and are taken as empty
MOST_TEXTS = 20_000  # different ones of a column


class Parsed(NamedTuple):
    """A column, None where it cannot be held; a remark on it, or ""; whether its numbers can be read in two ways."""

    column: Column | None
    remark: str = ""
    unsure: bool = False


def frame_of(text: bytes, dialect: Dialect) -> polars.DataFrame:
    """The cells as texts, None for an empty one, by polars.

    Raises:
        DataProblem: polars is not installed, or cannot parse the text.
    """
    try:
        import polars
    except ImportError:
        raise DataProblem(
            "Tables are read with the library polars, which is not installed here. Install it (pip install polars)."
        ) from None
    try:
        return polars.read_csv(
            io.BytesIO(text),
            separator=dialect.delimiter,
            has_header=False,
            infer_schema=False,
        )
    except polars.exceptions.PolarsError as error:
        reason = str(error).splitlines()[0].rstrip(".")
        raise DataProblem(f"The table cannot be parsed: {reason}. Correct the file.") from None


def names_of(frame: polars.DataFrame, dialect: Dialect) -> tuple[str, ...]:
    """The columns' names: those of the first row, made different where one comes twice, or numbers."""
    given = [str(name or "").strip() for name in frame.row(0)] if dialect.header else [""] * frame.width
    names: list[str] = []
    for number, name in enumerate(given, 1):
        plain = " ".join((name or f"column {number}")[:MAX_TEXT].split())
        taken, count = plain, 2
        while taken in names:
            taken, count = f"{plain} ({count})", count + 1
        names.append(taken)
    return tuple(names)


def columns_of(frame: polars.DataFrame, dialect: Dialect) -> Iterator[Parsed]:
    """Each column in turn."""
    names = names_of(frame, dialect)
    for name, series in zip(names, frame.iter_columns(), strict=True):
        yield _column(name, series.slice(1 if dialect.header else 0), dialect)


def _column(name: str, series: polars.Series, dialect: Dialect) -> Parsed:
    texts = series.str.strip_chars()
    texts = texts.set(texts.is_in(list(EMPTY)), None) if len(texts) else texts
    values, notation = numbers_of(texts, dialect.decimal, dialect.sure)
    said = said_of(notation, float(values[notation.row]), dialect.decimal) if len(values) else ""
    known = texts.is_not_null().to_numpy()
    bad = known & ~np.isfinite(values)
    count, total = int(bad.sum()), int(known.sum())
    if count <= BAD_SHARE * total:
        if not count:
            return Parsed(Column(name, values), said, notation.unsure)
        row = int(np.flatnonzero(bad)[0])
        cell, value = str(texts[row])[:40], float(values[row])
        what = "is infinite" if np.isinf(value) else f"holds “{cell}”, which is no number"
        others = f", as are {count - 1:,} more" if count > 1 else ""
        values[bad] = np.nan
        remark = f"Row {row + 1:,} {what}; it is taken as empty{others}. {said}".rstrip()
        return Parsed(Column(name, values), remark, notation.unsure)
    return _texts(name, texts)


def _texts(name: str, texts: polars.Series) -> Parsed:
    found = texts.drop_nulls().unique().sort().to_list()
    if len(found) > MOST_TEXTS:
        said = f"Column “{name}” has {len(found):,} different texts; {MOST_TEXTS:,} can be. It is left out."
        return Parsed(None, said)
    longest = max(map(len, found))
    if longest > MAX_TEXT:
        said = f"Column “{name}” has a text of {longest:,} letters; {MAX_TEXT:,} can be. It is left out."
        return Parsed(None, said)
    order = yes_no_order(tuple(found)) or tuple(found)
    codes = {text: float(code) for code, text in enumerate(order)}
    values = np.array([codes.get(text, np.nan) for text in texts.to_list()], dtype=np.float64)
    return Parsed(Column(name, values, tuple(order)))
