"""Every metric of the catalogue on answers counted by hand."""

from types import ModuleType
from typing import Any

import numpy as np
import pytest
from sklearn.metrics import f1_score, precision_score, r2_score, recall_score

from engine.catalog import metrics
from engine.catalog.metric import Metric
from engine.catalog.metrics import basic_metrics, chosen_metrics, default_metrics, suits
from engine.formula import Expr, Quantity, Symbol, evaluate, parse
from engine.passes.evaluation import means, metric_functions, told


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
    higher = {"accuracy", "true_positives", "precision", "recall", "f1_score", "r2_score"}
    for metric in metrics:
        if metric.offered and not (metric.total or metric.parts):
            assert set(metric.value) - {"signs"} == set(metric.keras_names)
        assert metric.better == ("higher" if metric.name in higher else "lower")
        assert set(metric.value) == set(metric.expressions)
        assert bool(metric.parts) == bool(metric.combined) == (metric.combine is not None)


@pytest.mark.parametrize("name", [metric.name for metric in metrics if metric.parts or metric.keras_class])
def test_counts_and_what_is_made_of_them_are_keras_figures_over_all_batches(name: str, keras: ModuleType) -> None:
    metric, rng = metrics[name], np.random.default_rng(3)
    kind = "indicators" if suits(name, "indicators", 1) else "values"
    target = rng.integers(0, 2, (41, 1)).astype(float) if kind == "indicators" else rng.normal(2, 3, (41, 1))
    output = rng.uniform(size=(41, 1))
    theirs = reference(keras, metric)
    figures = metric_functions((name,), kind)
    sums = dict.fromkeys(figures, 0.0)
    for rows in (slice(0, 10), slice(10, 20), slice(20, 41)):
        theirs.update_state(target[rows], output[rows])
        for part, figure in figures.items():
            sums[part] += float(figure(target[rows], output[rows], output[rows]).sum())
    found = told(means(sums, 41), (name,))[name]
    assert found == pytest.approx(float(np.squeeze(theirs.result())), rel=1e-6)
    judged = {"precision": precision_score, "recall": recall_score, "f1_score": f1_score}
    if name in judged:
        assert found == pytest.approx(judged[name](target[:, 0], output[:, 0] > 0.5), rel=1e-12)
    if name == "r2_score":
        assert found == pytest.approx(r2_score(target, output), rel=1e-12)


def reference(keras: ModuleType, metric: Metric) -> Any:
    """Keras's metric of that name."""
    return getattr(keras.metrics, metric.keras_class)(**metric.keras_settings)


def test_what_is_made_of_nothing_is_nought_and_its_formula_says_so() -> None:
    for metric in metrics:
        if metric.combine is None:
            continue
        for values in ((0.0, 0.0, 0.0), (3.0, 5.0, 2.0), (1.0, 2.0, 1.0)):
            known = dict(zip(metric.parts, values, strict=False))
            names: dict[str, Quantity | Expr] = {k: Quantity(Symbol(k), v) for k, v in known.items()}
            assert evaluate(parse(metric.combined, names)) == pytest.approx(metric.combine(**known), rel=1e-15)


def test_metrics_that_do_not_suit_are_left_out_and_the_rule_keeps_its_own() -> None:
    assert chosen_metrics(("precision", "r2_score"), "binary", "indicators", 1) == ("precision",)
    assert chosen_metrics(("r2_score",), "regression", "values", 3) == ("mae",)
    assert chosen_metrics(("mae",), "binary", "signs", 1) == ("accuracy", "mistakes")
    assert basic_metrics(("precision", "recall")) == ("true_positives", "false_positives", "false_negatives")
