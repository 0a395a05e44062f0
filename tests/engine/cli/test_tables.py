"""Tables at the command line: train, trace and check take one and say what they chose; the test part if asked."""

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from engine.session import Session
from main import main


def run(*args: str) -> Result:
    return CliRunner().invoke(main, args)


@pytest.fixture
def flowers(tmp_path: Path) -> Path:
    """Sixty rows, of which one has an odd cell; the class is told by the size."""
    rng = np.random.default_rng(0)
    lines = [
        f"{i},{rng.normal(i % 2, 0.1):.3f},{'wet' if rng.random() < 0.5 else 'dry'},{('rose', 'tulip')[i % 2]}"
        for i in range(60)
    ]
    lines[4] = "4,huge,dry,rose"
    path = tmp_path / "flowers.csv"
    path.write_text("id,size,soil,species\n" + "\n".join(lines))
    return path


def test_a_table_is_trained_saved_and_opened(flowers: Path, tmp_path: Path) -> None:
    saved = tmp_path / "flowers.chainrule"
    done = run("train", str(flowers), "--epochs", "30", "--save", str(saved), "--json")
    assert done.exit_code == 0, done.stderr
    document = json.loads(done.stdout)
    assert document["final"]["val_accuracy"] == 1.0
    assert "test" not in document
    for said in ("Row 5 holds “huge”", "species (binary) is predicted from size, soil", "Left out: id"):
        assert said in done.stderr
    flowers.unlink()
    assert Session.open(saved).data.info.columns == ("size", "soil")


def test_the_test_part_is_judged_only_if_asked(flowers: Path) -> None:
    share = ("--set", "data.test_share=0.25", "--epochs", "5")
    command = ("train", str(flowers), *share, "--json")
    without, asked = run(*command), run(*command, "--test")
    assert "test" not in json.loads(without.stdout)
    assert json.loads(asked.stdout)["test"].keys() == {"loss", "accuracy"}
    assert json.loads(asked.stdout)["history"] == json.loads(without.stdout)["history"]
    assert "test" in run("train", str(flowers), *share, "--test").stdout.splitlines()[0]
    refused = run("train", str(flowers), "--test")
    assert refused.exit_code == 2
    assert "data.test_share=0.2" in refused.stderr


def test_a_table_is_traced_and_checked(flowers: Path) -> None:
    traced = run("trace", str(flowers), "--grain", "layer")
    assert traced.exit_code == 0, traced.stderr
    assert "Network 3-16-10-1" in traced.stdout
    checked = run("check", str(flowers), "--no-tensorflow")
    assert checked.exit_code == 0, checked.stderr


def test_a_table_that_cannot_be_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("a,b\n1,2\n3\n")
    for command in ("train", "trace", "check"):
        refused = run(command, str(path))
        assert refused.exit_code == 2
        assert refused.stderr.count("\n") == 1
        assert ": row 2 has 1 cell, but the header has 2" in refused.stderr


def test_another_target_gets_the_output_it_needs(flowers: Path) -> None:
    done = run("train", str(flowers), "--set", "data.targets=size", "--epochs", "2", "--json")
    assert done.exit_code == 0, done.stderr
    assert "mae" in json.loads(done.stdout)["final"]
    refused = run("train", str(flowers), "--set", "data.inputs=soli")
    assert refused.exit_code == 2
    assert 'no column "soli". It has: id, size, soil, species' in refused.stderr
