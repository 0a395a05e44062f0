"""An experiment on a table, with the choice of columns and the network that are likely meant."""

from __future__ import annotations

from pathlib import Path

from engine.data import data_info, load
from engine.data.facts import data_facts
from engine.spec.proposal import proposal
from engine.spec.specs import DataSpec, ExperimentSpec
from engine.tables.choice import passed_over, proposed
from engine.tables.options import ReadOptions
from engine.tables.table_reading import Reading, read_table

MOST_SAID = 10  # columns that are odd
SUFFIXES = (".csv", ".tsv", ".tab", ".txt")


def is_table_file(path: Path) -> bool:
    """Whether a file's name is that of a table."""
    return path.suffix.lower() in SUFFIXES


def table_experiment(path: Path, options: ReadOptions | None = None) -> tuple[ExperimentSpec, Reading]:
    """The experiment that is proposed for the table in a file, and what was read.

    Raises:
        DataProblem: it cannot be read, or holds nothing to learn from.
    """
    found = read_table(path, options)
    return experiment_on(proposed(found.table), path.stem), found


def experiment_on(data: DataSpec, name: str) -> ExperimentSpec:
    """The network, loss and optimizer that are usual for the data.

    Raises:
        DataProblem: the data cannot be learned from.
    """
    return proposal(data_info(data), data_facts(load(data))).experiment(data, name)


def said_of(spec: ExperimentSpec, found: Reading) -> tuple[str, ...]:
    """What somebody should know who was not asked: what was read, what of it is odd, what is predicted from what."""
    info = data_info(spec.data)
    names = ", ".join(info.columns[:8]) + (f" and {len(info.columns) - 8:,} more" if len(info.columns) > 8 else "")
    left = [view.name for view in found.views if view.name not in (*info.columns, *spec.data.targets)]
    other = passed_over(found.table)
    without = (f"Left out: {', '.join(left[:8])}{' ...' if len(left) > 8 else ''}.",) if left else ()
    return (
        *found.remarks,
        *found.odd[:MOST_SAID],
        *((other,) if other else ()),
        f"{found.table}: {' and '.join(spec.data.targets)} ({info.task}) is predicted from {names}.",
        *without,
    )
