"""What training without a window says besides its figures."""

import json
import re
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner, Result

from engine.backends import tensorflow_loading
from engine.backends.tensorflow_loading import Loading
from engine.cli.training import figures_words, progress_words
from engine.session import Session
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


def test_figures_of_a_run_that_diverged_stay_in_their_columns() -> None:
    done = run("train", "plane", "--set", "training.optimizer.learning_rate=10")
    rows = re.findall(r"^(loss|mae) +\S+e\+\d+ +\S+e\+\d+$", done.stdout, re.MULTILINE)
    assert (done.exit_code, rows) == (1, ["loss", "mae"])
    assert max(map(len, done.stdout.splitlines()[:3])) == 34


def test_training_says_on_stderr_what_does_not_fit_and_the_way_out(tmp_path: Path) -> None:
    poor = experiment(LayerSpec(3, "tanh"), LayerSpec(1, "linear"))
    file = tmp_path / "poor.json"
    file.write_bytes(to_json(poor))
    done = run("train", str(file), "--epochs", "1", "--json")
    assert json.loads(done.stdout)["epochs"] == 1
    assert done.stderr.startswith("Note: Output: Binary cross-entropy reads the outputs as probabilities, but Linear")
    assert done.stderr.strip().endswith("Way out: use Sigmoid.")
    assert run("train", "gauss", "--epochs", "1").stderr == ""


def test_the_learning_curves_are_written_as_csv(tmp_path: Path) -> None:
    file = tmp_path / "curves.csv"
    done = run("train", "iris", "--epochs", "2", "--json", "--history", str(file))
    lines = [line.split(",") for line in file.read_text().splitlines()]
    assert lines[0][:4] == ["epoch", "loss", "accuracy", "val_loss"]
    assert [float(line[1]) for line in lines[1:]] == json.loads(done.stdout)["history"]["loss"]
    refused = run("train", "iris", "--history", str(tmp_path / "curves.txt"))
    assert refused.exit_code == 2
    assert ".csv" in refused.stderr


def test_progress_tells_epoch_batch_and_running_means() -> None:
    session = Session(experiment())
    assert figures_words(session).startswith("val_loss")
    session.train(updates=2)
    batches = session.batches[1]
    assert progress_words(session, 1200) == f"Epoch 1/1,200, batch 2/{batches}"
    running = session.running
    expected = f"loss {running['loss']:.4g} accuracy {running['accuracy']:.4g} val_loss"
    assert figures_words(session).startswith(expected)
    session.train(1)
    assert progress_words(session, 1) == f"Epoch 1/1, batch {batches}/{batches}"
    assert figures_words(session).startswith(f"loss {session.latest['loss']:.4g}")
    assert "train_" not in figures_words(session)


def test_settings_are_changed_by_name_before_anything_is_done(tmp_path: Path) -> None:
    sets = ("--set", "network.shape=3", "--set", "data.samples=40", "--epochs", "2", "--json")
    assert json.loads(run("train", "xor", *sets).stdout)["parameters"] == 13
    iris = run("train", "xor", "--set", "data.name=iris", "--epochs", "1", "--json")
    assert json.loads(iris.stdout)["parameters"] == 5 * 6 + 7 * 4 + 5 * 3, "other data has the output that it needs"
    file = tmp_path / "run.chainrule"
    assert run("train", "xor", "--epochs", "1", "--save", str(file)).exit_code == 0
    on = run("train", str(file), "--epochs", "1", "--set", "training.batch_size=50", "--json")
    assert json.loads(on.stdout)["updates"] == 50 + 5, "a saved run goes on under what was set"


def test_a_setting_that_cannot_be_is_one_sentence() -> None:
    for command in (("train", "xor"), ("trace", "xor"), ("check", "xor"), ("settings",), ("demo",)):
        refused = run(*command, "--set", "learning_rate=1")
        assert refused.exit_code == 2
        assert 'Did you mean "training.optimizer.learning_rate"?' in refused.stderr
    unfit = run("train", "xor", "--set", "network.layers.-1.units=2")
    assert unfit.exit_code == 2
    assert "the output layer has 2 units, the data needs 1" in unfit.stderr
    listed = json.loads(run("settings", "xor", "--set", "training.epochs=7", "--json").stdout)["settings"]
    assert {"path": "training.epochs", "value": "7"}.items() <= next(
        row for row in listed if row["path"] == "training.epochs"
    ).items()


def test_what_computes_is_chosen_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def importing() -> ModuleType:
        raise ImportError("no such library")

    monkeypatch.setattr(tensorflow_loading, "loading", Loading(importing))
    told = run("train", "xor", "--epochs", "1", "--backend", "tensorflow", "--json")
    assert told.exit_code == 0
    assert "TensorFlow cannot be imported here (no such library). NumPy computes." in told.stderr
    found = json.loads(told.stdout)
    assert (found["backend"], found["updates_by"]) == ("numpy", {"numpy": found["updates"]})
    refused = run("train", "xor", "--backend", "tensorflo")
    assert refused.exit_code == 2
    assert 'Did you mean "tensorflow"?' in refused.stderr


def test_a_schedule_that_ends_long_before_the_run_is_said(tmp_path: Path) -> None:
    cosine = ("--set", "training.optimizer.schedule=cosine_decay")
    steps = "training.optimizer.schedule.decay_steps="
    saved = tmp_path / "run.chainrule"
    done = run("train", "xor", *cosine, "--set", f"{steps}40", "--epochs", "10", "--save", str(saved))
    assert "cosine decay brings the learning rate down to 0" in done.stderr
    assert "Way out: stretch it to T = " in done.stderr
    assert "or constant rate." in done.stderr
    gone_on = run("train", str(saved), "--epochs", "1")
    assert "brings the learning rate down to 0" in gone_on.stderr
    assert "learning rate" not in run("train", "xor", *cosine, "--set", f"{steps}1e6", "--epochs", "1").stderr
