"""What cannot be learned from is refused in sentences that name the place and the cure."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data import DataProblem, check
from engine.data.checks import check_answers

INPUTS = ("length", "width")
CLASSES = ("other", "setosa")


def good() -> tuple[np.ndarray, np.ndarray]:
    return np.arange(12.0).reshape(6, 2), np.array([0, 1, 0, 1, 0, 1])


def test_sound_data_pass() -> None:
    x, y = good()
    check(x, y, INPUTS, (), CLASSES)
    check(x, x[:, :1], INPUTS, ("y",), ())


@pytest.mark.parametrize(
    ("value", "words"), [(np.nan, "is not a number"), (np.inf, "is infinite"), (-np.inf, "is infinite")]
)
def test_the_first_broken_input_is_named_by_row_and_column(value: float, words: str) -> None:
    x, y = good()
    x[2, 1] = x[4, 0] = value
    with pytest.raises(
        DataProblem, match=rf'Row 3, column "width" {words}.*2 such values.*Correct or remove'
    ):
        check(x, y, INPUTS, (), CLASSES)


def test_a_broken_target_is_named_by_row_and_column() -> None:
    x, _ = good()
    y = np.zeros((6, 1))
    y[5, 0] = np.nan
    with pytest.raises(DataProblem, match=r'Row 6, column "height" is not a number'):
        check(x, y, INPUTS, ("height",), ())


@pytest.mark.parametrize("only", [0, 1])
def test_one_class_only_is_named(only: int) -> None:
    x, _ = good()
    with pytest.raises(DataProblem, match=rf'class "{CLASSES[only]}".*nothing to tell apart.*Add examples'):
        check(x, np.full(6, only), INPUTS, (), CLASSES)


@pytest.mark.parametrize("number", [-1, 2])
def test_a_class_number_without_a_name_is_refused(number: int) -> None:
    x, y = good()
    y[1] = number
    with pytest.raises(DataProblem, match=rf"Row 2 has class number {number}.*only 2 classes"):
        check(x, y, INPUTS, (), CLASSES)


def test_no_rows_and_unequal_rows_are_refused() -> None:
    x, y = good()
    with pytest.raises(DataProblem, match=r"no rows"):
        check(x[:0], y[:0], INPUTS, (), CLASSES)
    with pytest.raises(DataProblem, match=r"6 rows of inputs but 5 of targets"):
        check(x, y[:5], INPUTS, (), CLASSES)


QUESTIONS = ("inside", "above")


def test_answers_are_yes_or_no_and_each_question_has_both() -> None:
    answers = np.array([[0.0, 1.0], [1.0, 0.0], [1.0, 1.0], [1.0, 1.0]])
    check_answers(answers, 2, QUESTIONS)
    with pytest.raises(DataProblem, match=r'All 1 training examples answer no to "inside".*Ask for more points'):
        check_answers(answers, 1, QUESTIONS)
    with pytest.raises(DataProblem, match=r'All 2 training examples answer yes to "above"'):
        check_answers(answers[[0, 2, 1]], 2, QUESTIONS)
    answers[3, 1] = 0.5
    with pytest.raises(DataProblem, match=r'Row 4, column "above" is 0.5, but an answer is 1 for yes or 0 for no'):
        check_answers(answers, 2, QUESTIONS)
