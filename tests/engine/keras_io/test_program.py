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
from engine.keras_io.program import write_notebook, write_script
from engine.presets import preset
from engine.session import Session
from engine.spec import ExperimentSpec, OptimizerSpec, PartSpec, StopSpec
from engine.spec.example_weights import with_example_weights
from engine.spec.label_forms import with_label_form
from engine.spec.parameters import Parameters
from engine.spec.training_problems import offered_metrics
from tests.engine.spec.test_label_forms import one_hot_table

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


def _numbers_of_columns() -> ExperimentSpec:
    """A table with one-hot columns whose labels are taken as class numbers."""
    spec = one_hot_table().with_training(shuffle=False, epochs=EPOCHS)
    return with_label_form(spec, data_info(spec.data), one_hot=False)


def _of_two(loss: str, *metrics: str) -> ExperimentSpec:
    """Two classes with an output each."""
    spec = _steady("xor")
    spec = spec.with_layer(len(spec.network.layers) - 1, units=2, activation="softmax")
    return spec.with_training(loss=PartSpec(loss), metrics=metrics, class_weight=(0.5, 2.0))


def _with_all_metrics(name: str) -> ExperimentSpec:
    spec = _steady(name)
    return spec.with_training(metrics=tuple(offered_metrics(spec, data_info(spec.data))))


CASES: dict[str, Callable[[], ExperimentSpec]] = {
    "class numbers": lambda: _steady("iris"),
    "one-hot rows": lambda: _of_rows(_steady("iris")),
    "one-hot columns as class numbers": _numbers_of_columns,
    "every metric of one answer": lambda: _with_all_metrics("xor"),
    "every metric of several answers": lambda: _with_all_metrics("two-labels"),
    "every metric of numbers": lambda: _with_all_metrics("plane"),
    "yes or no": lambda: _steady("xor"),
    "two classes, class numbers": lambda: _of_two("sparse_categorical_crossentropy"),
    "two classes, one-hot rows": lambda: _of_two("categorical_crossentropy"),
    "two classes, every metric of rows": lambda: _of_two("mean_squared_error", "accuracy", "mae", "mse", "rmse"),
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


def test_labels_go_out_in_the_form_of_the_data_and_the_program_converts_them(tmp_path: Path) -> None:
    spec = _of_rows(_steady("iris"))
    write_script(tmp_path / "a.py", spec, load(spec.data))
    assert "y_train = keras.utils.to_categorical(y_train, 3)" in (tmp_path / "a.py").read_text(encoding="utf-8")
    with np.load(tmp_path / "a.npz") as arrays:
        assert arrays["y_train"].shape == (90,)
    spec = _numbers_of_columns()
    write_script(tmp_path / "b.py", spec, load(spec.data))
    assert "y_valid = y_valid.argmax(axis=-1)" in (tmp_path / "b.py").read_text(encoding="utf-8")
    with np.load(tmp_path / "b.npz") as arrays:
        assert arrays["y_valid"].shape[1:] == (3,)


@pytest.mark.parametrize("write", [write_script, write_notebook])
def test_arrays_that_stand_beside_a_program_are_written_over_only_if_it_names_them(
    write: Callable[..., Any], tmp_path: Path
) -> None:
    spec = _steady("xor")
    path, kept = tmp_path / "my run.py", tmp_path / "my run.npz"
    kept.write_bytes(b"somebody's own")
    for _ in range(2):
        written = write(path, spec, load(spec.data))
        assert [file.name for file in written.files] == ["my run.py", "my run-2.npz"]
        assert written.notes == ("my run.npz was there before and stays as it is.",)
    assert kept.read_bytes() == b"somebody's own"
    kept.unlink()
    assert [file.name for file in write(path, spec, load(spec.data)).files] == ["my run.py", "my run.npz"]
    assert write(path, spec, load(spec.data)).files[1] == kept


def test_a_program_begins_where_the_run_began(tmp_path: Path) -> None:
    """With a model's own weights, or those set by hand at update 0, whatever came since; else with the seed's."""
    session = Session(_steady("iris"))
    seeds = session.get_weights()
    own = [array + 0.5 for array in seeds]
    session.train(updates=3)
    session.export(tmp_path / "a.py")
    session.reset()
    session.set_weights(own)
    session.train(updates=20)
    session.export(tmp_path / "b.py")
    session.edit(session.spec.with_layer(0, units=9))
    session.export(tmp_path / "c.py")
    for name, first in (("a", seeds), ("b", own), ("c", Session(session.spec).get_weights())):
        with np.load(tmp_path / f"{name}.npz") as arrays:
            assert all(np.array_equal(arrays[f"weights_{i}"], array) for i, array in enumerate(first)), name


def test_a_notebook_holds_the_same_code_in_cells(tmp_path: Path) -> None:
    spec = _steady("iris")
    files = write_notebook(tmp_path / "iris.ipynb", spec, load(spec.data)).files
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
    assert "Input((2,))" in program
    assert 'name="dense"' in program
