"""The command line: figures, JSON, exit codes, and one sentence for everything that cannot work."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from engine.presets import preset, presets
from engine.session import Session
from engine.spec import LayerSpec, to_json
from main import main
from tests.engine.experiments import experiment

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = ("demo", "presets", "render", "trace", "train")
COUNTS = ("parameters", "trainable", "frozen")
KEYS = {"final", "history", "updates", "epochs", "seconds", "backend", "updates_by", *COUNTS, "notice"}


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def figures(*args: str | Path) -> dict[str, Any]:
    """What --json prints: exactly one object, and nothing else on stdout."""
    result = run("train", *args, "--json")
    assert result.exit_code == 0, result.output

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is not JSON")

    document: dict[str, Any] = json.loads(result.stdout, parse_constant=refuse)
    assert set(document) == KEYS
    return document


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.json"
    path.write_bytes(to_json(experiment()))
    return path


@pytest.fixture
def diverging(tmp_path: Path) -> Path:
    spec = experiment(LayerSpec(3, "linear"), LayerSpec(1, "linear"), data="plane", loss="mean_squared_error")
    path = tmp_path / "diverging.json"
    path.write_bytes(to_json(spec.with_optimizer(learning_rate=1e5)))
    return path


def test_json_has_keras_names_and_the_run_s_numbers(small: Path) -> None:
    document = figures(small, "--epochs", "4")
    session = Session(experiment())
    session.train(epochs=4)
    assert document["history"] == session.history.history
    assert set(document["final"]) == {"loss", "accuracy", "val_loss", "val_accuracy"}
    assert document["final"] == {name: values[3] for name, values in document["history"].items()}
    assert (document["epochs"], document["updates"]) == (4, session.updates)
    assert (document["backend"], document["parameters"]) == ("numpy", 13)
    assert document["seconds"] > 0


def test_the_experiment_s_own_epochs_are_the_default(small: Path) -> None:
    small.write_bytes(to_json(experiment().with_training(epochs=3)))
    assert figures(small)["epochs"] == 3


def test_a_seed_is_another_run_and_the_same_seed_the_same(small: Path) -> None:
    runs = [figures(small, "--epochs", "2", "--seed", seed)["history"] for seed in ("5", "5", "6")]
    assert runs[0] == runs[1] != runs[2]
    session = Session(replace(experiment(), seed=5))
    session.train(epochs=2)
    assert runs[0] == session.history.history


def test_a_saved_run_goes_on(small: Path, tmp_path: Path) -> None:
    file = tmp_path / "run.chainrule"
    figures(small, "--epochs", "2", "--save", file)
    document = figures(file, "--epochs", "3", "--save", file)
    assert document["history"] == figures(small, "--epochs", "5")["history"]
    assert document["epochs"] == 5
    assert Session.open(file).epochs == 5
    assert Session.open(tmp_path / "run.chainrule~").epochs == 2
    assert figures(file, "--epochs", "1", "--seed", "9")["epochs"] == 1


def test_train_prints_a_table(small: Path) -> None:
    result = run("train", small, "--epochs", "2")
    assert result.exit_code == 0
    final = figures(small, "--epochs", "2")["final"]
    rows = {line.split()[0]: line.split()[1:] for line in result.stdout.splitlines()}
    assert rows["loss"] == [f"{final['loss']:.4f}", f"{final['val_loss']:.4f}"]
    assert rows["accuracy"] == [f"{final['accuracy']:.4f}", f"{final['val_accuracy']:.4f}"]
    assert "13 weights and biases, all trainable" in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize("name", [p.name for p in presets()])
def test_every_preset_can_be_trained(name: str) -> None:
    document = figures(name, "--epochs", "1")
    assert preset(name).figure in document["final"]


def test_presets_are_listed() -> None:
    listed = run("presets").stdout
    document = json.loads(run("presets", "--json").stdout)
    for name in ("opening", "xor", "spiral", "iris-setosa", "iris", "sine"):
        assert f"\n{name} " in f"\n{listed}"
    assert [row["name"] for row in document["presets"]] == [p.name for p in presets()]
    assert set(document["presets"][0]) == {"name", "label", "sentence", "figure", "bound", "epochs", "never"}
    assert {row["name"] for row in document["presets"] if row["never"]} == {"perceptron-xor", "xor-one-neuron"}
    assert "Fails: mistakes never below 4 in 20 epochs." in " ".join(listed.split())


def test_help_names_all_commands_and_gives_examples() -> None:
    text = run("--help").stdout
    assert all(f"\n  {name} " in text for name in COMMANDS)
    assert "[FILE]" in text
    assert run("-h").stdout == text
    for name in ("demo", "render", "trace", "train"):
        assert "Example" in run(name, "--help").stdout
    for option in ("--epochs", "--seed", "--save", "--json"):
        assert option in run("train", "--help").stdout


def test_a_diverged_run_says_so_and_saves_nothing(diverging: Path, tmp_path: Path) -> None:
    file = tmp_path / "run.chainrule"
    result = run("train", diverging, "--epochs", "50", "--save", file, "--json")
    assert result.exit_code == 1
    assert "no longer finite" in result.stderr
    assert "Nothing was saved" in result.stderr
    assert not file.exists()
    assert "NaN" not in result.stdout
    assert "Infinity" not in result.stdout
    assert set(json.loads(result.stdout)) == KEYS


def test_figures_that_are_not_finite_become_null(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.run.trainer.Trainer.judged", infinite)
    result = run("train", small, "--epochs", "1", "--json")
    assert (result.exit_code, json.loads(result.stdout)["final"]["val_loss"]) == (1, None)
    assert "no longer finite" in result.stderr


def infinite(_: object) -> Iterator[None]:
    """A validation whose loss overflowed."""
    yield from ()
    return {"val_loss": float("inf")}  # type: ignore[return-value]


def test_ctrl_c_stops_between_updates_and_keeps_what_there_is(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "run.chainrule"
    training, before = Session.training, signal.getsignal(signal.SIGINT)

    def interrupted(self: Session, *args: Any, **kwargs: Any) -> Iterator[None]:
        for each in training(self, *args, **kwargs):
            if self.updates == 10:
                signal.raise_signal(signal.SIGINT)
            yield each

    monkeypatch.setattr(Session, "training", interrupted)
    result = run("train", small, "--epochs", "1000", "--save", file, "--json")
    assert result.exit_code == 130
    assert json.loads(result.stdout)["updates"] == 10
    assert "Stopped after update 10." in result.stderr
    assert Session.open(file).updates == 10
    assert signal.getsignal(signal.SIGINT) is before


def process(*args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """main.py in a process without display; variables may be added."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM")
    variables = {name: value for name, value in os.environ.items() if name not in hidden} | environment
    command = [sys.executable, "main.py", *args]
    return subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="there is always a display")
@pytest.mark.parametrize("environment", [{}, {"DISPLAY": ":4711"}, {"DISPLAY": "nonsense"}])
def test_without_a_display_one_sentence_and_no_abort(environment: dict[str, str]) -> None:
    ended = process(**environment)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert len(ended.stderr.splitlines()) == 1
    assert "There is no display" in ended.stderr
    assert "main.py demo" in ended.stderr


def loaded_by(*args: str) -> set[str]:
    """The top-level packages that a command has loaded when it ends."""
    program = (
        f"import sys\nfrom main import main\ntry:\n    main({list(args)!r})\nfinally:\n"
        "    print(*{name.split('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert ended.returncode == 0, ended.stderr
    return set(ended.stderr.split())


def test_commands_load_only_what_they_need() -> None:
    slow = {"PySide6", "shiboken6", "pyqtgraph", "tensorflow", "keras", "sklearn", "scipy"}
    assert not loaded_by("train", "xor", "--epochs", "1") & slow
    assert not loaded_by("presets") & slow
    assert not loaded_by("--help") & (slow | {"numpy"})


@pytest.mark.skipif(os.name != "posix", reason="a pseudo terminal")
def test_a_terminal_gets_a_progress_bar_on_stderr(small: Path) -> None:
    import pty

    own, its = pty.openpty()
    command = [sys.executable, "main.py", "train", str(small), "--epochs", "300", "--json"]
    variables = {**os.environ, "TERM": "xterm"}
    ended = subprocess.run(command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, stderr=its, check=True)
    os.close(its)
    shown = os.read(own, 1 << 20).decode()
    os.close(own)
    assert "100%" in shown
    assert re.search(r"Epoch 300/300, batch (\d+)/\1 .*loss 0\.\d+ accuracy", shown)
    assert json.loads(ended.stdout)["epochs"] == 300
