"""Every way an experiment cannot work is said with its place and its cure."""

import tracemalloc
from dataclasses import replace

import pytest

from engine.data import load
from engine.session import Session, data_info
from engine.spec import (
    ExperimentSpec,
    LayerSpec,
    OptimizerSpec,
    Parameters,
    PartSpec,
    estimated_bytes,
    problems,
)
from tests.engine.experiments import experiment

BASE = experiment()
HUGE_BATCH = BASE.with_data(samples=10**6).with_training(batch_size=10**6)
WIDE = experiment(LayerSpec(20_000, "tanh"), LayerSpec(3, "tanh"), LayerSpec(1, "sigmoid"))
TURNED_ROUND = PartSpec("random_uniform", Parameters(minval=1.0))


@pytest.mark.parametrize(
    ("spec", "place", "words"),
    [
        (BASE.with_layer(0, units=0), "Layer 1", "units is 0"),
        (BASE.with_layer(0, units=10**9), "Layer 1", "from 1 to 1,000,000"),
        (BASE.with_layer(0, activation="rulo"), "Layer 1", '"relu"'),
        (BASE.with_layer(1, kernel_initializer=PartSpec("glorot")), "Layer 2", "glorot_uniform"),
        (BASE.with_layer(0, bias_initializer=PartSpec("he_normal")), "Layer 1", "zeros or constant"),
        (BASE.with_layer(0, kernel_initializer=TURNED_ROUND), "Layer 1", "minval, 1, is above its maxval, 0.05"),
        (BASE.with_layer(1, bias_initializer=TURNED_ROUND), "Layer 2", "Swap the two"),
        (BASE.with_optimizer(learning_rate=float("nan")), "Optimizer", "learning rate is nan"),
        (BASE.with_optimizer(learning_rate=-1.0), "Optimizer", "learning rate is -1"),
        (BASE.with_optimizer(name="sdg"), "Optimizer", '"sgd"'),
        (BASE.with_optimizer(parameters=Parameters(rho=0.5)), "Optimizer", 'no parameter "rho"'),
        (BASE.with_training(batch_size=0), "Training", "batch size is 0"),
        (BASE.with_training(loss=PartSpec("huber", Parameters(delta=-1))), "Training", "delta"),
        (BASE.with_training(class_weight=(1.0, -2.0)), "Training", "class weight is -2"),
        (BASE.with_data(noise=float("inf")), "Data", "noise is inf"),
        (replace(BASE, network=replace(BASE.network, layers=())), "Network", "no layers"),
    ],
)
def test_a_value_that_cannot_work(spec: ExperimentSpec, place: str, words: str) -> None:
    found = problems(spec)
    assert len(found) == 1
    assert found[0].place == place
    assert words in str(found[0])
    assert found[0].cure


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        (BASE.with_layer(1, units=3), "data needs 1"),
        (experiment(LayerSpec(2, "softmax"), data="iris", loss="sparse_categorical_crossentropy"), "data needs 3"),
        (BASE.with_training(loss=PartSpec("categorical_crossentropy")), "data needs 2 with categorical_crossentropy"),
        (BASE.with_layer(1, units=3).with_training(loss=PartSpec("huber")), "data needs 1 or 2"),
        (BASE.with_training(class_weight=(1.0, 1.0, 1.0)), "3 class weights for 2 classes"),
        (WIDE.with_layer(1, units=20_000), "Layer 1: the network would have 400,"),
        (HUGE_BATCH.with_layer(0, units=99), "Training: a batch of 1,000,000 examples"),
        (experiment(data="plane"), "does not suit a regression task"),
        (
            experiment(data="plane", loss="mean_squared_error").with_training(class_weight=(1.0, 2.0)),
            "class weights do not apply",
        ),
        (
            experiment(LayerSpec(2, "sigmoid"), data="two_labels").with_training(class_weight=(1.0, 2.0)),
            "class weights do not apply to a multilabel task",
        ),
        (experiment(data="two_labels"), "data needs 2"),
        (
            experiment(LayerSpec(2, "sigmoid"), data="two_labels", loss="categorical_crossentropy"),
            "does not suit a multilabel task",
        ),
    ],
)
def test_parts_that_do_not_fit_together(spec: ExperimentSpec, words: str) -> None:
    found = problems(spec, data_info(spec.data))
    assert words in " ".join(str(problem) for problem in found)


def test_a_working_experiment_has_none() -> None:
    assert problems(BASE, data_info(BASE.data)) == ()
    assert problems(BASE.with_training(optimizer=OptimizerSpec("adam", 0.001)), data_info(BASE.data)) == ()


@pytest.mark.parametrize(
    "spec",
    [
        BASE.with_data(samples=900_000),
        BASE.with_data(samples=150_000).with_layer(0, units=64).with_training(batch_size=150_000),
        experiment(LayerSpec(2_000, "gelu"), LayerSpec(1_000, "tanh"), LayerSpec(1, "sigmoid"), optimizer="adam"),
    ],
    ids=["examples", "batch", "network"],
)
def test_the_memory_foretold_is_what_training_takes(spec: ExperimentSpec) -> None:
    load.cache_clear()
    tracemalloc.start()
    try:
        session = Session(spec)
        session.train(updates=2)
        session.evaluate("training")
        taken = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        load.cache_clear()
    assert 2 / 3 < taken / estimated_bytes(spec, 2) < 1.1
