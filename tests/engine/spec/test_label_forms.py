"""Labels as class numbers and as one-hot rows: which the loss reads, and that training is the same to the bit."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data import data_info
from engine.presets import preset
from engine.session import Session
from engine.spec import DataSpec, ExperimentSpec, PartSpec
from engine.spec.edits import with_loss
from engine.spec.label_forms import label_form, with_label_form
from engine.spec.table import Column, Table, TableRef
from engine.tables.experiment import experiment_on

IRIS = preset("iris").spec
INFO = data_info(IRIS.data)


def one_hot_table() -> ExperimentSpec:
    x = np.linspace(-1.0, 1.0, 30)
    rows = np.eye(3)[np.digitize(x, [-0.3, 0.3])]
    columns = [Column("x", x), *(Column(name, rows[:, i]) for i, name in enumerate(("low", "middle", "high")))]
    data = DataSpec("table", table=TableRef(Table(columns, "levels.csv")), targets=("low", "middle", "high"))
    return experiment_on(data, "levels")


def test_the_text_names_form_and_cross_entropy_and_what_is_made_of_the_data() -> None:
    numbers = label_form(IRIS, INFO)
    assert numbers is not None
    assert numbers.text == "Class numbers 0 to 2, so the cross-entropy is the sparse one."
    assert numbers.source.endswith("the number of its class: as they are.")
    rows = label_form(with_label_form(IRIS, INFO, one_hot=True), INFO)
    assert rows is not None
    assert (rows.one_hot, rows.fixed) == (True, "")
    assert rows.text == "One-hot rows of 3, so the cross-entropy is the plain one."
    assert "to_categorical makes" in rows.source


def test_one_hot_columns_become_class_numbers_and_the_way_back() -> None:
    spec = one_hot_table()
    info = data_info(spec.data)
    found = label_form(spec, info)
    assert found is not None
    assert (found.one_hot, "a column of 0 and 1 for each class: as they are" in found.source) == (True, True)
    numbers = with_label_form(spec, info, one_hot=False)
    changed = label_form(numbers, info)
    assert changed is not None
    assert (changed.one_hot, "argmax" in changed.source) == (False, True)
    assert with_label_form(numbers, info, one_hot=True) == spec


@pytest.mark.parametrize(("loss", "said"), [("huber", "One-hot rows of 3, as Huber"), ("perceptron", "\\+1 and −1")])
def test_losses_that_leave_no_choice_say_why(loss: str, said: str) -> None:
    found = label_form(with_loss(IRIS, loss, INFO), INFO)
    assert found is not None
    assert found.fixed.endswith("choose that first.")
    assert found.text.startswith(said.replace("\\", ""))


@pytest.mark.parametrize("name", ["xor", "two-labels", "plane"])
def test_without_exclusive_classes_there_is_no_choice(name: str) -> None:
    spec = preset(name).spec
    assert label_form(spec, data_info(spec.data)) is None


@pytest.mark.parametrize("make", [lambda: IRIS.with_training(class_weight=(0.5, 1.0, 3.0)), one_hot_table])
def test_a_run_goes_on_to_the_bit_whichever_form_the_labels_have(make: object) -> None:
    spec: ExperimentSpec = make()  # type: ignore[operator]
    info = data_info(spec.data)
    before, after = label_form(spec, info), Session(spec)
    assert before is not None
    kept = Session(spec)
    after.train(updates=11)
    after.edit(with_label_form(spec, info, one_hot=not before.one_hot))
    assert after.spec.training.loss != spec.training.loss
    after.train(updates=29)
    kept.train(updates=40)
    for mine, theirs in zip(kept.get_weights(), after.get_weights(), strict=True):
        assert np.array_equal(mine, theirs)
    assert after.evaluate() == kept.evaluate()


def test_a_change_of_the_loss_alone_is_what_the_text_follows() -> None:
    found = label_form(IRIS.with_training(loss=PartSpec("categorical_crossentropy")), INFO)
    assert found is not None
    assert found.one_hot
