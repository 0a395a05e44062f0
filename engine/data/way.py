"""The way from the columns of the data to what the network sees, before it is scaled: each input in one record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from engine.catalog import features, missing_values
from engine.catalog.arrays import Array
from engine.catalog.data_source import DataProblem, DataSource
from engine.catalog.features import Feature
from engine.spec.specs import DataSpec

MOST_INPUTS = 10_000
MISSING = -1
Columns = Sequence[Array] | Mapping[int, Array]


@dataclass(frozen=True)
class AsItIs:
    """Input = the column's number; an empty cell has its stand-in."""

    name: str
    column: int

    def make(self, columns: Columns, stand_ins: Array) -> Array:
        return filled(columns[self.column], float(stand_ins[self.column]))


@dataclass(frozen=True)
class IsText:
    """Input = 1 where the cell holds this one of the column's texts, else 0; MISSING: where it is empty.

    told: whether empty cells have an input of their own, so that nothing need stand in for them here.
    """

    name: str
    column: int
    code: int
    told: bool = False

    def make(self, columns: Columns, stand_ins: Array) -> Array:
        column = columns[self.column]
        if self.code == MISSING:
            return np.isnan(column).astype(np.float64)
        codes = column if self.told else filled(column, float(stand_ins[self.column]))
        is_it: Array = np.equal(np.rint(codes), self.code).astype(np.float64)
        return is_it


@dataclass(frozen=True)
class IsEmpty:
    """Input = 1 where the cell of a number is empty, else 0."""

    name: str
    column: int

    def make(self, columns: Columns, stand_ins: Array) -> Array:
        return np.isnan(columns[self.column]).astype(np.float64)


@dataclass(frozen=True)
class OfPlane:
    """Input = a feature of the two columns."""

    name: str
    feature: Feature

    def make(self, columns: Columns, stand_ins: Array) -> Array:
        first, second = (filled(columns[i], float(stand_ins[i])) for i in (0, 1))
        return self.feature.value(first, second)


Made = AsItIs | IsText | IsEmpty | OfPlane


@dataclass(frozen=True, eq=False)
class Way:
    """How each input is made. stand_ins: float64 (columns,), what stands in for an empty cell: the mean of a number,
    the most frequent code of a text, over the training part; NaN until it has been measured. is_plain: whether
    every input is the column in its place."""

    inputs: tuple[Made, ...]
    categories: tuple[tuple[str, ...], ...]
    stand_ins: Array = field(repr=False)
    is_plain: bool = field(init=False, repr=False)

    def __post_init__(self) -> None:
        plain = len(self.inputs) == len(self.categories) and not any(self.categories)
        columns = (made.column for made in self.inputs if isinstance(made, AsItIs))
        object.__setattr__(self, "is_plain", plain and list(columns) == list(range(len(self.inputs))))

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(made.name for made in self.inputs)

    def with_stand_ins(self, stand_ins: Array) -> Way:
        """The same with other numbers (columns,) for empty cells."""
        stand_ins.flags.writeable = False
        return Way(self.inputs, self.categories, stand_ins)

    def make(self, columns: Sequence[Array]) -> Array:
        """The inputs (n, inputs) of rows given as columns (n,) each, with NaN for an empty cell."""
        made = np.empty((len(columns[0]), len(self.inputs)))
        for place, maker in enumerate(self.inputs):
            made[:, place] = maker.make(columns, self.stand_ins)
        return made

    def make_of_rows(self, raw: Array) -> Array:
        """The same of rows (n, columns); all at once where every column is an input as it is."""
        if self.is_plain:
            empty = np.isnan(raw)
            return np.where(empty, self.stand_ins, raw) if empty.any() else raw.copy()
        return self.make(tuple(raw.T))


def filled(column: Array, stand_in: float) -> Array:
    """The column with its empty cells filled in."""
    empty = np.isnan(column)
    return np.where(empty, stand_in, column) if empty.any() else column


def way_of(spec: DataSpec, source: DataSource) -> Way:
    """The inputs that a data spec asks for, before anything is measured.

    Raises:
        UnknownName: no such feature or way to treat missing values.
        DataProblem: features of something else than two numbers, or more inputs than can be.
    """
    categories = source.categories or ((),) * len(source.inputs)
    made = _plane(spec, source, categories) if spec.features else _columns(spec, source, categories)
    if len(made) > MOST_INPUTS:
        widest = max(range(len(categories)), key=lambda column: len(categories[column]))
        raise DataProblem(
            f"The network would see {len(made):,} inputs, {len(categories[widest]):,} of them for the texts of "
            f'column "{source.inputs[widest]}"; {MOST_INPUTS:,} can be. Leave that column out.'
        )
    return Way(made, categories, np.full(len(source.inputs), np.nan))


def _plane(
    spec: DataSpec, source: DataSource, categories: Sequence[Sequence[str]]
) -> tuple[Made, ...]:
    chosen = [features[name] for name in spec.features]
    if len(source.inputs) != 2 or any(categories):
        raise DataProblem(
            "Squares, products and sines are made of two numbers, but this data has other columns. "
            "Choose no features, or two inputs."
        )
    twice = next((f.name for f in chosen if chosen.count(f) > 1), None)
    if twice is not None:
        raise DataProblem(f'The feature "{twice}" is chosen twice. Choose it once.')
    return tuple(OfPlane(feature.label(source.inputs), feature) for feature in chosen)


def _columns(
    spec: DataSpec, source: DataSource, categories: Sequence[Sequence[str]]
) -> tuple[Made, ...]:
    tells = missing_values[spec.missing].tells
    made: list[Made] = []
    for column, (name, texts) in enumerate(zip(source.inputs, categories, strict=True)):
        told = tells and source.columns is not None and bool(np.isnan(source.columns[column]).any())
        if texts:
            made += [IsText(f"{name}: {text}", column, code, told) for code, text in enumerate(texts)]
        else:
            made.append(AsItIs(name, column))
        if told:
            empty = f"{name}: empty"
            made.append(IsText(empty, column, MISSING, told) if texts else IsEmpty(empty, column))
    return tuple(made)


def measured(way: Way, columns: Sequence[Array], names: Sequence[str]) -> Way:
    """The way with what stands in for empty cells, from the training rows given as columns (n,) each.

    Raises:
        DataProblem: a column is empty in all of them.
    """
    found = [stand_in(*each) for each in zip(columns, way.categories, names, strict=True)]
    return way.with_stand_ins(np.array(found, dtype=np.float64))


def stand_in(column: Array, texts: Sequence[str], name: str) -> float:
    """What stands in for an empty cell of a column, from its training rows (n,).

    Raises:
        DataProblem: all of them are empty.
    """
    known = column[~np.isnan(column)]
    if not len(known):
        raise DataProblem(
            f'Column "{name}" is empty in all {len(column):,} training rows. Leave it out, or choose another '
            "data seed."
        )
    return float(np.bincount(known.astype(np.int64)).argmax() if texts else known.mean())
