"""What of a data spec cannot be is said with the place and the cure, and memory is counted by the table's rows."""

from dataclasses import replace

import numpy as np
import pytest

from engine.session import InvalidExperiment, Session
from engine.spec import Column, DataInfo, DataSpec, ExperimentSpec, Table, TableRef, problems


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"features": ("x1", "x3")}, 'no feature "x3". Did you mean'),
        ({"missing": "mean"}, 'no way to treat missing values "mean"'),
        ({"validation_share": 0.6, "test_share": 0.4}, "together are 100%"),
        ({"test_share": 0.7, "validation_share": 0.1}, "test share is 0.7"),
    ],
)
def test_problems_of_the_data(changes: dict[str, object], said: str) -> None:
    spec = ExperimentSpec(data=replace(DataSpec(), **changes))  # type: ignore[arg-type]
    (found,) = problems(spec)
    assert found.place == "Data"
    assert said in str(found)
    with pytest.raises(InvalidExperiment):
        Session(spec)


def test_a_table_too_large_for_memory_is_said_with_its_numbers() -> None:
    table = TableRef(Table([Column("x", np.zeros(300_000)), Column("y", np.zeros(300_000))]))
    spec = ExperimentSpec(data=DataSpec("table", table=table)).with_training(batch_size=10)
    info = DataInfo("binary", tuple(f"x: {i}" for i in range(400)), classes=("a", "b"), training_count=300_000)
    (found,) = problems(spec, info)
    assert found.place == "Data"
    assert found.reason.startswith("300,000 examples of 400 inputs would need about 2.7 GiB")
