"""Examples are judged one by one as the run judges them together."""

from dataclasses import replace

import numpy as np
import pytest

from engine.catalog.datasets import datasets
from engine.data import data_info
from engine.passes import blocks
from engine.session import Session
from engine.spec import ExperimentSpec, LayerSpec
from engine.spec.edits import with_dataset
from engine.trace import BackwardLayer, LossComputed
from tests.engine.experiments import experiment, finish


def on(name: str) -> ExperimentSpec:
    spec = experiment(LayerSpec(3, "tanh"), LayerSpec(1, "sigmoid"))
    return with_dataset(spec, name, data_info(replace(spec.data, name=name)))


@pytest.mark.parametrize("name", [source.name for source in datasets])
def test_the_means_over_the_parts_are_what_evaluate_says(name: str) -> None:
    session = Session(on(name).with_data(test_share=0.2))
    session.train(3)
    scores, data = finish(session.score_all(tests=True)), session.data
    cuts = np.cumsum([0, *session.examples().counts])
    for index, split in enumerate(session.examples().parts):
        part = slice(cuts[index], cuts[index + 1])
        if len(getattr(data, split)) == 0:
            continue
        figures = session.evaluate(split)
        assert scores.loss[part].mean() == pytest.approx(figures["loss"], rel=1e-12)
        if scores.right is not None and session.data.info.task != "multilabel":
            assert scores.right[part].mean() == pytest.approx(figures["accuracy"], rel=1e-12)


def test_weights_of_classes_multiply_the_error_and_leave_the_loss_of_an_example_alone() -> None:
    plain, weighted = Session(experiment()), Session(experiment().with_training(class_weight=(1.0, 2.5)))
    rows = np.arange(60)
    one, other = finish(plain.judge(rows)), finish(weighted.judge(rows))
    y, cut = plain.data.training.y, len(plain.data.training)
    expected = np.append(np.where(y == 1, 2.5, 1.0), np.ones(60 - cut))
    np.testing.assert_array_equal(other.weight, expected)
    np.testing.assert_array_equal(other.scores.loss, one.scores.loss)
    np.testing.assert_allclose(other.delta, one.delta * expected[:, None], rtol=1e-15)


def test_the_error_is_that_of_the_backward_pass() -> None:
    session = Session(experiment().with_training(batch_size=30, shuffle=False, class_weight=(0.5, 3.0)))
    found = finish(session.judge(np.arange(30)))
    events = [*session.trace()]
    delta = next(event.delta for event in events if isinstance(event, BackwardLayer) and event.layer == 1)
    loss = next(event for event in events if isinstance(event, LossComputed))
    np.testing.assert_allclose(found.delta, delta, rtol=1e-12)
    np.testing.assert_allclose(found.scores.loss * found.weight, loss.example_losses, rtol=1e-12)


def test_rows_are_answered_in_the_order_asked_and_a_row_that_is_not_there_is_refused() -> None:
    session = Session(experiment())
    mixed = np.array([59, 3, 31, 0])
    found, all_rows = finish(session.judge(mixed)), finish(session.judge(np.arange(60)))
    np.testing.assert_allclose(found.output, all_rows.output[mixed], rtol=1e-15)
    np.testing.assert_array_equal(found.weight, all_rows.weight[mixed])
    with pytest.raises(IndexError, match="There are 60 examples"):
        finish(session.judge(np.array([60])))


def test_a_judgement_is_of_one_moment_though_the_run_goes_on_between_its_pieces(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(blocks, "WORK_PER_BLOCK", 2_000)
    session = Session(experiment())
    rows = np.arange(60)
    at_once = finish(session.judge(rows))
    work = session.judge(rows)
    next(work)
    session.train(1)
    found = finish(work)
    np.testing.assert_array_equal(found.output, at_once.output)


def test_examples_are_those_of_the_data_in_its_own_units() -> None:
    spec = experiment()
    session = Session(spec.with_data(standardize=True))
    examples, plain = session.examples(), Session(spec)
    rows = np.array([45, 2, 30])
    x = np.concatenate([plain.data.training.x, plain.data.validation.x])
    y = np.concatenate([plain.data.training.y, plain.data.validation.y])
    assert examples.counts == (30, 30, 0)
    np.testing.assert_allclose(examples.raw(rows), x[rows], rtol=1e-12)
    np.testing.assert_array_equal(examples.answers(rows), y[rows])
    np.testing.assert_array_equal(examples.weight(rows), [np.nan, 1.0, np.nan])


def test_the_test_part_is_looked_at_only_where_somebody_asks_for_it() -> None:
    session = Session(experiment().with_data(test_share=0.25, validation_share=0.25))
    assert session.examples().counts == (30, 15, 15)
    left_alone, tested = finish(session.score_all()), finish(session.score_all(tests=True))
    assert left_alone.right is not None
    assert tested.right is not None
    assert np.isnan(left_alone.loss[45:]).all()
    assert left_alone.right[45:].all()
    np.testing.assert_array_equal(left_alone.loss[:45], tested.loss[:45])
    assert not tested.right.all()
    assert np.isfinite(tested.loss).all()
    with pytest.raises(ValueError, match="The test part has no examples"):
        Session(experiment()).evaluate("test")


@pytest.mark.parametrize("name", [source.name for source in datasets])
def test_what_examples_are_sorted_by_is_what_the_network_says_to_each_of_them(name: str) -> None:
    weights = (1.0, 3.0) if len(data_info(replace(ExperimentSpec().data, name=name)).classes) == 2 else ()
    session = Session(on(name).with_training(class_weight=weights))
    session.train(2)
    scores = finish(session.score_all(tests=True))
    count = len(scores.loss)
    found = finish(session.judge(np.arange(count)))
    largest = np.abs(found.delta).argmax(axis=1)
    np.testing.assert_allclose(scores.delta, found.delta[np.arange(count), largest], rtol=1e-9, atol=1e-15)
    np.testing.assert_allclose(scores.prediction, found.scores.prediction, rtol=1e-9)
    if found.output.shape[1] > 1 and session.data.info.classes:
        np.testing.assert_array_equal(np.floor(scores.prediction), found.output.argmax(axis=1))
        first = found.output.argmax(axis=1) == found.output[0].argmax()
        sure = found.output.max(axis=1)[first]
        assert (np.diff(sure[np.argsort(scores.prediction[first])]) >= 0.0).all()
    else:
        np.testing.assert_allclose(scores.prediction, found.output[:, 0], rtol=1e-9)
