"""What training without a window says besides its figures."""

import json
import re
from pathlib import Path

from click.testing import CliRunner, Result

from engine.spec import LayerSpec, to_json
from main import main
from tests.engine.experiments import experiment


def run(*args: str) -> Result:
    return CliRunner().invoke(main, args)


def test_training_says_what_the_perceptron_rule_has_come_to() -> None:
    done, circle = run("train", "perceptron-iris"), run("train", "perceptron-xor", "--json")
    assert re.search(r"^mistakes +0$", done.stdout, re.MULTILINE)
    assert "A whole epoch without a mistake" in done.stderr
    assert done.exit_code == circle.exit_code == 0
    document = json.loads(circle.stdout)
    assert document["history"]["mistakes"] == [4.0] * 20
    assert document["notice"] in circle.stderr
    assert "no straight line parts the two classes" in document["notice"]


def test_training_says_on_stderr_what_does_not_fit_and_the_way_out(tmp_path: Path) -> None:
    poor = experiment(LayerSpec(3, "tanh"), LayerSpec(1, "linear"))
    file = tmp_path / "poor.json"
    file.write_bytes(to_json(poor))
    done = run("train", str(file), "--epochs", "1", "--json")
    assert json.loads(done.stdout)["epochs"] == 1
    assert done.stderr.startswith("Note: Output: Binary cross-entropy reads the outputs as probabilities, but Linear")
    assert done.stderr.strip().endswith("Way out: use Sigmoid.")
    assert run("train", "gauss", "--epochs", "1").stderr == ""
