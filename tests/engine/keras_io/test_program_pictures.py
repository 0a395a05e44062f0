"""Programs on pictures, run: loaded by Keras where they are its own, else from the file beside the program."""

from __future__ import annotations

import hashlib
import runpy
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.keras_io import program as programs
from engine.keras_io.autodiff import precision
from engine.pictures import look_again, name_folder, reading
from engine.pictures.finding import pictures_of
from engine.session import Session
from engine.spec import DataSpec, ExperimentSpec, LayerSpec, NetworkSpec, PartSpec
from engine.spec.example_weights import with_example_weights
from engine.spec.label_forms import with_label_form
from tests.idx_files import some_clothes, write_idx

SET = "fashion_mnist"
PARTS = some_clothes(120, 30, seed=2)
NEAR = {"rtol": 1e-4, "atol": 1e-6}
LAYERS = NetworkSpec((LayerSpec(8, "tanh", l2=1e-4), LayerSpec(10, "softmax")))
SPEC = ExperimentSpec("clothes", DataSpec(SET, samples=100), LAYERS).with_training(
    loss=PartSpec("sparse_categorical_crossentropy"), epochs=2, batch_size=20, shuffle=False
)


@pytest.fixture(name="own", params=[True, False], ids=["keras's own", "others under its name"])
def _own(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[bool]:
    """Small pictures in the place of Fashion-MNIST; whether they are taken for Fashion-MNIST's own."""
    import keras
    import matplotlib

    matplotlib.use("Agg")
    x_train, y_train, x_test, y_test = PARTS
    if request.param:
        digest = hashlib.sha256(y_train.tobytes() + y_test.tobytes()).hexdigest()
        small = replace(pictures_of(SET), labels_digest=digest)
        monkeypatch.setattr(reading, "pictures_of", lambda _: small)
        monkeypatch.setattr(keras.datasets.fashion_mnist, "load_data", lambda: ((x_train, y_train), (x_test, y_test)))
    name_folder(SET, write_idx(tmp_path / "clothes", PARTS))
    look_again(SET)
    yield request.param
    name_folder(SET, None)
    look_again(SET)


def _weighed(spec: ExperimentSpec) -> ExperimentSpec:
    return with_example_weights(spec, np.linspace(0.1, 2.0, 150))


CASES: dict[str, Callable[[ExperimentSpec], ExperimentSpec]] = {
    "as they are": lambda spec: spec,
    "one-hot rows, standardised": lambda spec: with_label_form(
        spec.with_data(standardize=True), Session(spec).data.info, one_hot=True
    ),
    "example weights": _weighed,
    "a model's own weights": lambda spec: spec,
}


@pytest.mark.parametrize("case", CASES)
def test_a_program_on_pictures_trains_as_the_experiment_does(
    case: str, own: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import keras
    import matplotlib.pyplot as plt

    monkeypatch.setattr(plt, "show", lambda: plt.close("all"))
    session = Session(CASES[case](SPEC))
    brought = case == "a model's own weights"
    if brought:
        session.set_weights([array + 0.1 for array in session.get_weights()])
    path = tmp_path / "program.py"
    session.export(path)
    text = path.read_text(encoding="utf-8")
    assert ("load_data()" in text) == own
    assert (tmp_path / "program.npz").exists() == (not own or case == "example weights" or brought)
    path.write_text(text.replace("model.summary()", "drawn = model.get_weights()"), encoding="utf-8")
    with precision(keras, "float64"):
        program = runpy.run_path(str(path))
    if own and not brought:
        session.set_weights(program["drawn"])
    session.train(epochs=2)
    ours = session.history.history
    assert set(ours) == set(program["history"].history)
    for name, values in ours.items():
        np.testing.assert_allclose(program["history"].history[name], values, **NEAR, err_msg=name)
    assert [type(layer).__name__ for layer in program["model"].layers] == ["Flatten", "Dense", "Dense"]
    assert len(program["X_test"]) == 30


def test_the_file_beside_it_keeps_bytes(own: bool, tmp_path: Path) -> None:
    if own:
        return
    Session(SPEC.with_data(standardize=True)).export(tmp_path / "x.py")
    with np.load(tmp_path / "x.npz") as arrays:
        assert arrays["X_train"].dtype == np.uint8
        assert np.array_equal(arrays["X_train"], PARTS[0][10:110])


@pytest.mark.parametrize("hands", [False, True])
@pytest.mark.parametrize("suffix", ["py", "ipynb"])
def test_first_weights_are_drawn_once_at_most(
    own: bool, suffix: str, hands: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draws = list[str]()
    draw = programs._drawn
    monkeypatch.setattr(programs, "_drawn", lambda spec, data: (draws.append(suffix), draw(spec, data))[1])
    session = Session(SPEC)
    if hands:
        session.set_weights([array + 0.5 for array in session.get_weights()])
    session.export(tmp_path / f"program.{suffix}")
    assert len(draws) == own, "only to tell whether somebody else than the seed made them"
    writes = {"py": programs.write_script, "ipynb": programs.write_notebook}[suffix]
    draws.clear()
    writes(tmp_path / f"again.{suffix}", SPEC, session.data)
    assert len(draws) == (not own)
