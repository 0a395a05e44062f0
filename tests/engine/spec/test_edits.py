"""Whatever edit is made, the experiment that results can run."""

from dataclasses import replace

import pytest

from engine.catalog import losses
from engine.catalog.datasets import datasets
from engine.session import data_info
from engine.spec import DataInfo, DataSpec, ExperimentSpec, LayerSpec, NetworkSpec, PartSpec, problems
from engine.spec.edits import (
    other_data,
    with_dataset,
    with_layer_after,
    with_loss,
    with_penalty,
    with_units,
    without_layer,
)

HIDDEN = (LayerSpec(5, "relu"), LayerSpec(3, "tanh"))
ROOT = ExperimentSpec(network=NetworkSpec((*HIDDEN, LayerSpec(1, "sigmoid"))))


def info_of(name: str) -> DataInfo:
    return data_info(DataSpec(name))


def moved(spec: ExperimentSpec, name: str) -> ExperimentSpec:
    return with_dataset(spec, name, info_of(name))


def output(spec: ExperimentSpec) -> tuple[int, str, str]:
    last = spec.network.layers[-1]
    return last.units, last.activation, spec.training.loss.name


@pytest.mark.parametrize("first", datasets.names())
def test_every_data_set_follows_every_other(first: str) -> None:
    start = moved(ROOT, first)
    for second in datasets.names():
        spec = moved(start, second)
        assert problems(spec, data_info(spec.data)) == (), f"{first} to {second}"
        assert spec.network.layers[:-1] == HIDDEN
        assert spec.data.name == second


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("circle", (1, "sigmoid", "binary_crossentropy")),
        ("iris", (3, "softmax", "sparse_categorical_crossentropy")),
        ("sine", (1, "linear", "mean_squared_error")),
        ("two_labels", (2, "sigmoid", "binary_crossentropy")),
    ],
)
def test_each_task_gets_its_usual_output(name: str, expected: tuple[int, str, str]) -> None:
    for other in ("circle", "iris", "sine", "two_labels"):
        assert output(moved(moved(ROOT, other), name)) == expected


def test_an_unusual_output_stays_while_the_task_stays() -> None:
    spec = ROOT.with_layer(2, activation="tanh").with_training(loss=PartSpec("huber"))
    assert output(moved(spec, "spiral")) == (1, "tanh", "huber")
    assert output(moved(spec, "sine")) == (1, "linear", "mean_squared_error"), "tanh cannot reach any number"


@pytest.mark.parametrize("name", ["two_labels", "circle"])
def test_a_softmax_answers_neither_one_question_nor_several(name: str) -> None:
    spec = moved(ROOT, "iris").with_training(loss=PartSpec("mean_squared_error"))
    assert output(spec) == (3, "softmax", "mean_squared_error")
    expected = 2 if name == "two_labels" else 1
    assert output(moved(spec, name)) == (expected, "sigmoid", "binary_crossentropy")
    assert output(moved(moved(spec, name), "iris")) == (3, "softmax", "sparse_categorical_crossentropy")


def test_a_truth_table_gets_batches_no_larger_than_itself() -> None:
    assert moved(ROOT.with_training(batch_size=32), "truth_xor").training.batch_size == 4
    assert moved(ROOT.with_training(batch_size=2), "truth_xor").training.batch_size == 2
    assert moved(ROOT.with_training(batch_size=32), "spiral").training.batch_size == 32


def test_class_weights_stay_only_where_there_is_one_for_each_class() -> None:
    spec = ROOT.with_training(class_weight=(1.0, 2.0))
    assert moved(spec, "moons").training.class_weight == (1.0, 2.0)
    assert moved(spec, "iris").training.class_weight == ()
    assert moved(spec, "sine").training.class_weight == ()
    assert moved(spec, "two_labels").training.class_weight == ()


@pytest.mark.parametrize("name", ["circle", "iris", "sine", "two_labels"])
def test_every_loss_that_suits_a_task_can_be_chosen(name: str) -> None:
    info = info_of(name)
    start = moved(ROOT, name).with_layer(2, activation="elu")
    tried = 0
    for loss in losses:
        if info.task in loss.tasks:
            spec = with_loss(start, loss.name, info)
            assert problems(spec, info) == ()
            assert spec.network.layers[-1].activation in loss.fits
            tried += 1
    assert tried >= 3


def test_layers_come_and_go() -> None:
    assert with_units(ROOT, 0, 7).network.layers[0] == LayerSpec(7, "relu")
    first, second = (replace(layer, key=key) for key, layer in enumerate(HIDDEN, 1))
    assert with_layer_after(ROOT, 0).network.layers[:3] == (first, replace(first, key=3), second)
    assert with_layer_after(ROOT, -1).network.layers[:2] == (replace(first, key=3), first)
    assert without_layer(ROOT, 0).network.layers[:-1] == (second,)
    assert without_layer(with_layer_after(ROOT, 0), 1) == ROOT
    alone = ExperimentSpec(network=NetworkSpec((LayerSpec(1, "sigmoid"),)))
    assert with_layer_after(alone, -1).network.layers == (LayerSpec(), LayerSpec(1, "sigmoid"))


@pytest.mark.parametrize("index", [2, 3, -2])
def test_nothing_follows_the_output(index: int) -> None:
    with pytest.raises(ValueError, match="After the output layer nothing can follow"):
        with_layer_after(ROOT, index)


@pytest.mark.parametrize("index", [2, 3, -1])
def test_the_output_cannot_be_removed(index: int) -> None:
    with pytest.raises(ValueError, match="output layer cannot be removed"):
        without_layer(ROOT, index)


def test_a_penalty_reaches_all_kernels_and_leaves_the_other() -> None:
    spec = with_penalty(with_penalty(ROOT, l1=0.1), l2=0.01)
    assert [(layer.l1, layer.l2) for layer in spec.network.layers] == [(0.1, 0.01)] * 3


def test_pictures_are_not_standardised_unless_asked() -> None:
    assert other_data(DataSpec("circle"), "wine").standardize
    assert not other_data(DataSpec("wine", standardize=True), "digits").standardize
    assert other_data(DataSpec("wine", standardize=True), "circle").standardize
