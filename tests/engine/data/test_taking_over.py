"""A table with a few cells edited shares what the edit leaves alone, and equals one loaded afresh to the bit."""

from dataclasses import replace

import numpy as np
import pytest

from engine.catalog import missing_values
from engine.data import DataProblem, DataSet, load
from engine.spec import ExperimentSpec
from engine.spec.cells import with_cells
from engine.spec.example_weights import with_example_weights
from engine.spec.specs import DataSpec
from engine.spec.table import Column, Table, TableRef

ROWS = 300


def data(missing: str = "fill", standardize: bool = True) -> DataSpec:
    rng = np.random.default_rng(3)
    numbers = [rng.standard_normal(ROWS) * 10.0**place for place in range(5)]
    numbers[1][[4, 90]] = np.nan
    columns = [Column(f"n{place}", values) for place, values in enumerate(numbers)]
    columns.append(Column("kind", rng.integers(0, 3, ROWS).astype(float), ("a", "b", "c")))
    columns.append(Column("answer", (numbers[0] > 0).astype(float), ("no", "yes")))
    table = TableRef(Table(columns))
    kind = DataSpec("table", table=table, targets=("answer",), missing=missing, standardize=standardize)
    return replace(kind, validation_share=0.2, test_share=0.1)


def same(one: DataSet, two: DataSet) -> bool:
    """Whether two sets are equal to the bit."""
    parts = ((one.training, two.training), (one.validation, two.validation), (one.test, two.test))
    arrays = [pair for a, b in parts for pair in ((a.x, b.x), (a.y, b.y), (a.rows, b.rows))]
    arrays += [(one.middle, two.middle), (one.scaling.mean, two.scaling.mean), (one.scaling.scale, two.scaling.scale)]
    arrays += [(one.way.stand_ins, two.way.stand_ins), (one.spread, two.spread)]
    weights = one.weights is two.weights or np.array_equal(one.weights, two.weights)  # type: ignore[arg-type]
    told = one.info == two.info and one.ranges == two.ranges and one.way.inputs == two.way.inputs
    return weights and told and all(np.array_equal(a, b, equal_nan=True) for a, b in arrays)


EDITS = {
    "a number": {"n2": 1e7},
    "a cell that is emptied": {"n1": np.nan},
    "a text": {"kind": 2.0},
    "an answer": {"answer": 1.0},
    "several columns": {"n0": -3.0, "kind": 0.0, "answer": 0.0},
}


@pytest.mark.parametrize("standardize", [True, False])
@pytest.mark.parametrize("missing", missing_values.names())
@pytest.mark.parametrize("values", EDITS.values(), ids=EDITS)
def test_an_edited_table_equals_one_loaded_afresh(values: dict[str, float], missing: str, standardize: bool) -> None:
    spec = ExperimentSpec(data=data(missing, standardize))
    before = load(spec.data)
    edited = with_cells(spec, [0, 7, 8, 299], dict(values)).data
    found = load(edited)
    load.cache_clear()
    afresh = load(edited)
    assert found is not afresh
    assert same(found, afresh)
    assert not same(found, before)


def test_what_an_edit_leaves_alone_is_shared() -> None:
    load.cache_clear()  # an equal table of another test has other arrays
    spec = ExperimentSpec(data=data())
    before = load(spec.data)
    weighed = load(with_example_weights(spec, np.linspace(0.0, 2.0, ROWS)).data)
    assert weighed.training.x is before.training.x
    answered = load(with_cells(spec, [1], {"answer": 1.0}).data)
    assert answered.validation.x is before.validation.x
    assert answered.columns[3] is before.columns[3]


def test_another_deal_shares_nothing() -> None:
    spec = ExperimentSpec(data=data())
    load(spec.data)
    for changed in ({"seed": 5}, {"test_share": 0.2}, {"standardize": False}):
        other = replace(spec.data, **changed)  # type: ignore[arg-type]
        found = load(other)
        load.cache_clear()
        assert same(found, load(other))


def test_numbers_too_large_to_be_standardised_are_named() -> None:
    spec = ExperimentSpec(data=data())
    load(spec.data)
    large = with_cells(spec, range(ROWS), {"n2": np.linspace(1e300, 1e302, ROWS)}).data
    for _ in range(2):
        with pytest.raises(DataProblem, match='"n2" are too large to be standardised'):
            load(large)
        load.cache_clear()  # the second time not as an edit of a known one
    assert np.isfinite(load(replace(large, standardize=False)).training.x).all()
