"""What training without a window says besides its figures."""

import json
import re

from click.testing import CliRunner, Result

from main import main


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
