"""`main.py check`: verdicts, exit codes, JSON, and what happens where a reference is missing."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from engine.presets import presets
from engine.session import Session
from engine.spec import LayerSpec, to_json
from engine.trace import Grain
from main import main
from tests.engine.experiments import experiment, forget_penalties

tensorflow = pytest.mark.xdist_group("keras")


def check(*args: str | Path) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, args)])


def document(*args: str | Path, code: int = 0) -> dict[str, Any]:
    """What --json prints: one object, nothing else, and no number that JSON does not know."""
    result = check(*args, "--json")
    assert result.exit_code == code, result.output
    assert result.stderr == ""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is not JSON")

    found: dict[str, Any] = json.loads(result.stdout, parse_constant=refuse)
    return found


@pytest.fixture
def penalised(tmp_path: Path) -> Path:
    path = tmp_path / "penalised.json"
    path.write_bytes(to_json(experiment(LayerSpec(3, "tanh", l2=0.01), LayerSpec(1, "sigmoid"))))
    return path


@tensorflow
def test_both_references_agree(keras, penalised: Path) -> None:
    found = document(penalised, "--updates", "5")
    assert (found["agrees"], found["update"], found["whole"], found["parameters"]) == (True, 5, False, 13)
    assert [row["name"] for row in found["references"]] == ["finite_differences", "tensorflow"]
    assert [row["compared"] for row in found["references"]] == [13, 13]
    assert found["references"][1]["largest"]["relative"] < 1e-12
    assert found["unavailable"] == {}


@pytest.mark.parametrize("name", [p.name for p in presets() if len(p.spec.network.layers) < 5])
def test_every_preset_agrees(name: str) -> None:
    assert document(name, "--no-tensorflow", "--updates", "30")["agrees"]


@tensorflow
def test_a_wrong_gradient_is_exit_code_1(keras, penalised: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forget_penalties(monkeypatch)
    found = document(penalised, code=1)
    assert not found["agrees"]
    assert [row["failing"] for row in found["references"]] == [6, 6]
    assert [layer["failing"] for layer in found["references"][0]["layers"]] == [6, 0]
    result = check(penalised, "--no-tensorflow")
    assert result.exit_code == 1
    assert "6 differ; 13 compared" in result.stdout
    assert "differs" in result.stdout


def test_a_file_in_the_middle_of_an_update(tmp_path: Path) -> None:
    session = Session(experiment())
    session.train(updates=4)
    for _ in range(3):
        for _ in session.step(Grain.LAYER):
            pass
    path = tmp_path / "run.chainrule"
    session.save(path)
    found = document(path, "--no-tensorflow")
    assert (found["update"], found["examples"], found["agrees"]) == (4, 2, True)  # the epoch's short last batch
    weights = session.state().weights
    assert session.gradient_case().backend.network.weights.tolist() == weights.tolist()


def test_the_table_says_how_far_and_where(penalised: Path) -> None:
    text = check(penalised, "--no-tensorflow", "--whole").stdout
    row = document(penalised, "--no-tensorflow", "--whole")["references"][0]
    assert "after 0 updates over all 30 training examples" in text
    assert f"largest difference {row['largest']['relative']:.1e}:" in text
    assert f"own {row['largest']['own']:.15g}, reference {row['largest']['reference']:.15g}" in text
    lines = [line.split() for line in text.splitlines()]
    assert ["1", "3", "tanh", "9", f"{row['layers'][0]['largest']['relative']:.1e}", "agrees"] in lines
    assert ["2", "1", "sigmoid", "4", f"{row['layers'][1]['largest']['relative']:.1e}", "agrees"] in lines
    assert ["all", "13", f"{row['largest']['relative']:.1e}", "agrees"] in lines


def test_parameters_at_a_kink_are_set_aside_and_counted(tmp_path: Path) -> None:
    from engine.spec import PartSpec

    path = tmp_path / "zeros.json"
    path.write_bytes(to_json(experiment(LayerSpec(3, "relu", PartSpec("zeros")), LayerSpec(1, "sigmoid"))))
    result = check(path, "--no-tensorflow")
    assert result.exit_code == 0
    assert "9 parameters were set aside" in result.stdout
    assert ["1", "3", "relu", "9", "set", "aside"] in [line.split() for line in result.stdout.splitlines()]


# What is missing


def test_without_tensorflow_the_other_column_still_speaks(penalised: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tensorflow", None)
    found = document(penalised)
    assert (found["agrees"], len(found["references"])) == (True, 1)
    assert "cannot be imported" in found["unavailable"]["tensorflow"]
    assert "TensorFlow: not compared. TensorFlow cannot be imported" in check(penalised).stdout
    refused = check(penalised, "--no-differences")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "cannot be imported" in refused.stderr


@tensorflow
def test_tensorflow_alone(keras, penalised: Path) -> None:
    found = document(penalised, "--no-differences")
    assert [row["name"] for row in found["references"]] == ["tensorflow"]


def test_refusals(penalised: Path, tmp_path: Path) -> None:
    diverging = experiment(LayerSpec(1, "linear"), data="plane", loss="mean_squared_error")
    path = tmp_path / "diverging.json"
    path.write_bytes(to_json(diverging.with_optimizer(learning_rate=1e6)))
    for args, said in (
        ((penalised, "--no-tensorflow", "--no-differences"), "nothing to compare with"),
        ((path, "--updates", "400", "--no-tensorflow"), "no longer finite"),
        (("xorr",), 'Did you mean "xor"?'),
        ((penalised, "--updates", "-1"), "--updates"),
    ):
        result = check(*args)
        assert (result.exit_code, result.stdout) == (2, ""), result.output
        assert len(result.stderr.splitlines()) == 1
        assert said in result.stderr
