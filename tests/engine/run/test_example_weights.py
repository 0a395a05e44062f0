"""Weights of single examples: as Keras has them, in loss and gradient, explained, kept by files, gone when unfit."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.catalog.data_source import DataProblem
from engine.explain import Book, explain
from engine.session import Session, data_info
from engine.spec import DataSpec, ExperimentSpec, LayerSpec
from engine.spec.edits import with_dataset
from engine.spec.example_weights import with_example_weights, without_unfit_weights
from engine.trace import Address, Kind
from tests.engine.experiments import experiment
from tests.engine.explain.rerun import Rerun
from tests.engine.explain.test_walk import walk
from tests.engine.keras_twin import keras_model, keras_optimizer

SPECS = {
    "binary": experiment(),
    "regression": experiment(LayerSpec(3, "tanh"), LayerSpec(1, "linear"), data="plane", loss="mean_squared_error"),
    "multilabel": experiment(LayerSpec(3, "tanh"), LayerSpec(2, "sigmoid"), data="two_labels"),
    "multiclass": experiment(
        LayerSpec(3, "tanh"), LayerSpec(3, "softmax"), data="iris", loss="sparse_categorical_crossentropy"
    ),
}


def weighted(spec: ExperimentSpec) -> ExperimentSpec:
    info = data_info(spec.data)
    count = info.training_count + info.validation_count
    return with_example_weights(spec, np.random.default_rng(5).uniform(0.0, 3.0, count))


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)
def test_they_train_as_keras_trains_with_sample_weight(keras, exact_floats, spec: ExperimentSpec) -> None:
    spec = weighted(spec)
    if spec.data.name != "iris":
        spec = spec.with_data(validation_share=0.3)
    session, unweighted = Session(spec), Session(with_example_weights(spec, None))
    model = keras_model(keras, spec, session.get_weights())
    model.compile(keras_optimizer(keras, spec), spec.training.loss.name)
    run = session._trainer.run
    assert spec.data.sample_weight is not None
    given = spec.data.sample_weight.table["weight"].values[session.data.training.rows]
    rows = run.order(0)
    for start in range(0, 42, 7):
        batch = rows[start : start + 7]
        model.train_on_batch(run.x[batch], run.target[batch], sample_weight=given[batch])
    session.train(updates=6)
    unweighted.train(updates=6)
    for ours, theirs in zip(session.get_weights(), model.get_weights(), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-12)
    assert not np.allclose(session.get_weights()[0], unweighted.get_weights()[0], rtol=1e-4)


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)
def test_their_effect_on_loss_and_error_is_in_the_formulas(spec: ExperimentSpec) -> None:
    book = Book(Rerun(replace(weighted(spec), seed=1), 3))
    record = book.record(2)
    example = int(record.events.rows[0])
    last = len(spec.network.layers) - 1
    starts = [Address(Kind.EXAMPLE_LOSS, 2, example=example), Address(Kind.DELTA, 2, last, 0, example=example)]
    found = walk(book, [*starts, Address(Kind.GRADIENT, 2, last, 0, 0), Address(Kind.BATCH_LOSS, 2)])
    weight = Address(Kind.EXAMPLE_WEIGHT, 2, example=example)
    for start in starts:
        assert weight in {quantity.address for quantity in found[start].operands}
    assert found[weight].value == book.run(2).weights[example]  # type: ignore[index]
    assert "for this example." in found[weight].sentence


def test_they_take_the_place_of_class_weights() -> None:
    both = weighted(experiment()).with_training(class_weight=(1.0, 9.0))
    assert np.array_equal(*(Session(spec)._trainer.run.weights for spec in (both, weighted(experiment()))))  # type: ignore[arg-type]
    book = Book(Rerun(both, 1))
    assert "in the place of its class's weight" in explain(book, Address(Kind.EXAMPLE_WEIGHT)).sentence


def test_they_belong_to_the_source_and_follow_the_split(tmp_path: Path) -> None:
    spec = weighted(experiment())
    session = Session(spec)
    session.train(updates=4)
    session.save(tmp_path / "w.chainrule")
    opened = Session.open(tmp_path / "w.chainrule")
    assert opened.spec == spec
    for each in (session, opened):
        each.train(updates=5)
    assert np.array_equal(session.state().weights, opened.state().weights)
    other = Session(spec.with_data(validation_share=0.1, seed=0))
    own = session._trainer.run.weights
    assert own is not None
    source = dict(zip(session.data.training.rows.tolist(), own, strict=True))
    shared = [row for row in other.data.training.rows.tolist() if row in source]
    weights = dict(zip(other.data.training.rows.tolist(), other._trainer.run.weights, strict=True))  # type: ignore[arg-type]
    assert shared
    assert all(weights[row] == source[row] for row in shared)


def test_unfit_weights_are_refused_or_dropped() -> None:
    spec = weighted(experiment())
    more = spec.with_data(samples=80)
    with pytest.raises(DataProblem, match="weights for 60 examples, but there are 80"):
        Session(more)
    assert without_unfit_weights(more, 80).data.sample_weight is None
    assert without_unfit_weights(spec, 60) is spec
    assert with_dataset(spec, "moons", data_info(DataSpec("moons"))).data.sample_weight is None
    with pytest.raises(DataProblem, match="The weight of example 2 is -1"):
        with_example_weights(experiment(), [1.0, -1.0])
