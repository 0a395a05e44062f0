"""The summary against `model.summary()` of the model that the experiment's program builds."""

from __future__ import annotations

from typing import Any

import pytest

from engine.data import data_info
from engine.keras_io.code import cells
from engine.keras_io.summary import summary
from engine.presets import preset
from engine.spec import DataSpec, ExperimentSpec
from engine.spec.edits import with_fitting_output


def _dropping() -> ExperimentSpec:
    spec = preset("iris").spec.with_layer(0, dropout=0.2, use_bias=False, name="first")
    return spec.with_layer(1, trainable=False)


def _pictures() -> ExperimentSpec:
    spec = preset("iris").spec
    info = data_info(DataSpec("digits"))
    return with_fitting_output(spec.with_data(name="digits"), info)


@pytest.fixture(scope="module")
def keras() -> Any:
    import keras

    return keras


@pytest.mark.parametrize("spec", [preset("opening").spec, _dropping(), _pictures()], ids=["plain", "drop", "image"])
def test_names_shapes_and_counts_are_keras_own(spec: ExperimentSpec, keras: Any) -> None:
    info = data_info(spec.data)
    ours = summary(spec.network, info)
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
    lines = summary(spec.network, data_info(spec.data)).text().splitlines()
    assert lines[2].split() == ["0", "first", "(Dense)", "(None,", "4)", "8"]
    assert lines[-3:] == ["Total params: 23", "Trainable params: 8", "Non-trainable params: 15"]
