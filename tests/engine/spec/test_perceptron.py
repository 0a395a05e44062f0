"""The perceptron rule is one edit away, says what cannot work with it, and explains a step under descent."""

from dataclasses import replace

import pytest

from engine.catalog.datasets import datasets
from engine.session import InvalidExperiment, Session, data_info
from engine.spec import (
    DataInfo,
    DataSpec,
    ExperimentSpec,
    LayerSpec,
    NetworkSpec,
    OptimizerSpec,
    Parameters,
    PartSpec,
    problems,
)
from engine.spec.edits import with_dataset, with_layer_after, with_loss
from engine.spec.perceptron import can_use_rule, follows_rule, step_warning, with_perceptron_rule
from tests.engine.experiments import experiment

DEEP = ExperimentSpec(
    data=DataSpec("circle", seed=4),
    network=NetworkSpec((LayerSpec(5, "relu", l1=0.1), LayerSpec(1, "sigmoid", l2=0.1))),
    seed=7,
).with_training(class_weight=(1.0, 2.0), epochs=33)
CIRCLE = data_info(DEEP.data)
RULE = with_perceptron_rule(DEEP, CIRCLE)


def test_the_edit_makes_everything_that_is_the_rule_and_leaves_the_rest() -> None:
    (layer,) = RULE.network.layers
    assert (layer.units, layer.activation, layer.l1, layer.l2) == (1, "step", 0.0, 0.0)
    assert layer.kernel_initializer.name == layer.bias_initializer.name == "zeros"
    training = RULE.training
    assert (training.loss.name, training.optimizer) == ("perceptron", OptimizerSpec("sgd", 1.0))
    assert (training.batch_size, training.shuffle, training.class_weight) == (1, False, ())
    assert (RULE.data, RULE.seed, training.epochs) == (DEEP.data, 7, 33)


def test_it_works_on_every_set_of_classes_with_one_unit_a_class() -> None:
    tried = 0
    for source in datasets:
        info = data_info(DataSpec(source.name))
        if not can_use_rule(info):
            with pytest.raises(ValueError, match=f"needs classes, but this is a {info.task} task"):
                with_perceptron_rule(DEEP, info)
            continue
        spec = with_perceptron_rule(replace(DEEP, data=DataSpec(source.name)), info)
        assert problems(spec, info) == ()
        assert spec.network.layers[-1].units == (1 if len(info.classes) == 2 else len(info.classes))
        assert follows_rule(spec)
        tried += 1
    assert tried == 15


def test_choosing_the_loss_chooses_the_rule_and_another_loss_leaves_it() -> None:
    assert with_loss(DEEP, "perceptron", CIRCLE) == RULE
    back = with_loss(RULE, "binary_crossentropy", CIRCLE)
    assert (back.network.layers[-1].activation, problems(back, CIRCLE)) == ("sigmoid", ())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("truth_and", (1, "step", "perceptron")),
        ("iris", (3, "step", "perceptron")),
        ("sine", (1, "linear", "mean_squared_error")),
    ],
)
def test_other_data_keep_the_rule_where_they_have_classes(name: str, expected: tuple[int, str, str]) -> None:
    moved = with_dataset(RULE, name, data_info(DataSpec(name)))
    last = moved.network.layers[-1]
    assert (last.units, last.activation, moved.training.loss.name) == expected
    assert problems(moved, data_info(moved.data)) == ()


@pytest.mark.parametrize(
    ("spec", "place", "words", "cure"),
    [
        (with_layer_after(RULE, -1), "Network", "teaches one layer, but there is a hidden layer", "Remove it"),
        (with_layer_after(with_layer_after(RULE, -1), -1), "Network", "there are 2 hidden layers", "Remove them"),
        (RULE.with_layer(0, activation="sigmoid"), "Layer 1", "needs Step at the output, not Sigmoid", "Choose Step"),
        (RULE.with_layer(0, units=2), "Layer 1", "has 2 units, the data needs 1 with perceptron", "Give it 1"),
    ],
)
def test_what_cannot_work_with_the_rule_is_said(spec: ExperimentSpec, place: str, words: str, cure: str) -> None:
    (found,) = problems(spec, CIRCLE)
    assert found.place == place
    assert words in found.reason
    assert cure in found.cure
    with pytest.raises(InvalidExperiment, match=place):
        Session(spec)


def test_numbers_to_predict_are_no_task_for_it() -> None:
    spec = replace(RULE, data=DataSpec("plane"))
    (found,) = problems(spec, data_info(spec.data))
    assert "perceptron does not suit a regression task" in found.reason


@pytest.mark.parametrize(
    ("spec", "follows"),
    [
        (RULE, True),
        (RULE.with_optimizer(learning_rate=0.1), True),
        (RULE.with_training(batch_size=5, shuffle=True), True),
        (RULE.with_optimizer(parameters=Parameters(momentum=0.9)), False),
        (RULE.with_optimizer(name="adam"), False),
        (RULE.with_layer(0, l2=0.1), False),
        (RULE.with_training(class_weight=(1.0, 0.0)), False),
        (DEEP, False),
    ],
)
def test_what_follows_the_rule(spec: ExperimentSpec, follows: bool) -> None:
    assert follows_rule(spec) is follows


def test_a_step_under_gradient_descent_is_explained_by_its_place() -> None:
    base = experiment(LayerSpec(3, "tanh"), LayerSpec(3, "tanh"), LayerSpec(1, "sigmoid"))
    assert step_warning(base) == ""
    assert "no gradient comes through layer 1, so its weights cannot learn." in step_warning(
        base.with_layer(0, activation="step")
    )
    assert "through layer 2, so the weights of layers 1 and 2 cannot learn." in step_warning(
        base.with_layer(1, activation="step")
    )
    at_output = base.with_layer(2, activation="step").with_training(loss=PartSpec("mean_squared_error"))
    assert "through the output, so no weight of the network can learn." in step_warning(at_output)
    assert step_warning(RULE) == ""


def test_what_the_explanation_says_is_so() -> None:
    """Weights that it says cannot learn stand still, and the others move."""
    spec = experiment(LayerSpec(3, "tanh"), LayerSpec(3, "step"), LayerSpec(1, "sigmoid"))
    session = Session(spec)
    before = session.get_weights()
    session.train(2)
    still = [(old == new).all() for old, new in zip(before, session.get_weights(), strict=True)]
    assert still == [True, True, True, True, False, False]


def test_rules_for_other_tasks_are_refused() -> None:
    assert not can_use_rule(DataInfo("multilabel", ("x",), ("a", "b")))
