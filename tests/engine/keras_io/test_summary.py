"""The summary against `model.summary()` of the model that the experiment's program builds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.catalog import optimizers
from engine.data import data_info
from engine.keras_io.code import cells
from engine.keras_io.summary import summary
from engine.presets import preset
from engine.session import Session
from engine.spec import DataSpec, ExperimentSpec
from engine.spec.edits import with_fitting_output
from engine.spec.parameters import Parameters


def _dropping() -> ExperimentSpec:
    spec = preset("iris").spec.with_layer(0, dropout=0.2, use_bias=False, name="first")
    return spec.with_layer(1, trainable=False)


def _pictures() -> ExperimentSpec:
    spec = preset("iris").spec
    info = data_info(DataSpec("digits"))
    return with_fitting_output(spec.with_data(name="digits"), info)


def _clashing() -> ExperimentSpec:
    """Dense layers that are called as Keras calls the layers beside them."""
    return _pictures().with_layer(0, name="flatten", dropout=0.1).with_layer(1, name="dropout")


@pytest.fixture(scope="module")
def keras() -> Any:
    import keras

    return keras


SPECS = {"plain": preset("opening").spec, "drop": _dropping(), "image": _pictures(), "clash": _clashing()}


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)
def test_names_shapes_and_counts_are_keras_own(spec: ExperimentSpec, keras: Any) -> None:
    info = data_info(spec.data)
    ours = summary(spec, info)
    code = next(cell.code for cell in cells(spec, info, "x") if cell.heading == "The model")
    keras.backend.clear_session()
    scope: dict[str, Any] = {"keras": keras}
    exec(code.replace("model.summary()", "").partition("model.set_weights")[0], scope)
    model = scope["model"]
    theirs = [
        (layer.name, type(layer).__name__, tuple(layer.output.shape[1:]), layer.count_params())
        for layer in model.layers
    ]
    assert [(row.name, row.kind, row.shape, row.parameters) for row in ours.rows] == theirs
    assert [row.index for row in ours.rows] == list(range(len(model.layers)))
    assert ours.total == model.count_params()
    assert ours.trainable == sum(int(w.shape.num_elements()) for w in (v.value for v in model.trainable_weights))


def test_the_text_has_a_line_for_each_layer_and_the_counts() -> None:
    spec = _dropping()
    lines = summary(spec, data_info(spec.data)).text().splitlines()
    assert lines[2].split() == ["0", "first", "(Dense)", "(None,", "4)", "8"]
    assert lines[-4:-1] == ["Total params: 23", "Trainable params: 8", "Non-trainable params: 15"]
    assert lines[-1].startswith("Optimizer params: 18 (")


@pytest.mark.parametrize("name", optimizers.names())
def test_the_optimizer_remembers_as_many_numbers_as_keras_s(name: str, keras: Any, tmp_path: Path) -> None:
    """Of a model that Keras loads with the memory of its optimizer, before it and after it has trained."""
    known = optimizers[name].parameters
    switched = {p.name: 1.0 for p in known if p.kind == "switch"}
    for parameters in ({}, switched, {p.name: 0.5 for p in known if p.name == "momentum"}):
        spec = _dropping().with_optimizer(name=name, parameters=Parameters(**parameters))
        session = Session(spec)
        session.export(tmp_path / "m.keras")
        told = session.summary()
        model = keras.models.load_model(tmp_path / "m.keras")
        assert sum(v.value.numpy().size for v in model.optimizer.variables) == told.optimizer
        lines: list[str] = []
        model.summary(print_fn=lines.append)
        assert f"Optimizer params: {told.optimizer:,} " in lines[0]
        assert f"Total params: {told.total + told.optimizer:,} " in lines[0]
