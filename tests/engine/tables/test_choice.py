"""What is predicted from what, unless somebody says otherwise, and columns read as something else."""

import numpy as np
import pytest

from engine.catalog.data_source import DataProblem
from engine.data import data_info
from engine.spec import Column, Table
from engine.tables import passed_over, proposed, with_category, with_numbers

N = 60
X = np.arange(N) / 7.0


def table(*columns: Column) -> Table:
    return Table(columns, "some.csv")


def number(name: str = "x") -> Column:
    return Column(name, X)


def species(name: str = "species") -> Column:
    return Column(name, np.arange(N) % 3.0, ("a", "b", "c"))


@pytest.mark.parametrize(
    ("columns", "target", "task"),
    [
        ((number(), species("kind")), "kind", "multiclass"),
        ((species("Species"), number()), "Species", "multiclass"),
        ((number("price"), number("size")), "price", "regression"),
        ((Column("label", np.arange(N) % 3.0), number()), "label", "multiclass"),
        ((number(), Column("bit", np.arange(N) % 2.0)), "bit", "binary"),
        ((number(), Column("count", np.arange(N) % 13.0)), "count", "regression"),
        ((number(), Column("name", np.arange(N) * 1.0, tuple(f"n{i:02}" for i in range(N))), number("z")), "z", ""),
    ],
)
def test_the_likely_target_is_proposed(columns: tuple[Column, ...], target: str, task: str) -> None:
    spec = proposed(table(*columns))
    info = data_info(spec)
    assert spec.targets == (target,)
    assert target not in info.columns
    assert info.task == (task or "regression")
    assert "name" not in info.columns
    assert info.validation_count


def test_a_table_with_nothing_to_learn_is_refused() -> None:
    for columns in ((number(),), (number(), Column("same", np.ones(N)))):
        with pytest.raises(DataProblem, match="two columns that differ"):
            proposed(table(*columns))


def test_numbers_as_names_and_back() -> None:
    year = Column("year", np.array([2020.0, np.nan, 2019.0, 2020.0]))
    named = with_category(Table([year]), "year")
    assert named["year"].texts == ("2019", "2020")
    np.testing.assert_array_equal(named["year"].values, [1.0, np.nan, 0.0, 1.0])
    np.testing.assert_array_equal(with_numbers(named, "year")["year"].values, year.values)
    answers = Table([Column("ok", np.array([1.0, 0.0]), ("no", "yes"))])
    assert with_numbers(answers, "ok")["ok"].values.tolist() == [1.0, 0.0]
    with pytest.raises(DataProblem, match='holds "a", which is no number'):
        with_numbers(table(species()), "species")


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ((number(), species("kind")), ""),
        ((number("price"), Column("size", np.zeros(N))), ""),
        (
            (number(), number("z"), Column("kind", np.zeros(N), ("a",))),
            "“kind” is not predicted, but another one. It is a in",
        ),
        (
            (Column("price", np.full(N, 7.5)), number(), number("z")),
            "“price” is not predicted, but another one. It is 7.5 in",
        ),
        (
            (number(), number("z"), Column("y", np.full(N, np.nan))),
            "“y” is not predicted, but another one. It is empty in",
        ),
        (
            (number(), number("z"), Column("id", np.arange(N) + 1.0)),
            "“id” is not predicted, but another one. It differs",
        ),
    ],
)
def test_a_column_that_is_meant_but_tells_nothing_is_named(columns: tuple[Column, ...], said: str) -> None:
    found = passed_over(table(*columns))
    assert said in found
    assert bool(found) == bool(said)
