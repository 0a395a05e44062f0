"""What is made of a table's columns: inputs, targets, or nothing; numbers or texts; no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import prod
from typing import Literal

import numpy as np

from engine.catalog import missing_values
from engine.session import DataProblem, data_info
from engine.spec import DataInfo, DataSpec
from engine.spec.table import Column, Table, TableRef
from engine.spec.table_source import TABLE
from engine.tables import passed_over, proposed, with_category, with_numbers

Use = Literal["input", "target", "ignore"]
USES: tuple[Use, ...] = ("input", "target", "ignore")


@dataclass(frozen=True, eq=False)
class TableChoice:
    """A table as it was read, the use of each column, and what becomes of empty cells.

    notice: what is unexpected about a use that was proposed, as long as nobody chose another.
    """

    table: Table
    uses: tuple[Use, ...]
    missing: str = "fill"
    standardize: bool = True
    notice: str = ""

    @classmethod
    def proposed(cls, table: Table) -> TableChoice:
        """A sensible use of the columns; all as inputs where there is none."""
        try:
            return replace(cls.of(proposed(table)), notice=passed_over(table))
        except DataProblem:
            return cls(table, (USES[0],) * len(table.columns))

    @classmethod
    def of(cls, data: DataSpec) -> TableChoice:
        """What an experiment on a table has chosen. Raises DataProblem: it has no table."""
        if data.table is None:
            raise DataProblem("There is no table. Open one first.")
        table, targets = data.table.table, set(data.targets)
        inputs = set(data.inputs or (name for name in table.names if name not in targets))
        uses: tuple[Use, ...] = tuple(
            "target" if name in targets else "input" if name in inputs else "ignore" for name in table.names
        )
        return cls(table, uses, data.missing, data.standardize)

    def kept(self, table: Table) -> TableChoice:
        """The same uses and settings for the table read otherwise; what is proposed if it has other columns."""
        return replace(self, table=table) if table.names == self.table.names else TableChoice.proposed(table)

    def with_use(self, places: tuple[int, ...], use: Use) -> TableChoice:
        """Those columns used otherwise."""
        uses = tuple(use if place in places else old for place, old in enumerate(self.uses))
        return replace(self, uses=uses, notice="")

    def with_kind(self, places: tuple[int, ...], text: bool) -> TableChoice:
        """Those columns read as texts or as numbers.

        Raises:
            DataProblem: texts that are no numbers, or too many numbers for texts.
        """
        table = self.table
        for name in (table.names[place] for place in places):
            table = with_category(table, name) if text else with_numbers(table, name)
        return replace(self, table=table)

    def with_settings(self, missing: str | None = None, standardize: bool | None = None) -> TableChoice:
        """Empty cells treated otherwise, or inputs scaled otherwise."""
        return replace(
            self,
            missing=self.missing if missing is None else missing,
            standardize=self.standardize if standardize is None else standardize,
        )

    def named(self, use: Use) -> tuple[str, ...]:
        """The names of the columns of that use."""
        return tuple(name for name, own in zip(self.table.names, self.uses, strict=True) if own == use)

    def data(self, old: DataSpec) -> DataSpec:
        """The data that is chosen, with the shares and the seed of another spec.

        Of the same table the weights of its examples stay, too, and of the same inputs that they are pictures.
        """
        inputs = self.named("input")
        known = None if old.table is None or old.name != TABLE else old.table.table
        same = known is not None and (known.rows, known.file_name) == (self.table.rows, self.table.file_name)
        alike = same and old.inputs in (inputs, ()) and len(inputs) == prod(old.image)
        return replace(
            old,
            name=TABLE,
            table=TableRef(self.table),
            inputs=inputs,
            targets=self.named("target"),
            missing=self.missing,
            standardize=self.standardize,
            sample_weight=old.sample_weight if same else None,
            features=(),
            image=old.image if alike else (),
        )

    def info(self, old: DataSpec) -> DataInfo:
        """What the network would have to learn.

        Raises:
            DataProblem: it cannot be learned from.
        """
        if not self.named("input"):
            raise DataProblem("No column is an input yet. Choose what the network is to see.")
        if not self.named("target"):
            raise DataProblem("No column is a target yet. Choose what the network is to predict.")
        return data_info(self.data(old))


# Words


def values_text(column: Column, most: int = 6) -> str:
    """What is in a column, in a few words: its range, or its texts."""
    if column.texts:
        shown = ", ".join(column.texts[:most]) + (", …" if len(column.texts) > most else "")
        return f"{len(column.texts):,} texts: {shown}" if len(column.texts) > 1 else f"only {shown}"
    known = column.values[~np.isnan(column.values)]
    if not len(known):
        return "empty"
    low, high = float(known.min()), float(known.max())
    return f"{_said(low)} to {_said(high)}" if low < high else f"only {_said(low)}"


def becomes_text(column: Column, use: Use) -> str:
    """What the network gets of a column."""
    if use == "ignore":
        return "left out"
    many = len(column.texts) > 1
    if use == "target":
        return f"{len(column.texts):,} classes" if many else "a number to predict"
    return f"{len(column.texts):,} inputs, one for each text" if many else "1 input"


def task_text(info: DataInfo, targets: tuple[str, ...]) -> str:
    """The task in words."""
    named = " and ".join(targets) if len(targets) <= 2 else f"{', '.join(targets[:-1])} and {targets[-1]}"
    match info.task:
        case "binary":
            no, yes = info.classes
            return f"Tell {no} from {yes} ({named}): one output, the probability of “{yes}”."
        case "multiclass":
            return f"Name one of {len(info.classes):,} classes of {named}: an output for each."
        case "multilabel":
            return f"Answer {len(info.outputs)} questions with yes or no: {named}."
    return f"Predict the number {named}." if len(targets) == 1 else f"Predict {len(targets)} numbers: {named}."


def sizes_text(info: DataInfo, rows: int) -> str:
    """How many inputs, and how many rows are used."""
    used = info.training_count + info.validation_count + info.test_count
    left = f" of {rows:,}" if used < rows else ""
    parts = f"{info.training_count:,} for training, {info.validation_count:,} for validation"
    tests = f", {info.test_count:,} for the test" if info.test_count else ""
    inputs = "1 input" if len(info.inputs) == 1 else f"{len(info.inputs):,} inputs"
    return f"{inputs}, {used:,}{left} rows: {parts}{tests}."


def missing_text(choice: TableChoice) -> str:
    """How many cells of the columns that are used are empty, and what becomes of them."""
    cells, columns = _empty(choice, "input")
    lost, _ = _empty(choice, "target")
    said = []
    if cells:
        where = "1 column" if columns == 1 else f"{columns:,} columns"
        cell = "1 cell is" if cells == 1 else f"{cells:,} cells are"
        said.append(f"{cell} empty, in {where}. {missing_values[choice.missing].sentence}")
    if lost:
        rows = "1 row has" if lost == 1 else f"{lost:,} rows have"
        said.append(f"{rows} no target and {'is' if lost == 1 else 'are'} left out.")
    return " ".join(said)


def empty_inputs(choice: TableChoice) -> bool:
    """Whether something has to stand in for empty cells, or rows to be left out for them."""
    return _empty(choice, "input")[0] > 0


def _empty(choice: TableChoice, use: Use) -> tuple[int, int]:
    """How many cells of the inputs are empty, or how many rows lack a target, and in how many columns."""
    used = [column for column, own in zip(choice.table.columns, choice.uses, strict=True) if own == use]
    columns = sum(column.missing > 0 for column in used)
    if use == "input" or not columns:
        return sum(column.missing for column in used), columns
    lacking = np.logical_or.reduce([np.isnan(column.values) for column in used if column.missing])
    return int(lacking.sum()), columns


def _said(value: float) -> str:
    return f"{value:.4g}".replace("-", "\u2212")
