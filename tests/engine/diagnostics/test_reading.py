"""Answers in words: a probability only where the output is one."""

import numpy as np
import pytest

from engine.diagnostics import read_output
from engine.spec import DataInfo

TWO = DataInfo("binary", ("x",), classes=("other", "setosa"))
THREE = DataInfo("multiclass", ("x",), classes=("setosa", "versicolor", "virginica"))
BOTH = DataInfo("multilabel", ("x",), outputs=("inside", "above"))
NUMBER = DataInfo("regression", ("x",), outputs=("height",))


def read(info: DataInfo, activation: str, output: list[float], sums: list[float]) -> str:
    return read_output(info, activation, np.array(output), np.array(sums))


@pytest.mark.parametrize(
    ("z", "said"),
    [
        (1.25, "setosa: z = 1.25 ≥ 0\na class, not a probability"),
        (0.0, "setosa: z = 0 ≥ 0\na class, not a probability"),
        (-0.3, "other: z = −0.3 < 0\na class, not a probability"),
    ],
)
def test_a_step_names_a_class_by_the_side_of_its_line(z: float, said: str) -> None:
    assert read(TWO, "step", [float(z >= 0)], [z]) == said


@pytest.mark.parametrize(
    ("sums", "said"),
    [
        ([-1.0, 2.5, -3.0], "versicolor: its neuron alone fires, z = 2.5"),
        ([-1.0, -2.5, -0.5], "virginica: no neuron fires, its z = −0.5 is the largest"),
        ([4.0, 2.5, -3.0], "setosa: 2 neurons fire, its z = 4 is the largest"),
        ([4.0, 2.5, 5.0], "virginica: 3 neurons fire, its z = 5 is the largest"),
    ],
)
def test_of_several_steps_the_one_that_fires_or_the_largest_sum_is_said(sums: list[float], said: str) -> None:
    output = [float(z >= 0) for z in sums]
    assert read(THREE, "step", output, sums) == f"{said}\na class, not a probability"


def test_probabilities_and_numbers_are_said_as_such() -> None:
    assert read(TWO, "sigmoid", [0.25], [-1.1]) == "other: P(setosa) = 0.250"
    assert read(THREE, "softmax", [0.1, 0.7, 0.2], [0, 2, 1]) == "versicolor: P = 0.700"
    assert read(TWO, "tanh", [0.9], [1.5]) == "setosa: ŷ = 0.900"
    assert read(THREE, "sigmoid", [0.1, 0.7, 0.2], [0, 2, 1]) == "versicolor: ŷ = 0.700"
    assert read(NUMBER, "step", [1.0], [3.0]) == "height 1"


def test_each_of_several_questions_has_its_answer_on_a_line() -> None:
    assert read(BOTH, "sigmoid", [0.93, 0.12], [2.6, -2.0]) == "P(inside) = 0.930\nP(above) = 0.120"
    assert read(BOTH, "tanh", [0.93, -0.12], [1.7, -0.1]) == "inside: ŷ = 0.930\nabove: ŷ = -0.120"


def test_sums_of_decimal_fractions_are_said_without_dust() -> None:
    assert read(TWO, "step", [0.0], [3.0 - 1.3 * 2 - 1.2 * 0.5]).startswith("other: z = −0.2 < 0")
