"""What of a data spec cannot be: names that there are not, shares that leave nothing to learn from."""

from collections.abc import Iterator

from engine.catalog import features, missing_values
from engine.registry import UnknownName
from engine.spec.problem import Problem
from engine.spec.specs import DataSpec

MOST_HELD_OUT = 0.95


def data_problems(data: DataSpec) -> Iterator[Problem]:
    """Problems that can be told without looking at any examples."""
    for registry, names in ((features, data.features), (missing_values, (data.missing,))):
        for name in names:
            try:
                registry[name]
            except UnknownName as error:
                yield Problem("Data", str(error), "Choose one of these.")
    both = data.validation_share + data.test_share
    if both > MOST_HELD_OUT:
        yield Problem(
            "Data",
            f"validation and test share together are {both:.0%} of the examples.",
            f"Leave at least {1.0 - MOST_HELD_OUT:.0%} for training.",
        )


def example_count(data: DataSpec) -> int:
    """About how many examples there are: what is drawn, or the rows of the table."""
    return data.samples if data.table is None else data.table.table.rows
