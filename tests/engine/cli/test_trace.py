"""`main.py trace`: the steps of an update on the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from engine.session import Session
from main import main


def trace(*args: str | Path) -> Result:
    return CliRunner().invoke(main, ["trace", *map(str, args)])


def document(*args: str) -> dict[str, Any]:
    result = trace(*args, "--format", "json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_the_weights_it_shows_are_those_that_training_makes() -> None:
    steps = document("xor", "--after", "7", "--grain", "term")["updates"][0]["steps"]
    session = Session.open(Path("resources/presets/02-xor.json"))
    session.train(updates=8)
    weights = session.get_weights()
    shown = {
        (n["layer"], n["source"], n["unit"]): step["value"]
        for step in steps
        if (n := step["number"])["kind"] == "weight" and step["phase"] == "update"
    }
    expected = {
        (layer, source, unit): weights[2 * layer][source, unit]
        for layer in range(len(weights) // 2)
        for source in range(weights[2 * layer].shape[0])
        for unit in range(weights[2 * layer].shape[1])
    }
    assert shown == expected  # to the bit: what is shown is what training computes


def test_several_updates_follow_one_another() -> None:
    updates = document("xor", "--after", "48", "--updates", "3", "--grain", "batch")["updates"]
    assert [update["update"] for update in updates] == [48, 49, 50]
    assert [update["epoch"] for update in updates] == [0, 0, 1]


def test_an_example_of_the_batch_can_be_chosen() -> None:
    rows = document("xor")["updates"][0]["batch"]
    chosen = document("xor", "--example", str(rows[3] + 1))["updates"][0]
    assert chosen["example"] == rows[3]


def test_an_example_outside_the_batch_is_said() -> None:
    rows = document("xor")["updates"][0]["batch"]
    outside = next(row for row in range(250) if row not in rows)
    result = trace("xor", "--example", str(outside + 1), "--grain", "batch")
    assert f"Training example {outside + 1} is not in the batch of update 1" in result.stderr
    assert result.exit_code == 0


def test_by_epoch_the_last_update_of_each_epoch_is_told() -> None:
    updates = document("xor", "--grain", "epoch", "--updates", "2")["updates"]
    assert [(update["update"], update["epoch"]) for update in updates] == [(49, 0), (99, 1)]
    assert [update["example"] in update["batch"] for update in updates] == [True, True]


def test_the_first_mistake_of_a_perceptron_moves_its_bias_and_is_told() -> None:
    text = trace("perceptron-and", "--grain", "pass").stdout
    assert "Bias of neuron 1 of layer 1" in text
    assert "= 0 − 1·1 = −1" in text


def test_digits_and_fractions() -> None:
    plain = trace("xor", "--grain", "layer", "--digits", "12").stdout
    assert "0.268478131823 − 0.1·0.121646358055 = 0.256313496018" in plain
    assert "1/10" in trace("xor", "--grain", "layer", "--fractions").stdout


def test_it_is_written_to_a_file_and_said(tmp_path: Path) -> None:
    target = tmp_path / "update.md"
    result = trace("xor", "--format", "md", "--out", target)
    assert (result.exit_code, result.stdout) == (0, "")
    assert target.read_text().startswith("# XOR clouds")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("nonsense",), "nonsense"),
        (("xor", "--example", "251"), "Choose one from 1 to 250"),
        (("xor", "--grain", "atom"), "'atom'"),
        (("xor", "--digits", "13"), "13"),
        (("xor", "--neuron", "7"), "Choose one from 1 to 6"),
        (("xor", "--updates", "0"), "0"),
        (("xor", "--out", "/nowhere/update.txt"), "/nowhere/update.txt"),
    ],
)
def test_refusals(args: tuple[str, ...], said: str) -> None:
    result = trace(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
