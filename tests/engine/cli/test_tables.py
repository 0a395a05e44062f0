"""Tables at the command line: train, trace and check take one and say what they chose; the test part if asked."""

import json
import re
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


@pytest.fixture
def prices(tmp_path: Path) -> Path:
    """Forty prices whose comma is a decimal one, or parts thousands."""
    path = tmp_path / "prices.tsv"
    path.write_text("size\tprice\n" + "".join(f"{row * 3}\t{row % 9 + 1},{row * 7 % 1000:03}\n" for row in range(40)))
    return path


def test_numbers_that_can_be_read_in_two_ways_are_read_as_a_setting_says(prices: Path) -> None:
    plain = run("train", str(prices), "--epochs", "1")
    assert plain.exit_code == 0
    assert "it is taken as 1, with a decimal comma." in plain.stderr
    assert "To read such numbers the other way: --set table.decimal=point." in plain.stderr
    for word in ("point", "."):
        chosen = run("train", str(prices), "--epochs", "1", "--set", f"table.decimal={word}")
        assert "it is taken as 1000, with a decimal point." in chosen.stderr
        assert "--set table.decimal" not in chosen.stderr
        assert re.search(r"^mae +\d{4}", chosen.stdout, re.MULTILINE)  # thousands are predicted
    assert re.search(r"^mae +\d\.", plain.stdout, re.MULTILINE)


def test_how_a_table_is_read_is_set_beside_the_settings_of_its_experiment(prices: Path) -> None:
    prices.write_text(prices.read_text().removeprefix("size\tprice\n"))
    settings = ("--set", "table.header=off", "--set", "table.delimiter=tab", "--set", "data.test_share=0.25")
    done = run("train", str(prices), "--epochs", "1", "--test", *settings)
    assert done.exit_code == 0, done.stderr
    assert "no row has names" in done.stderr
    assert "test" in done.stdout.splitlines()[0]
    listed = json.loads(run("settings", str(prices), "--json", "--set", "table.decimal=comma").stdout)["settings"]
    found = {each["path"]: each["value"] for each in listed}
    assert (found["table.decimal"], found["table.header"]) == ("comma", "found out")
    assert "table.decimal" not in run("settings", "xor").stdout


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("table.decimal=x", 'table.decimal cannot be "x": write point or comma.'),
        ("table.encoding=morse", "write utf-8, utf-16, cp1252 or latin-1."),
        ("table.decimals=comma", "Known there: delimiter, decimal, header, encoding."),
        ("table.decimal", 'table.decimal cannot be "": write point or comma.'),
    ],
)
def test_what_a_table_cannot_be_read_by_is_refused(prices: Path, setting: str, said: str) -> None:
    refused = run("train", str(prices), "--set", setting)
    assert refused.exit_code == 2
    assert said in refused.stderr


def test_what_is_no_table_is_not_read_as_one() -> None:
    refused = run("train", "xor", "--set", "table.decimal=comma")
    assert refused.exit_code == 2
    assert "name one that ends in .csv or .tsv" in refused.stderr
