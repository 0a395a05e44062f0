"""Two classes with one output or with two: every way from one to the other ends in an experiment that works."""

from __future__ import annotations

import pytest

from engine.data import data_info
from engine.session import Session
from engine.spec import ExperimentSpec, LayerSpec, PartSpec, problems
from engine.spec.advice import advice
from engine.spec.edits import with_dataset, with_loss
from engine.spec.label_forms import label_form, with_label_form
from engine.spec.proposal import Choices, proposal
from engine.spec.two_classes import (
    may_have_units,
    with_output_activation,
    with_output_units,
    with_shared_outputs,
)
from engine.spec.usual_outputs import loss_for, unit_choices
from tests.engine.experiments import experiment

ONE = experiment()
INFO = data_info(ONE.data)
SPARSE, PLAIN, BINARY = "sparse_categorical_crossentropy", "categorical_crossentropy", "binary_crossentropy"
TWO = experiment(LayerSpec(3, "tanh"), LayerSpec(2, "softmax"), loss=SPARSE)


def _output(spec: ExperimentSpec) -> tuple[int, str, str]:
    assert problems(spec, INFO) == ()
    return spec.network.layers[-1].units, spec.network.layers[-1].activation, spec.training.loss.name


def _squared(spec: ExperimentSpec, activation: str) -> ExperimentSpec:
    return spec.with_training(loss=PartSpec("mean_squared_error")).with_layer(1, activation=activation)


def test_by_the_units() -> None:
    assert _output(with_output_units(ONE, INFO, 2)) == (2, "softmax", SPARSE)
    assert _output(with_output_units(TWO, INFO, 1)) == (1, "sigmoid", BINARY)
    assert _output(with_output_units(_squared(ONE, "tanh"), INFO, 2)) == (2, "tanh", "mean_squared_error")
    assert _output(with_output_units(_squared(TWO, "softmax"), INFO, 1)) == (1, "sigmoid", "mean_squared_error")


def test_by_the_activation() -> None:
    assert _output(with_output_activation(ONE, INFO, "softmax")) == (2, "softmax", SPARSE)
    assert _output(with_output_activation(TWO, INFO, "sigmoid")) == (1, "sigmoid", BINARY)
    assert _output(with_output_activation(ONE, INFO, "tanh")) == (1, "tanh", BINARY)
    assert _output(with_output_activation(TWO, INFO, "tanh")) == (2, "tanh", SPARSE)
    squared = with_output_activation(_squared(ONE, "sigmoid"), INFO, "softmax")
    assert _output(squared) == (2, "softmax", "mean_squared_error")
    assert _output(with_output_activation(squared, INFO, "sigmoid")) == (2, "sigmoid", "mean_squared_error")


def test_by_the_loss() -> None:
    for name in (SPARSE, PLAIN):
        assert _output(with_loss(ONE, name, INFO)) == (2, "softmax", name)
        assert _output(with_loss(with_loss(ONE, name, INFO), BINARY, INFO)) == (1, "sigmoid", BINARY)
        assert _output(with_loss(with_loss(ONE, name, INFO), "huber", INFO)) == (2, "softmax", "huber")
    assert _output(with_loss(TWO, "perceptron", INFO))[:2] == (1, "step")


def test_what_was_chosen_to_watch_goes_where_it_does_not_suit() -> None:
    watched = ONE.with_training(metrics=("precision", "mse"))
    assert with_output_units(watched, INFO, 2).training.metrics == ()
    assert with_output_units(_squared(watched, "sigmoid"), INFO, 2).training.metrics == ("mse",)


def test_other_data_of_two_classes_keep_two_outputs_and_of_another_task_do_not() -> None:
    moved = with_dataset(TWO, "xor", data_info(experiment(data="xor").data))
    assert _output(moved) == (2, "softmax", SPARSE)
    iris = experiment(LayerSpec(3, "softmax"), data="iris", loss=SPARSE)
    assert _output(with_dataset(iris, "circle", INFO)) == (1, "sigmoid", BINARY)
    labels = experiment(LayerSpec(2, "sigmoid"), data="two_labels", loss="mean_squared_error")
    assert _output(with_dataset(labels, "circle", INFO))[0] == 1


def test_the_rule_and_other_tasks_have_no_choice() -> None:
    assert may_have_units(ONE, INFO) == may_have_units(TWO, INFO) == (1, 2)
    assert may_have_units(with_loss(ONE, "perceptron", INFO), INFO) == ()
    assert may_have_units(ONE, data_info(experiment(data="iris").data)) == ()


def test_a_loss_for_so_many_outputs_or_a_sentence() -> None:
    assert [loss_for(INFO, units) for units in (1, 2)] == [BINARY, SPARSE]
    with pytest.raises(ValueError, match="No loss suits this data with 3 outputs"):
        loss_for(INFO, 3)
    from engine.catalog import losses

    assert unit_choices(losses["huber"], INFO) == (1, 2)


def test_labels_are_class_numbers_or_rows_where_each_class_has_an_output() -> None:
    assert label_form(ONE, INFO) is None
    numbers = label_form(TWO, INFO)
    assert numbers is not None
    assert numbers.text == "Class numbers 0 to 1, so the cross-entropy is the sparse one."
    rows = label_form(with_label_form(TWO, INFO, one_hot=True), INFO)
    assert rows is not None
    assert (rows.one_hot, rows.text) == (True, "One-hot rows of 2, so the cross-entropy is the plain one.")
    before = Session(TWO)
    after = Session(with_label_form(TWO, INFO, one_hot=True))
    for session in (before, after):
        session.train(updates=20)
    assert all((a == b).all() for a, b in zip(before.get_weights(), after.get_weights(), strict=True))


def test_the_proposal_is_one_output_and_two_are_a_choice() -> None:
    def made(**choices: str) -> tuple[int, str, str]:
        return _output(proposal(INFO, choices=Choices(**choices)).experiment(ONE.data, "new"))

    assert made() == (1, "sigmoid", BINARY)
    assert made(output="softmax", loss=SPARSE) == (2, "softmax", SPARSE)
    assert made(output="softmax", loss="mean_squared_error") == (2, "softmax", "mean_squared_error")


def test_advice_leads_both_ways() -> None:
    assert advice(TWO, INFO) == ()
    (alone,) = advice(ONE.with_layer(1, activation="softmax"), INFO)
    assert {fix.text: _output(fix.spec) for fix in alone.fixes} == {
        "Use Sigmoid": (1, "sigmoid", BINARY),
        "Use 2 outputs": (2, "softmax", SPARSE),
    }
    (unfit,) = advice(TWO.with_layer(1, activation="sigmoid"), INFO)
    assert {fix.text: _output(fix.spec) for fix in unfit.fixes} == {
        "Use Softmax": (2, "softmax", SPARSE),
        "Use 1 output": (1, "sigmoid", BINARY),
    }
    assert _output(with_shared_outputs(_squared(ONE, "tanh"), INFO)) == (2, "softmax", "mean_squared_error")


def test_accuracy_is_that_of_the_larger_output() -> None:
    session = Session(TWO)
    session.train(epochs=2)
    data = session.data.training
    said = session.predict(session.data.raw(data)).argmax(axis=1)
    assert session.evaluate("training")["accuracy"] == pytest.approx((said == data.y).mean())
