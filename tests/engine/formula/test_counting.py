"""Numbers and the words behind them agree, in the sentences too in which a count can be one."""

import pytest
from click.testing import CliRunner

from engine.formula import counted
from engine.session import data_info
from engine.spec import LayerSpec, problems
from main import main
from tests.engine.experiments import experiment


@pytest.mark.parametrize(("number", "words"), [(0, "0 units"), (1, "1 unit"), (2, "2 units"), (1200, "1,200 units")])
def test_one_of_something_is_no_plural(number: int, words: str) -> None:
    assert counted(number, "unit") == words


def test_an_output_with_one_unit_is_said_to_have_one_unit() -> None:
    spec = experiment(LayerSpec(1, "softmax"), data="iris", loss="categorical_crossentropy")
    (said,) = [str(each) for each in problems(spec, data_info(spec.data)) if "output layer" in str(each)]
    assert "the output layer has 1 unit, the data needs 3" in said


def test_one_epoch_of_training_is_told_as_one() -> None:
    told = CliRunner().invoke(main, ["train", "and-gate", "--epochs", "1"]).stdout
    assert " 1 epoch;" in told
    assert "1 epochs" not in told
