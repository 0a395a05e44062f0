"""The perceptron rule against scikit-learn's, given the same examples in the same order."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest

from engine.data import DataSet, Split, load
from engine.run.live_run import LiveRun
from engine.run.trainer import Trainer
from engine.session import Session, data_info
from engine.spec import DataInfo, DataSpec, ExperimentSpec
from engine.spec.perceptron import with_perceptron_rule
from engine.trace import BackwardLayer, ForwardLayer, LossComputed

TOLERANCE = 1e-9
Epoch = tuple[np.ndarray, np.ndarray, int]
"""Kernel (inputs, units) and bias (units,) at an epoch's end, and the mistakes made in it."""


def rule_for(name: str, standardize: bool = False) -> ExperimentSpec:
    data = DataSpec(name, validation_share=0.0, standardize=standardize)
    return with_perceptron_rule(ExperimentSpec(data=data), data_info(data))


def overlapping() -> DataSet:
    """The petals of versicolor and virginica alone, which no line parts."""
    whole = load(DataSpec("iris_petals", validation_share=0.0))
    rows = whole.training.y > 0
    x, y = whole.training.x[rows], whole.training.y[rows] - 1
    info = DataInfo("binary", whole.info.inputs, classes=whole.info.classes[1:], training_count=len(x))
    return replace(whole, info=info, training=Split(x, y, np.arange(len(x))))


def as_we_train(trainer: Trainer) -> Iterator[Epoch]:
    while True:
        while not (trainer.updates and trainer.epoch.seen == 0 and not trainer.in_update):
            for _ in trainer.finish():
                pass
        kernel, bias = trainer.backend.network.get_weights()
        yield kernel, bias, int(trainer.history.history["mistakes"][-1])
        for _ in trainer.finish():
            pass


def as_scikit_learn_trains(x: np.ndarray, y: np.ndarray) -> Iterator[Epoch]:
    """One example at a time; whatever unit changes for an example has made a mistake on it."""
    from sklearn.linear_model import Perceptron

    model, classes = Perceptron(shuffle=False), np.unique(y)
    units = 1 if len(classes) == 2 else len(classes)
    weights = np.zeros((units, x.shape[1] + 1))
    while True:
        mistakes = 0
        for row in range(len(x)):
            model.partial_fit(x[row : row + 1], y[row : row + 1], classes=classes)
            new = np.column_stack([model.coef_, model.intercept_])
            mistakes += int((new != weights).any(axis=1).sum())
            weights = new
        yield weights[:, :-1].T, weights[:, -1], mistakes


def assert_the_same(ours: Iterator[Epoch], theirs: Iterator[Epoch], epochs: int) -> list[int]:
    """The mistakes of each epoch, once all weights have been found the same."""
    counts = []
    for epoch in range(epochs):
        (kernel, bias, mistakes), (coef, intercept, expected) = next(ours), next(theirs)
        np.testing.assert_allclose(kernel, coef, rtol=0, atol=TOLERANCE, err_msg=f"kernel after epoch {epoch + 1}")
        np.testing.assert_allclose(bias, intercept, rtol=0, atol=TOLERANCE, err_msg=f"bias after epoch {epoch + 1}")
        assert mistakes == expected, f"epoch {epoch + 1}"
        counts.append(mistakes)
    return counts


@pytest.mark.parametrize(
    ("name", "epochs", "last"),
    [("iris_setosa", 6, 0), ("truth_and", 12, 0), ("truth_or", 8, 0), ("truth_xor", 6, 4)],
)
def test_one_unit_has_the_same_weights_and_mistakes_after_every_epoch(name: str, epochs: int, last: int) -> None:
    spec = rule_for(name)
    data = load(spec.data)
    theirs = as_scikit_learn_trains(data.training.x, data.training.y)
    counts = assert_the_same(as_we_train(LiveRun(spec, data).trainer), theirs, epochs)
    assert counts[-1] == last
    assert counts[0] > 0


@pytest.mark.parametrize("standardize", [False, True])
def test_two_species_that_overlap_are_never_done_in_twenty_epochs(standardize: bool) -> None:
    data = overlapping()
    if standardize:
        x = (data.training.x - data.training.x.mean(axis=0)) / data.training.x.std(axis=0)
        data = replace(data, training=replace(data.training, x=x))
    theirs = as_scikit_learn_trains(data.training.x, data.training.y)
    counts = assert_the_same(as_we_train(LiveRun(rule_for("iris_setosa"), data).trainer), theirs, 20)
    assert min(counts) > 0


@pytest.mark.parametrize(("name", "inputs"), [("iris_petals", 2), ("iris", 4)])
def test_three_units_each_learn_their_own_class(name: str, inputs: int) -> None:
    spec = rule_for(name)
    data = load(spec.data)
    theirs = as_scikit_learn_trains(data.training.x, data.training.y)
    counts = assert_the_same(as_we_train(LiveRun(spec, data).trainer), theirs, 12)
    assert spec.network.shapes(inputs) == ((inputs, 3),)
    assert min(counts) > 0


def test_fit_and_sgd_classifier_end_at_the_same_weights_too() -> None:
    """What the textbook says of them: Perceptron is SGDClassifier with the perceptron loss."""
    from sklearn.linear_model import Perceptron, SGDClassifier

    session = Session(rule_for("iris_setosa"))
    x, y = session.data.training.x, session.data.training.y
    session.train(4)
    kernel, bias = session.get_weights()
    same = {"shuffle": False, "max_iter": 4, "tol": None, "penalty": None, "eta0": 1.0}
    for model in (Perceptron(**same), SGDClassifier(loss="perceptron", learning_rate="constant", **same)):
        model.fit(x, y)
        np.testing.assert_allclose(kernel.T, model.coef_, rtol=0, atol=TOLERANCE)
        np.testing.assert_allclose(bias, model.intercept_, rtol=0, atol=TOLERANCE)
        answers = session.predict(x)[:, 0]
        np.testing.assert_array_equal(answers, model.predict(x))


def test_only_a_wrong_answer_changes_weights_and_the_bias_changes_with_them() -> None:
    session = Session(rule_for("iris_setosa"))
    wrong = right = 0
    while session.epochs == 0:
        before = session.get_weights()
        events = list(session.trace())
        forward = next(e for e in events if isinstance(e, ForwardLayer))
        target = next(e for e in events if isinstance(e, LossComputed)).target[0, 0]
        kernel, bias = session.get_weights()
        if target * forward.z[0, 0] <= 0:
            wrong += 1
            np.testing.assert_allclose(kernel[:, 0] - before[0][:, 0], target * forward.inputs[0], atol=1e-12)
            assert bias[0] - before[1][0] == target
        else:
            right += 1
            assert (kernel == before[0]).all()
            assert bias[0] == before[1][0]
    assert wrong == session.history.history["mistakes"][0] > 0
    assert right > 100


def test_delta_of_the_rule_is_that_of_its_loss_through_a_linear_output() -> None:
    """The error at z is no gradient through the step: it is the loss's own slope there."""
    session = Session(rule_for("iris"))
    session.train(updates=40)
    events = list(session.trace())
    forward = next(e for e in events if isinstance(e, ForwardLayer))
    loss = next(e for e in events if isinstance(e, LossComputed))
    back = next(e for e in events if isinstance(e, BackwardLayer))
    expected: Callable[[float, float], float] = lambda t, z: -t if t * z <= 0 else 0.0  # noqa: E731
    deltas = [expected(t, z) for t, z in zip(loss.target[0], forward.z[0], strict=True)]
    assert back.delta[0].tolist() == deltas
    assert loss.loss == pytest.approx(float(np.maximum(-loss.target[0] * forward.z[0], 0.0).sum()), rel=1e-12)


def test_mistakes_are_totals_in_history_snapshot_and_evaluation() -> None:
    session = Session(rule_for("truth_xor"))
    assert session.evaluate("training")["mistakes"] == 4.0
    session.train(2)
    assert session.history.history["mistakes"] == [4.0, 4.0]
    assert session.snapshot().latest["mistakes"] == 4.0
    assert list(session.snapshot().curves.by_epoch["mistakes"])[-2:] == [4.0, 4.0]
    assert set(session.history.history) == {"loss", "accuracy", "mistakes"}


def test_a_validation_part_has_its_own_mistakes() -> None:
    session = Session(rule_for("iris_setosa").with_data(validation_share=0.4))
    session.train(2)
    figures = session.evaluate("validation")
    assert session.history.history["val_mistakes"][-1] == figures["mistakes"]
    assert figures["accuracy"] >= 1.0 - figures["mistakes"] / session.data.info.validation_count


def test_another_loss_counts_no_mistakes() -> None:
    session = Session(ExperimentSpec(data=DataSpec("truth_xor")).with_training(batch_size=4))
    session.train(1)
    assert set(session.history.history) == {"loss", "accuracy"}
