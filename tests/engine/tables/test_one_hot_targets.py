"""Targets in a table that are one-hot labels: exclusive classes, learned with the loss that reads such rows."""

import numpy as np

from engine.session import Session
from engine.spec import DataSpec
from engine.spec.table import Column, Table, TableRef
from engine.tables.experiment import experiment_on

X = np.linspace(-1.0, 1.0, 30)
LABELS = np.digitize(X, [-0.3, 0.3])


def _data(rows: np.ndarray) -> DataSpec:
    columns = [Column("x", X), *(Column(name, rows[:, i]) for i, name in enumerate(("low", "middle", "high")))]
    table = Table(columns, "levels.csv")
    return DataSpec(name="table", table=TableRef(table), inputs=("x",), targets=("low", "middle", "high"))


def test_one_hot_columns_are_exclusive_classes() -> None:
    spec = experiment_on(_data(np.eye(3)[LABELS]), "levels")
    session = Session(spec)
    info = session.data.info
    assert (info.task, info.classes, info.one_hot) == ("multiclass", ("low", "middle", "high"), True)
    assert spec.training.loss.name == "categorical_crossentropy"
    assert spec.network.layers[-1].activation == "softmax"
    part = session.data.training
    assert np.array_equal(part.y, LABELS[part.rows])


def test_columns_with_two_yeses_in_a_row_are_questions_of_their_own() -> None:
    rows = np.eye(3)[LABELS]
    rows[4] = 1.0
    spec = experiment_on(_data(rows), "levels")
    assert Session(spec).data.info.task == "multilabel"
    assert spec.training.loss.name == "binary_crossentropy"


def test_a_row_without_its_label_is_left_out() -> None:
    rows = np.eye(3)[LABELS]
    rows[4, 1] = np.nan
    session = Session(experiment_on(_data(rows), "levels"))
    data = session.data
    assert 4 not in np.concatenate([data.training.rows, data.validation.rows, data.test.rows]).tolist()
    assert data.info.task == "multiclass"
