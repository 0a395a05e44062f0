"""Every metric of the catalogue on answers counted by hand."""

import numpy as np
import pytest

from engine.catalog import metrics
from engine.catalog.metrics import default_metrics
from engine.passes.evaluation import means


def test_binary_accuracy_needs_more_than_one_half() -> None:
    target = np.array([[1.0], [1.0], [0.0], [0.0]])
    output = np.array([[0.9], [0.5], [0.5], [0.51]])
    np.testing.assert_array_equal(metrics["accuracy"].value["indicators"](target, output), [1, 0, 1, 0])


def test_multilabel_accuracy_is_a_mean_over_labels() -> None:
    target, output = np.array([[1.0, 0.0, 1.0, 0.0]]), np.array([[0.8, 0.7, 0.6, 0.1]])
    assert metrics["accuracy"].value["indicators"](target, output)[0] == 0.75


def test_class_accuracy_counts_the_largest_output() -> None:
    output = np.array([[0.1, 0.7, 0.2], [0.5, 0.2, 0.3], [0.4, 0.4, 0.2]])
    index = np.array([[1], [2], [0]])
    np.testing.assert_array_equal(metrics["accuracy"].value["index"](index, output), [1, 0, 1])
    one_hot = np.eye(3)[index[:, 0]]
    np.testing.assert_array_equal(metrics["accuracy"].value["one_hot"](one_hot, output), [1, 0, 1])


def test_accuracy_of_a_step_counts_its_answer_which_is_yes_from_z_0_on() -> None:
    target, z = np.array([[1.0], [1.0], [-1.0], [-1.0]]), np.array([[0.2], [0.0], [0.0], [-0.1]])
    np.testing.assert_array_equal(metrics["accuracy"].value["signs"](target, z), [1, 1, 0, 1])


def test_accuracy_of_several_steps_counts_the_largest_sum_whichever_fire() -> None:
    target = np.array([[1.0, -1.0, -1.0], [-1.0, 1.0, -1.0], [-1.0, -1.0, 1.0]])
    z = np.array([[3.0, 2.0, -1.0], [-4.0, -0.5, -1.0], [1.0, -1.0, 0.5]])
    np.testing.assert_array_equal(metrics["accuracy"].value["signs"](target, z), [1, 1, 0])


def test_mistakes_are_outputs_on_the_wrong_side_or_on_the_line() -> None:
    target = np.array([[1.0, -1.0, -1.0], [1.0, 1.0, -1.0]])
    z = np.array([[0.0, 0.0, -2.0], [0.3, 1.0, -0.1]])
    np.testing.assert_array_equal(metrics["mistakes"].value["signs"](target, z), [2, 0])
    assert metrics["mistakes"].total
    assert means({"mistakes": 12.0, "loss": 12.0}, 4) == {"mistakes": 12.0, "loss": 3.0}


def test_errors_are_means_over_outputs() -> None:
    target, output = np.array([[1.0, 2.0]]), np.array([[2.0, -1.0]])
    assert metrics["mae"].value["values"](target, output)[0] == 2.0
    assert metrics["mse"].value["values"](target, output)[0] == 5.0


@pytest.mark.parametrize("task", ["regression", "binary", "multilabel", "multiclass"])
def test_every_task_has_a_default_that_exists(task) -> None:
    expected = "mae" if task == "regression" else "accuracy"
    assert default_metrics(task) == (expected,)
    assert expected in metrics
    assert default_metrics(task, "signs") == ("accuracy", "mistakes")


def test_every_kind_but_signs_names_its_keras_twin() -> None:
    for metric in metrics:
        assert set(metric.value) - {"signs"} == set(metric.keras_names)
        assert metric.better == ("higher" if metric.name == "accuracy" else "lower")
