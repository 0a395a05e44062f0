"""Models written for Keras: it loads them without a warning, gives the same answers, and goes on training alike."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from engine.catalog import optimizers
from engine.data import encode_targets
from engine.keras_io.not_in_keras import NotInKeras
from engine.keras_io.reading import read_model
from engine.presets import preset
from engine.session import Session
from engine.spec import ExperimentSpec, LayerSpec, OptimizerSpec, PartSpec
from engine.spec.parameters import Parameters
from tests.engine.experiments import experiment
from tests.engine.keras_io.keras_models import answers_agree, as_spec, other_value

WHOLE = 1_000  # a batch of all examples: the order in it does not matter


def _with_everything() -> ExperimentSpec:
    spec = preset("xor").spec.with_training(
        loss=PartSpec("huber", Parameters(delta=2.0)),
        optimizer=OptimizerSpec(
            "sgd", 0.1, Parameters(momentum=0.9), PartSpec("step_decay", Parameters(decay_steps=5.0))
        ),
        metrics=("mse", "precision"),
    )
    spec = spec.with_layer(0, l1=0.001, l2=0.01, use_bias=False, name="first layer", dropout=0.2)
    start = PartSpec("random_normal", Parameters(stddev=0.3))
    return spec.with_layer(1, trainable=False, kernel_initializer=start, bias_initializer=PartSpec("ones"))


CASES: dict[str, Callable[[], ExperimentSpec]] = {
    "plain": lambda: preset("spiral").spec,
    "scaled": lambda: preset("iris").spec,
    "pictures": lambda: preset("digits").spec.with_data(samples=300),
    "several answers": lambda: preset("two-labels").spec,
    "names that clash": lambda: (
        preset("xor").spec.with_layer(0, name="flatten").with_layer(1, name="dropout", dropout=0.1)
    ),
    "everything": _with_everything,
}


def _loaded(keras: Any, path: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # Keras only warns where an optimizer's memory does not fit
        return keras.models.load_model(path)


@pytest.mark.parametrize("case", CASES)
def test_keras_loads_it_and_gives_the_same_answers(case: str, keras: Any, tmp_path: Path) -> None:
    session = Session(CASES[case]())
    session.train(updates=5)
    session.export(tmp_path / "out.keras")
    model = _loaded(keras, tmp_path / "out.keras")
    answers_agree(model, session)
    assert int(model.optimizer.iterations) == 5
    info = session.data.info
    assert model.input_shape == (None, *(info.image or (len(info.inputs),)))
    assert [layer.name for layer in model.layers if type(layer).__name__ == "Dense"] == [
        layer.name for layer in session.layers
    ]


@pytest.mark.parametrize("case", CASES)
def test_out_and_in_again_nothing_is_lost(case: str, tmp_path: Path) -> None:
    session = Session(CASES[case]())
    session.train(updates=5)
    session.export(tmp_path / "out.keras")
    back = Session.open_model(tmp_path / "out.keras")
    ours, theirs = session.spec.training, back.spec.training
    assert back.spec.network == session.spec.network
    assert back.spec.data == session.spec.data
    assert (theirs.loss, theirs.optimizer) == (ours.loss, ours.optimizer)
    for mine, other in zip(session.get_weights(), back.get_weights(), strict=True):
        assert np.array_equal(mine, other)


def test_in_and_out_again_keras_gives_the_answers_it_gave(keras: Any, tmp_path: Path) -> None:
    layers = keras.layers
    model = keras.Sequential([layers.Input((2,)), layers.Dense(5), layers.ReLU(), layers.Dense(3, "softmax")])
    model.compile("rmsprop", "categorical_crossentropy")
    model.save(tmp_path / "theirs.keras")
    Session.open_model(tmp_path / "theirs.keras").export(tmp_path / "back.keras")
    back = _loaded(keras, tmp_path / "back.keras")
    for ours, theirs in zip(back.get_weights(), model.get_weights(), strict=True):
        assert np.array_equal(ours, theirs)
    x = np.random.default_rng(0).normal(size=(30, 2))
    np.testing.assert_allclose(np.asarray(back(x)), np.asarray(model(x)), rtol=0, atol=1e-6)
    assert (back.optimizer.name, back.loss) == ("rmsprop", "categorical_crossentropy")
    with h5py.File(_weights(tmp_path / "back.keras")) as file:
        assert file["layers/dense/vars/0"].dtype == np.float32, "Keras's own numbers take no more room than Keras's"


def _weights(path: Path) -> Path:
    import zipfile

    with zipfile.ZipFile(path) as archive:
        return Path(archive.extract("model.weights.h5", path.parent))


@pytest.mark.parametrize("name", optimizers.names())
def test_training_goes_on_in_keras_from_the_optimizer_s_memory(name: str, keras: Any, tmp_path: Path) -> None:
    part = optimizers[name]
    chosen = OptimizerSpec(
        name, 0.01, as_spec({p.name: other_value(p) for p in part.parameters if p.kind == "switch"})
    )
    if any(p.name == "momentum" for p in part.parameters):
        chosen = replace(chosen, parameters=Parameters(chosen.parameters, momentum=0.5))
    spec = experiment(LayerSpec(4, "tanh"), LayerSpec(3, "tanh", trainable=False), LayerSpec(1, "sigmoid"))
    session = Session(spec.with_training(optimizer=chosen, batch_size=WHOLE, shuffle=False))
    session.train(updates=6)
    session.export(tmp_path / "out.keras")
    model = _loaded(keras, tmp_path / "out.keras")
    session.train(updates=2)
    part_of = session.data.training
    for _ in range(2):
        model.train_on_batch(np.asarray(part_of.x[:]), encode_targets(part_of.y, "indicators", 1))
    for mine, theirs in zip(session.get_weights(), model.get_weights(), strict=True):
        np.testing.assert_allclose(theirs, mine, rtol=2e-4, atol=2e-6)


def test_the_way_to_the_inputs_is_told_in_the_file_and_in_words(tmp_path: Path) -> None:
    import json
    import zipfile

    session = Session(preset("iris").spec)
    notes = session.export(tmp_path / "iris.keras")
    with zipfile.ZipFile(tmp_path / "iris.keras") as archive:
        told = json.loads(archive.read("metadata.json"))["chainrule"]
    assert told["readme"] == notes[0]
    assert "(x - mean) / scale" in told["readme"]
    raw = session.data.raw(session.data.training)
    np.testing.assert_allclose((raw - told["mean"]) / told["scale"], np.asarray(session.data.training.x[:]))
    assert told["inputs"] == ["petal length (cm)", "petal width (cm)"]


def test_what_keras_has_not_is_refused_or_told(tmp_path: Path) -> None:
    with pytest.raises(NotInKeras, match="perceptron rule"):
        Session(preset("perceptron-and").spec).export(tmp_path / "x.keras")
    with pytest.raises(NotInKeras, match="Layer 1: Keras has no step"):
        Session(preset("xor").spec.with_layer(0, activation="step")).export(tmp_path / "x.keras")
    assert not list(tmp_path.iterdir())
    spec = preset("xor").spec.with_layer(0, frozen_weights=((0, 0),))
    said = " ".join(Session(spec).export(tmp_path / "x.keras"))
    assert "whole layers only" in said


def test_metadata_of_others_is_passed_over(tmp_path: Path) -> None:
    import json
    import zipfile

    Session(preset("xor").spec).export(tmp_path / "x.keras")
    with zipfile.ZipFile(tmp_path / "x.keras") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for odd in ({"data": {"name": 3}}, {"data": [1], "names": "ab"}, {"names": [1, 2]}, [], "text"):
        with zipfile.ZipFile(tmp_path / "y.keras", "w") as archive:
            for name, content in members.items():
                metadata = json.dumps({"keras_version": "3.15.1", "chainrule": odd})
                archive.writestr(name, metadata if name == "metadata.json" else content)
        assert read_model(tmp_path / "y.keras").spec.network.layers[0].name == "dense"
