"""From a table's columns to what the network sees: texts, empty cells, features, the parts they are measured on."""

from dataclasses import replace

import numpy as np
import pytest

from engine.catalog import features, missing_values
from engine.catalog.data_source import DataProblem
from engine.data import data_info, load
from engine.formula import evaluate, parse
from engine.formula.expressions import Quantity, Symbol
from engine.session import Session
from engine.spec import Column, DataSpec, ExperimentSpec, Table, TableRef

NAN = float("nan")
SPLIT = 1  # a data seed that leaves both classes and all columns in the training part
AGES = [20.0, NAN, 30.0, 40.0, 50.0, 61.0, 62.0, 63.0]
COLOURS = [0.0, 1.0, NAN, 1.0, 1.0, 2.0, 0.0, 1.0]
ILL = [0.0, 1.0, 0.0, 1.0, NAN, 1.0, 0.0, 1.0]


def animals(**changes: object) -> DataSpec:
    columns = [
        Column("age (years)", np.array(AGES)),
        Column("colour", np.array(COLOURS), ("blue", "green", "red")),
        Column("ill", np.array(ILL), ("no", "yes")),
    ]
    spec = DataSpec("table", table=TableRef(Table(columns, "animals.csv")), targets=("ill",), validation_share=0.3)
    return replace(spec, **changes)  # type: ignore[arg-type]


def test_texts_become_one_input_each_and_empty_cells_are_filled_in_from_the_training_part() -> None:
    data = load(animals())
    assert data.info.inputs == ("age (years)", "colour: blue", "colour: green", "colour: red")
    assert data.info.columns == ("age (years)", "colour")
    assert data.info.categories == ((), ("blue", "green", "red"))
    assert (data.info.task, data.info.classes) == ("binary", ("no", "yes"))
    rows = data.training.rows
    assert 4 not in {*rows, *data.validation.rows}, "without a target no row can be used"
    mean = np.nanmean(np.array(AGES)[rows])
    expected = np.where(np.isnan(np.array(AGES)[rows]), mean, np.array(AGES)[rows])
    np.testing.assert_allclose(data.training.x[:, 0], expected)
    codes = np.where(np.isnan(np.array(COLOURS)[rows]), 1.0, np.array(COLOURS)[rows]).astype(int)
    np.testing.assert_array_equal(data.training.x[:, 1:], np.eye(3)[codes])
    np.testing.assert_array_equal(data.training.y, np.array(ILL)[rows].astype(int))


def test_rows_with_empty_cells_can_be_left_out() -> None:
    data = load(animals(missing="drop"))
    assert sorted([*data.training.rows, *data.validation.rows]) == [0, 3, 5, 6, 7]
    assert data_info(animals(missing="drop")) == data.info
    assert np.isfinite(data.cells(data.training)).all()


def test_empty_cells_can_be_told() -> None:
    data = load(animals(missing="category", validation_share=0.0))
    assert data.info.inputs[1:3] == ("age (years): empty", "colour: blue")
    assert data.info.inputs[3:] == ("colour: green", "colour: red", "colour: empty")
    by_row = dict(zip(data.training.rows.tolist(), data.training.x.tolist(), strict=True))
    assert by_row[1][1:] == [1.0, 0.0, 1.0, 0.0, 0.0]
    assert by_row[2] == [30.0, 0.0, 0.0, 0.0, 0.0, 1.0]


@pytest.mark.parametrize("missing", missing_values.names())
@pytest.mark.parametrize("standardize", [False, True])
def test_see_makes_of_the_cells_what_the_network_is_given(missing: str, standardize: bool) -> None:
    data = load(animals(missing=missing, standardize=standardize, test_share=0.2, validation_share=0.2, seed=SPLIT))
    for part in (data.training, data.validation, data.test):
        assert len(part)
        np.testing.assert_allclose(data.see(data.cells(part)), part.x, rtol=1e-12)
        assert np.isfinite(data.raw(part)).all()
    assert data.middle[1] == 1.0


@pytest.mark.parametrize("standardize", [False, True])
@pytest.mark.parametrize("name", ["circle", "iris_petals"])
def test_every_feature_of_a_plane_is_what_its_formula_says(name: str, standardize: bool) -> None:
    data = load(DataSpec(name, samples=20, features=features.names(), standardize=standardize))
    raw, made = data.raw(data.training), data.made(data.raw(data.training))
    for place, feature in enumerate(features):
        for row, value in zip(raw, made[:, place], strict=True):
            names = {"x1": Quantity(Symbol("x"), row[0]), "x2": Quantity(Symbol("x"), row[1])}
            assert evaluate(parse(feature.expression, names)) == pytest.approx(value, rel=1e-12)
    np.testing.assert_allclose(data.see(raw), data.training.x, rtol=1e-12)
    if standardize:
        np.testing.assert_allclose(data.training.x.std(axis=0), 1.0)
    assert data.ranges == load(DataSpec(name, samples=20)).ranges


def test_features_are_called_after_the_columns() -> None:
    assert data_info(DataSpec("xor", features=("x1^2", "x1*x2", "sin(x2)"))).inputs == ("x₁²", "x₁ · x₂", "sin(x₂)")
    petals = data_info(DataSpec("iris_petals", features=("x2", "x1^2", "sin(x1)"))).inputs
    assert petals == ("petal width (cm)", "(petal length)²", "sin(petal length)")
    assert data_info(DataSpec("xor", features=("x1", "x2"))).is_plain
    assert not data_info(DataSpec("xor", features=("x2", "x1"))).is_plain


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        (DataSpec("table"), "There is no table"),
        (animals(targets=()), "has no target"),
        (animals(targets=("age",)), 'no column "age"'),
        (animals(inputs=("ill",)), "No column is left"),
        (animals(inputs=("colour", "colour")), "chosen twice"),
        (animals(targets=("age (years)", "ill")), 'Column "ill" holds texts'),
        (animals(targets=("age (years)", "colour", "ill")), "No column is left"),
        (DataSpec("iris", features=("x1",)), "made of two numbers"),
        (animals(features=("x1",), inputs=("age (years)", "colour")), "made of two numbers"),
        (DataSpec("xor", features=("x1", "x1")), "chosen twice"),
    ],
)
def test_what_cannot_be_chosen_is_refused_with_its_column(spec: DataSpec, said: str) -> None:
    with pytest.raises(DataProblem, match=said):
        data_info(spec)


def test_tasks_follow_from_the_targets() -> None:
    answers = Column("wet", np.array([0.0, 1.0] * 4))
    table = TableRef(Table([*animals().table.table.columns, answers]))  # type: ignore[union-attr]
    tasks = [
        (("age (years)",), "regression"),
        (("colour",), "multiclass"),
        (("ill", "wet"), "multilabel"),
        (("age (years)", "wet"), "regression"),
    ]
    for targets, task in tasks:
        info = data_info(animals(table=table, targets=targets))
        assert info.task == task
        assert len(info.outputs) == (0 if info.classes else len(targets))
        assert not set(targets) & set(info.columns)


def test_other_inputs_begin_another_run_and_an_undo_returns_to_the_one_before() -> None:
    spec = ExperimentSpec(data=DataSpec("circle", samples=40))
    session = Session(spec)
    session.train(updates=5)
    weights = session.get_weights()
    session.edit(spec.with_data(features=("x1^2", "x2^2")))
    assert session.updates == 0
    for _ in session.editing(spec, again=True):
        pass
    assert session.updates == 5
    assert all(np.array_equal(a, b) for a, b in zip(weights, session.get_weights(), strict=True))
