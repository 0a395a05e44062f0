"""Models that Keras itself has saved: the same weights exactly, the same answers to 1e-6, everything carried over."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.catalog import activations, initializers, losses, optimizers, schedules
from engine.keras_io import from_sequential
from engine.keras_io.class_names import class_name
from engine.keras_io.model_in import model_in
from engine.keras_io.reading import read_model
from engine.keras_io.training_in import training_in
from engine.session import Session
from engine.spec import OptimizerSpec, PartSpec
from engine.spec.parameters import Parameters
from tests.engine.keras_io.keras_models import MODELS, answers_agree, as_spec, other_value

IN_KERAS = [name for name in activations.names() if name != "step"]


@pytest.mark.parametrize("name", MODELS)
def test_a_saved_model_has_keras_s_weights_and_gives_its_answers(
    name: str, saved: dict[str, tuple[Any, Path]]
) -> None:
    model, path = saved[name]
    session = Session.open_model(path)
    for mine, theirs in zip(session.get_weights(), model.get_weights(), strict=True):
        assert np.array_equal(mine, theirs)
    answers_agree(model, session)
    assert session.updates == 0
    assert session.spec.name == name


@pytest.mark.parametrize("name", MODELS)
def test_the_live_model_gives_the_same_as_its_file(name: str, saved: dict[str, tuple[Any, Path]]) -> None:
    model, path = saved[name]
    live, read = from_sequential(model, name=name), read_model(path)
    assert live.spec == read.spec
    assert all(np.array_equal(a, b) for a, b in zip(live.weights, read.weights, strict=True))
    assert Session.of_model(live).spec.network == read.spec.network


@pytest.mark.parametrize("policy", ["float16", "bfloat16", "mixed_float16", "mixed_bfloat16"])
@pytest.mark.parametrize("ending", [".keras", ".weights.h5"])
def test_half_precision_is_read_to_the_bit_and_told(policy: str, ending: str, keras: Any, tmp_path: Path) -> None:
    layers = keras.layers
    model = keras.Sequential(
        [layers.Input((2,)), layers.Dense(3, "relu", dtype=policy), layers.Dense(1, dtype=policy)]
    )
    path = tmp_path / f"half{ending}"
    if ending == ".keras":
        model.save(path)
        session = Session.open_model(path)
        assert f"half precision ({policy})" in " ".join(read_model(path).notes)
    else:
        model.save_weights(path)
        session = Session(from_sequential(model).spec)
        session.load_weights(path)
    for mine, theirs in zip(session.get_weights(), model.get_weights(), strict=True):
        assert np.array_equal(mine, theirs.astype(np.float64))
    assert np.ptp(session.get_weights()[0]) > 0.0


def test_the_layers_are_called_as_keras_calls_them(saved: dict[str, tuple[Any, Path]]) -> None:
    model, path = saved["with_names"]
    assert [layer.name for layer in Session.open_model(path).layers] == [layer.name for layer in model.layers]


def test_a_straight_line_whose_ends_have_names_is_one(keras: Any, tmp_path: Path) -> None:
    inputs = keras.layers.Input((2,), name="plane")
    keras.Model({"plane": inputs}, {"answer": keras.layers.Dense(1)(inputs)}).save(tmp_path / "ends.keras")
    assert [layer.units for layer in read_model(tmp_path / "ends.keras").spec.network.layers] == [1]


def test_everything_of_a_layer_is_carried_over(saved: dict[str, tuple[Any, Path]]) -> None:
    first, last = read_model(saved["functional"][1]).spec.network.layers
    assert (first.units, first.activation, first.use_bias, first.trainable) == (4, "gelu", False, False)
    assert (first.l1, first.l2, first.dropout) == (0.01, 0.02, 0.1)
    assert (last.name, last.activation) == ("answer", "linear")
    made = read_model(saved["merged"][1]).spec.network.layers
    assert [layer.activation for layer in made] == [
        "relu",
        "leaky_relu",
        "leaky_relu",
        "elu",
        "leaky_relu",
        "silu",
        "softmax",
    ]
    assert [layer.dropout for layer in made] == [0, 0, 0, 0, 0, 0.5, 0]


def test_what_was_compiled_is_carried_over(saved: dict[str, tuple[Any, Path]]) -> None:
    training = read_model(saved["plain"][1]).spec.training
    assert training.loss == PartSpec("binary_crossentropy")
    assert training.optimizer == OptimizerSpec("adam", 0.02, Parameters(beta_1=0.8))
    assert training.metrics == ("accuracy",)
    brought = read_model(saved["functional"][1])
    assert brought.spec.training.optimizer == OptimizerSpec("sgd", 0.5, Parameters(momentum=0.9, nesterov=1.0))
    assert any("delta of the loss huber" in note for note in brought.notes)


def test_every_activation_of_keras_s_computes_the_same(keras: Any, tried: Callable[[str], None]) -> None:
    layers = keras.layers
    for name in IN_KERAS:
        model = keras.Sequential([layers.Input((2,)), layers.Dense(6, name), layers.Dense(1)])
        answers_agree(model, Session.of_model(from_sequential(model)))
    tried(f"Keras in: {len(IN_KERAS)} of {len(activations)} activations, all that Keras has")


def test_every_initializer_is_carried_over(keras: Any) -> None:
    wanted, stack = [], [keras.layers.Input((2,))]
    for part in initializers:
        values = {p.name: other_value(p) for p in part.parameters}
        wanted.append(PartSpec(part.name, as_spec(values)))
        drawn = getattr(keras.initializers, class_name(part.name))(**values)
        stack.append(keras.layers.Dense(3, kernel_initializer=drawn))
    model = model_in(json.loads(keras.Sequential(stack).to_json()))
    assert [layer.kernel_initializer for layer in model.network.layers] == wanted
    assert not model.notes


def test_every_optimizer_loss_and_schedule_is_carried_over(keras: Any, tried: Callable[[str], None]) -> None:
    for part in optimizers:
        values = {p.name: other_value(p) for p in part.parameters}
        optimizer = getattr(keras.optimizers, part.keras_name)(0.0123, **values)
        found = training_in({"optimizer": keras.saving.serialize_keras_object(optimizer)})
        assert found.optimizer == OptimizerSpec(part.name, 0.0123, as_spec(values))
        assert not found.notes
    for schedule in (each for each in schedules if each.keras_name):
        values = {p.name: other_value(p) for p in schedule.parameters}
        rate = getattr(keras.optimizers.schedules, schedule.keras_name)(0.2, **values, **schedule.keras_settings)
        config = {"optimizer": keras.saving.serialize_keras_object(keras.optimizers.SGD(rate))}
        optimizer_spec = training_in(config).optimizer
        assert optimizer_spec is not None
        assert optimizer_spec.schedule == PartSpec(schedule.name, as_spec(values))
        assert optimizer_spec.learning_rate == 0.2
    named = [loss for loss in losses if not loss.reads_sums]
    for loss in named:
        described = keras.saving.serialize_keras_object(getattr(keras.losses, class_name(loss.name))())
        assert [training_in({"loss": given}).loss for given in (loss.name, described)] == [PartSpec(loss.name)] * 2
    tried(f"Keras in: {len(optimizers)} optimizers, {len(schedules)} schedules, {len(named)} losses")


def test_every_metric_is_carried_over(keras: Any) -> None:
    metrics = keras.metrics
    given = [
        "acc",
        "mse",
        metrics.Precision(),
        metrics.Recall(),
        metrics.RootMeanSquaredError(),
        metrics.R2Score(),
        metrics.TruePositives(),
        metrics.SparseCategoricalAccuracy(),
        metrics.F1Score(average="micro", threshold=0.5),
    ]
    config = [each if isinstance(each, str) else keras.saving.serialize_keras_object(each) for each in given]
    found = training_in({"metrics": config})
    carried = ("accuracy", "mse", "precision", "recall", "rmse", "r2_score", "true_positives", "f1_score")
    assert found.metrics == carried
    assert not found.notes
    other = training_in({"metrics": [keras.saving.serialize_keras_object(metrics.F1Score())]})
    assert (other.metrics, len(other.notes)) == ((), 1), "the mean over classes is another figure"


def test_what_has_no_place_here_is_named(keras: Any) -> None:
    layers = keras.layers
    dense = layers.Dense(3, kernel_initializer="orthogonal", kernel_constraint="non_neg", bias_regularizer="l2")
    model = keras.Sequential([layers.Input((2,)), layers.Dropout(0.2), dense, layers.Dense(1), layers.Dropout(0.3)])
    model.compile(keras.optimizers.Adamax(), keras.losses.LogCosh(), metrics=[keras.metrics.AUC()])
    said = " ".join(from_sequential(model).notes)
    for part in ("Orthogonal", "kernel_constraint", "bias_regularizer", "Dropout of the inputs", "behind the output",
                 "Adamax", "LogCosh", "AUC"):  # fmt: skip
        assert part in said, part


def test_clipping_and_logits_are_told(keras: Any) -> None:
    model = keras.Sequential([keras.layers.Input((2,)), keras.layers.Dense(3)])
    model.compile(keras.optimizers.SGD(clipnorm=1.0), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    brought = from_sequential(model)
    assert brought.spec.training.loss == PartSpec("sparse_categorical_crossentropy")
    said = " ".join(brought.notes)
    assert "clipnorm" in said
    assert "from_logits" in said
