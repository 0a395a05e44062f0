"""The table that the benchmarks print."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One figure with its unit, what was aimed at, and how it was got."""

    name: str
    value: float
    unit: str
    aim: str
    note: str = ""


def print_table(rows: Sequence[Row]) -> None:
    """Print the rows aligned."""
    width = max(len(row.name) for row in rows)
    print(f"\n{'figure':{width}}  {'measured':>12}  {'aim':<12} how")
    for row in rows:
        print(f"{row.name:{width}}  {row.value:8.3g} {row.unit:<3}  {row.aim:<12} {row.note}")
