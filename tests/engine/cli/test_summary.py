"""`main.py summary`: layers, shapes and counts on the command line."""

import json

from click.testing import CliRunner

from main import main


def test_the_table_and_the_json_tell_the_same() -> None:
    table = CliRunner().invoke(main, ["summary", "iris", "--set", "network.shape=8-5"])
    found = json.loads(CliRunner().invoke(main, ["summary", "iris", "--set", "network.shape=8-5", "--json"]).stdout)
    assert [row["shape"] for row in found["layers"]] == [[8], [5], [3]]
    assert found["parameters"] == {"total": 87, "trainable": 87, "frozen": 0, "optimizer": 176}
    assert "Total params: 87" in table.stdout
    assert "get_weights() gives nothing" in " ".join(table.stdout.split())


def test_what_is_no_experiment_is_refused_in_a_sentence() -> None:
    result = CliRunner().invoke(main, ["summary", "nothing-like-it"])
    assert result.exit_code == 2
    assert "nothing-like-it" in result.stderr
