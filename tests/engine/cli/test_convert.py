"""`main.py convert`: whatever can be opened, written in whatever format; refusals write nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from engine.keras_io.formats import formats
from engine.presets import preset
from engine.session import Session
from main import main


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.mark.parametrize("name", formats.names())
def test_every_format_is_written(name: str, tmp_path: Path) -> None:
    session = Session(preset("iris").spec)
    session.train(epochs=1)
    session.save(tmp_path / "run.chainrule")
    target = tmp_path / f"out.{name}"
    result = run("convert", tmp_path / "run.chainrule", target)
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert result.stderr.splitlines()[-1] == f"Wrote {target}."
    assert target.stat().st_size


def test_a_trained_run_goes_to_keras_s_file_and_back(tmp_path: Path) -> None:
    session = Session(preset("xor").spec)
    session.train(updates=7)
    session.save(tmp_path / "run.chainrule")
    assert run("convert", tmp_path / "run.chainrule", tmp_path / "m.keras").exit_code == 0
    back = run("convert", tmp_path / "m.keras", tmp_path / "back.chainrule")
    assert "The data is the one that it was saved with" in back.stderr
    opened = Session.open(tmp_path / "back.chainrule")
    assert opened.spec.network == session.spec.network
    assert all(map(np.array_equal, opened.get_weights(), session.get_weights()))


def test_models_can_stand_wherever_a_preset_can(tmp_path: Path) -> None:
    session = Session(preset("iris").spec)
    session.train(updates=7)
    session.export(tmp_path / "m.keras")
    figures = session.evaluate("validation")
    result = run("train", tmp_path / "m.keras", "--epochs", "1", "--json")
    assert json.loads(result.stdout)["updates"] > 0
    result = run("convert", tmp_path / "m.keras", tmp_path / "x.npz", "--set", "training.batch_size=5")
    assert result.exit_code == 0, result.output
    with np.load(tmp_path / "x.npz") as arrays:
        assert all(np.array_equal(arrays[f"arr_{i}"], each) for i, each in enumerate(session.get_weights()))
    assert Session.open_model(tmp_path / "m.keras").evaluate("validation") == pytest.approx(figures)


def test_settings_of_other_data_keep_a_model_s_weights(tmp_path: Path) -> None:
    session = Session(preset("xor").spec)
    session.export(tmp_path / "m.keras")
    run("convert", tmp_path / "m.keras", tmp_path / "moons.chainrule", "--set", "data.name=moons")
    moons = Session.open(tmp_path / "moons.chainrule")
    assert moons.spec.data.name == "moons"
    assert all(map(np.array_equal, moons.get_weights(), session.get_weights()))


def test_weights_and_data_are_named_beside(tmp_path: Path) -> None:
    session = Session(preset("xor").spec)
    session.train(updates=5)
    session.export(tmp_path / "w.weights.h5")
    session.export(tmp_path / "m.keras")
    run("convert", "xor", tmp_path / "a.npz", "--weights", tmp_path / "w.weights.h5")
    with np.load(tmp_path / "a.npz") as arrays:
        assert np.array_equal(arrays["arr_0"], session.get_weights()[0])
    result = run("convert", tmp_path / "m.keras", tmp_path / "b.chainrule", "--data", "moons")
    assert "The data stays: Two moons." in result.stderr
    assert Session.open(tmp_path / "b.chainrule").spec.data == preset("moons").spec.data


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("xor", "out.docx"), '"out.docx" does not say what to write. End its name in one of: .keras'),
        (("xor", ".keras"), "does not say what to write"),
        (("xor", "gone/out.keras"), "there is no folder"),
        (("perceptron-and", "out.keras"), "Keras has no perceptron rule"),
        (("gone.keras", "out.npz"), "cannot be read"),
        (("w.npz", "out.keras"), "weights alone need a network"),
        (("xor", "out.keras", "--weights", "gone.npz"), "cannot be read"),
        (("xor", "out.keras", "--data", "iris"), "--data says which examples a .keras model comes with"),
        (("m.keras", "out.npz", "--data", "iris-all"), "expected an input of 2 numbers, but the data has 4"),
    ],
)
def test_refusals_write_nothing(
    args: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Session(preset("xor").spec).export(Path("m.keras"))
    result = run("convert", *args)
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["m.keras"]


def test_neither_keras_nor_tensorflow_is_loaded(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom engine.session import Session\n"
        "from engine.presets import preset\nfolder = Path(sys.argv[1])\n"
        "session = Session(preset('xor').spec)\nsession.train(epochs=1)\n"
        "[session.export(folder / f'x{each.suffix}') for each in Session.export_formats()]\n"
        "Session.open_model(folder / 'x.keras').load_weights(folder / 'x.weights.h5')\n"
        "print([name for name in ('keras', 'tensorflow') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
