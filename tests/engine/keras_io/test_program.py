"""The programs written for Keras, run: they train as the experiment does, number by number."""

from __future__ import annotations

import json
import runpy
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.data import data_info, load
from engine.keras_io.autodiff import precision
from engine.keras_io.code import cells
from engine.keras_io.not_in_keras import NotInKeras
from engine.keras_io.program import script_text, write_notebook, write_script
from engine.presets import preset
from engine.session import Session
from engine.spec import DataSpec, ExperimentSpec, LayerSpec, NetworkSpec, OptimizerSpec, PartSpec, StopSpec
from engine.spec.example_weights import with_example_weights
from engine.spec.parameters import Parameters

EPOCHS = 3
NEAR = {"rtol": 1e-4, "atol": 1e-6}
"""Keras takes the learning rate of a program, a plain number, in single precision."""


@pytest.fixture(scope="module")
def keras() -> Any:
    import keras
    import matplotlib

    matplotlib.use("Agg")
    return keras


def _steady(name: str) -> ExperimentSpec:
    """A preset with its batches in order, for few epochs."""
    return preset(name).spec.with_training(shuffle=False, epochs=EPOCHS)


def _of_rows(spec: ExperimentSpec) -> ExperimentSpec:
    return spec.with_training(loss=PartSpec("categorical_crossentropy"))


def _weighed(spec: ExperimentSpec) -> ExperimentSpec:
    count = len(load(spec.data).columns[0])
    return with_example_weights(spec, np.linspace(0.1, 2.0, count))


def _with_everything(spec: ExperimentSpec) -> ExperimentSpec:
    optimizer = OptimizerSpec(
        "sgd", 0.1, Parameters(momentum=0.9, nesterov=1.0), PartSpec("step_decay", Parameters(decay_steps=20.0))
    )
    spec = spec.with_training(optimizer=optimizer, class_weight=(0.5, 2.0))
    return spec.with_layer(0, l1=0.001, l2=0.01, use_bias=False, name="first layer")


CASES: dict[str, Callable[[], ExperimentSpec]] = {
    "class numbers": lambda: _steady("iris"),
    "one-hot rows": lambda: _of_rows(_steady("iris")),
    "yes or no": lambda: _steady("xor"),
    "several answers": lambda: _steady("two-labels"),
    "huber and selu": lambda: _steady("typical-selu"),
    "example weights": lambda: _weighed(_steady("iris")),
    "penalties, schedule, class weights": lambda: _with_everything(_steady("xor")),
}


def _run(path: Path, keras: Any, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    import matplotlib.pyplot as plt

    monkeypatch.setattr(plt, "show", lambda: plt.close("all"))
    with precision(keras, "float64"):
        return runpy.run_path(str(path))


@pytest.mark.parametrize("case", CASES)
def test_a_script_trains_as_the_experiment_does(
    case: str, keras: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = CASES[case]()
    session = Session(spec)
    write_script(tmp_path / "program.py", spec, session.data)
    program = _run(tmp_path / "program.py", keras, monkeypatch)
    theirs = program["history"].history
    session.train(epochs=EPOCHS)
    ours = session.history.history
    assert set(ours) == set(theirs)
    for name, values in ours.items():
        np.testing.assert_allclose(theirs[name], values, **NEAR, err_msg=name)
    for mine, other in zip(session.get_weights(), program["model"].get_weights(), strict=True):
        np.testing.assert_allclose(other, mine, **NEAR)


def test_a_notebook_holds_the_same_code_in_cells(tmp_path: Path) -> None:
    spec = _steady("iris")
    files = write_notebook(tmp_path / "iris.ipynb", spec, load(spec.data))
    assert [path.name for path in files] == ["iris.ipynb", "iris.npz"]
    notebook = json.loads(files[0].read_text(encoding="utf-8"))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    code = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert code == [cell.code for cell in cells(spec, data_info(spec.data), 'Path("iris.npz")')]
    for source in code:
        compile(source, "cell", "exec")


def test_stop_rules_become_callbacks(
    keras: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stop = StopSpec(loss_below=10.0, early_stopping=True, patience=0)
    spec = _steady("iris").with_training(stop=stop)
    write_script(tmp_path / "program.py", spec, load(spec.data))
    program = _run(tmp_path / "program.py", keras, monkeypatch)
    assert program["history"].epoch == [0]
    assert "EarlyStopping" in (tmp_path / "program.py").read_text(encoding="utf-8")


def test_the_perceptron_rule_is_refused_with_a_way_out() -> None:
    spec = preset("perceptron-and").spec
    with pytest.raises(NotInKeras, match="scikit-learn"):
        cells(spec, data_info(spec.data), "x")


def test_frozen_weights_are_told() -> None:
    spec = _steady("xor").with_layer(0, frozen_weights=((0, 0),))
    program = cells(spec, data_info(spec.data), "x")
    assert any("whole layers only" in cell.text for cell in program)


def test_names_of_layers_that_keras_would_not_take_are_changed() -> None:
    spec = _steady("xor").with_layer(0, name="größe/α 1")
    program = "".join(cell.code for cell in cells(replace(spec), data_info(spec.data), "x"))
    assert 'name="gr_e_1"' in program
    assert 'name="dense"' in program


def test_pictures_that_keras_brings_along_are_loaded_by_it_and_dealt_out_as_here(
    keras: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rng = np.random.default_rng(0)
    pictures, labels = rng.integers(0, 256, (5_200, 28, 28), np.uint8), rng.integers(0, 10, 5_200, np.uint8)
    loaded = (pictures, labels), (pictures[:50], labels[:50])
    monkeypatch.setattr(keras.datasets.fashion_mnist, "load_data", lambda: loaded)
    info = replace(
        data_info(DataSpec("digits")), image=(28, 28), inputs=("pixel",) * 784, training_count=150,
        validation_count=5_000, test_count=50,
    )  # fmt: skip
    layers = (LayerSpec(8, "relu"), LayerSpec(10, "softmax"))
    spec = ExperimentSpec("clothes", DataSpec("fashion_mnist"), NetworkSpec(layers)).with_training(
        loss=PartSpec("sparse_categorical_crossentropy"), epochs=1, batch_size=50
    )
    path = tmp_path / "clothes.py"
    path.write_text(script_text(cells(spec, info, "")), encoding="utf-8")
    program = _run(path, keras, monkeypatch)
    assert np.array_equal(program["X_train"], pictures[5_000:5_150] / 255.0)
    assert np.array_equal(program["X_valid"], pictures[:5_000] / 255.0)
    assert [type(layer).__name__ for layer in program["model"].layers] == ["Flatten", "Dense", "Dense"]
    assert program["history"].params["steps"] == 3
