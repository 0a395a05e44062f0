"""What becomes of empty cells of a table: each choice in one entry."""

from __future__ import annotations

from dataclasses import dataclass

from engine.registry import Registry


@dataclass(frozen=True)
class MissingChoice:
    """drops: rows with an empty cell are left out; tells: the network sees in an input of its own where one was."""

    name: str
    label: str
    sentence: str
    drops: bool = False
    tells: bool = False


missing_values: Registry[MissingChoice] = Registry("way to treat missing values")

missing_values.add(
    MissingChoice(
        "fill",
        "Fill in",
        "The mean of the column, or its most frequent text, in the training part stands in: no row is lost.",
    )
)
missing_values.add(
    MissingChoice("drop", "Leave out rows", "Rows with an empty cell are left out: nothing is invented.", drops=True)
)
missing_values.add(
    MissingChoice(
        "category",
        "A category of its own",
        "Filled in as well, and one more input says that the cell was empty: for cells that are empty for a reason.",
        tells=True,
    )
)
