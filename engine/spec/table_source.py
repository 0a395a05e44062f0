"""A table as a source of examples: which columns the network sees, which it predicts, and what task that is."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from engine.catalog.arrays import Array, Rows
from engine.catalog.data_source import DataProblem, DataSource, Targets
from engine.catalog.labels import is_one_hot
from engine.catalog.loss import Task
from engine.catalog.missing_values import missing_values
from engine.spec.specs import DataSpec
from engine.spec.table import Column, Table, TableRef

TABLE = "table"
_Key = tuple[TableRef, tuple[str, ...], tuple[str, ...]]


def table_source(data: DataSpec) -> DataSource:
    """The source that a data spec named "table" describes.

    Raises:
        DataProblem: no table, a column that it does not have, no input, no target, or a column with no number at all.
    """
    return _source(*_key(data), data.image)


def kept_rows(data: DataSpec) -> Rows | None:
    """The rows of the table that can be used, from 0: those with a target, and without empty cells where such rows
    are left out. None: all of them."""
    if data.name != TABLE:
        return None
    return _kept(*_key(data), missing_values[data.missing].drops)


def input_names(table: Table, inputs: tuple[str, ...], targets: tuple[str, ...]) -> tuple[str, ...]:
    """The columns that the network sees: those named, or all; what is predicted is none of them."""
    return tuple(name for name in inputs or table.names if name not in targets)


def _key(data: DataSpec) -> _Key:
    if data.table is None:
        raise DataProblem("There is no table. Open one, or choose another data set.")
    return data.table, data.inputs, data.targets


@lru_cache(maxsize=2)
def _source(ref: TableRef, inputs: tuple[str, ...], targets: tuple[str, ...], image: tuple[int, ...]) -> DataSource:
    table = ref.table
    given = [table[name] for name in input_names(table, inputs, targets)]
    wanted = [table[name] for name in targets]
    _check_choice(given, wanted, table)
    size = _picture_size(image, given)
    task, classes = _task(wanted)
    y = _targets(wanted, task)
    columns = tuple(column.values for column in given)

    def draw(rng: np.random.Generator, samples: int, noise: float) -> tuple[Array, Targets]:
        return np.column_stack(columns), y

    numbers = [place for place, column in enumerate(given) if not column.texts]
    first, second = (*numbers, *(place for place in range(len(given)) if place not in numbers), 0)[:2]
    return DataSource(
        name=TABLE,
        label=table.file_name or "Table",
        task=task,
        inputs=tuple(column.name for column in given),
        outputs=() if classes else tuple(column.name for column in wanted),
        classes=classes,
        draw=draw,
        sized=False,
        noisy=False,
        sentence=f"{table}: predict {' and '.join(targets)}.",
        plotted=(first, second),
        spans=tuple((-0.5, len(column.texts) - 0.5) if column.texts else column.span for column in given),
        categories=tuple(column.texts for column in given),
        image=size,
        columns=columns,
        targets=y,
        numbered=True,
        one_hot=len(wanted) > 1 and task == "multiclass",
    )


def _picture_size(image: tuple[int, ...], given: list[Column]) -> tuple[int, int] | None:
    """The size of the pictures whose pixels these columns are; None where they are no pictures."""
    if not image:
        return None
    if len(image) != 2 or min(image) < 1 or image[0] * image[1] != len(given):
        size = " × ".join(map(str, image))
        raise DataProblem(
            f"Pictures of {size} pixels do not go with {len(given):,} inputs. Choose all pixels as inputs, or "
            "no picture size (data.image)."
        )
    if any(column.texts for column in given):
        raise DataProblem("A column of texts is no pixel. Choose no picture size (data.image).")
    return image[0], image[1]


def _check_choice(given: list[Column], wanted: list[Column], table: Table) -> None:
    if not wanted:
        raise DataProblem("The table has no target. Choose the column that is to be predicted.")
    if not given:
        raise DataProblem("No column is left for the network to see. Choose at least one input.")
    for column in (*given, *wanted):
        if column.missing == table.rows:
            raise DataProblem(f'Column "{column.name}" is empty in all {table.rows:,} rows. Leave it out.')
    if len({column.name for column in given}) < len(given) or len({column.name for column in wanted}) < len(wanted):
        raise DataProblem("A column is chosen twice. Choose it once.")


def _task(wanted: list[Column]) -> tuple[Task, tuple[str, ...]]:
    """The kind of task and the names of its classes."""
    if len(wanted) == 1:
        texts = wanted[0].texts
        if len(texts) == 1:
            raise DataProblem(f'Column "{wanted[0].name}" is "{texts[0]}" everywhere. Choose another target.')
        return ("regression" if not texts else "binary" if len(texts) == 2 else "multiclass"), texts
    if all(is_yes_no(column) for column in wanted):
        return ("multiclass", tuple(column.name for column in wanted)) if _are_one_hot(wanted) else ("multilabel", ())
    for column in wanted:
        if column.texts:
            raise DataProblem(
                f'Column "{column.name}" holds texts, but several targets are all numbers, or all answers of yes and '
                "no. Choose it alone, or leave it out."
            )
    return "regression", ()


def is_yes_no(column: Column) -> bool:
    """Whether each cell is one of two texts, or 0 or 1, or empty."""
    if column.texts:
        return len(column.texts) == 2
    values = column.values
    return bool((np.isnan(values) | (values == 0.0) | (values == 1.0)).all())


def _are_one_hot(wanted: list[Column]) -> bool:
    """Whether the columns are one-hot labels: in each row with a label a single yes."""
    rows = np.column_stack([column.values for column in wanted])
    known = ~np.isnan(rows).any(axis=1)
    return len(wanted) > 1 and bool(known.any()) and is_one_hot(rows[known])


def _targets(wanted: list[Column], task: Task) -> Targets:
    if task == "multiclass" and len(wanted) > 1:
        rows = np.column_stack([column.values for column in wanted])
        labels: Rows = np.nan_to_num(rows).argmax(axis=1).astype(np.int64)
        labels[np.isnan(rows).any(axis=1)] = -1
        return labels
    if task in ("binary", "multiclass"):
        codes = wanted[0].values
        classes: Targets = np.where(np.isnan(codes), -1.0, codes).astype(np.int64)
        return classes
    return np.column_stack([column.values for column in wanted])


@lru_cache(maxsize=4)
def _kept(ref: TableRef, inputs: tuple[str, ...], targets: tuple[str, ...], drops: bool) -> Rows | None:
    table = ref.table
    names = (*targets, *(input_names(table, inputs, targets) if drops else ()))
    whole = np.ones(table.rows, dtype=bool)
    for name in names:
        whole &= ~np.isnan(table[name].values)
    if whole.all():
        return None
    if not whole.any():
        what = "an empty cell among its inputs and targets" if drops else "no target"
        cure = "Fill empty cells in, or choose other columns." if drops else "Choose another target."
        raise DataProblem(f"Every row of the table has {what}. {cure}")
    return np.flatnonzero(whole)
