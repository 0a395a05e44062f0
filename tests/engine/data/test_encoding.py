"""Targets reach each loss in the form and type it reads."""

from __future__ import annotations

import numpy as np
import pytest

from engine.catalog.loss import TargetKind
from engine.data import DataProblem, encode_targets

THREE = np.array([2, 0, 1], dtype=np.int64)
TWO = np.array([0, 1, 1], dtype=np.int64)
NUMBERS = np.array([[0.5, -1.0], [2.0, 3.0]])
ONE_HOT = [[0, 0, 1], [1, 0, 0], [0, 1, 0]]


@pytest.mark.parametrize("kind", ["values", "indicators", "one_hot"])
def test_class_numbers_become_one_hot_floats(kind: TargetKind) -> None:
    encoded = encode_targets(THREE, kind, 3)
    assert encoded.dtype == np.float64
    assert encoded.tolist() == ONE_HOT


@pytest.mark.parametrize("kind", ["values", "indicators"])
def test_two_classes_at_one_unit_become_zero_and_one(kind: TargetKind) -> None:
    encoded = encode_targets(TWO, kind, 1)
    assert encoded.dtype == np.float64
    assert encoded.tolist() == [[0], [1], [1]]


def test_signs_are_plus_one_for_the_class_and_minus_one_for_the_others() -> None:
    assert encode_targets(TWO, "signs", 1).tolist() == [[-1], [1], [1]]
    encoded = encode_targets(THREE, "signs", 3)
    assert encoded.dtype == np.float64
    assert encoded.tolist() == [[-1, -1, 1], [1, -1, -1], [-1, 1, -1]]


def test_index_keeps_class_numbers_in_a_column() -> None:
    encoded = encode_targets(THREE, "index", 3)
    assert encoded.dtype == np.int64
    assert encoded.tolist() == [[2], [0], [1]]


@pytest.mark.parametrize("kind", ["values", "indicators", "one_hot"])
def test_numbers_pass_as_they_are(kind: TargetKind) -> None:
    encoded = encode_targets(NUMBERS, kind, 2)
    assert np.array_equal(encoded, NUMBERS)
    assert encoded is not NUMBERS


def test_answers_to_several_questions_are_indicators_already() -> None:
    answers = np.array([[0.0, 1.0], [1.0, 1.0]])
    encoded = encode_targets(answers, "indicators", 2)
    assert encoded.dtype == np.float64
    assert encoded.tolist() == [[0, 1], [1, 1]]
    with pytest.raises(DataProblem, match="2 targets, but the output layer has 1 unit"):
        encode_targets(answers, "indicators", 1)


def test_empty_parts_keep_their_width() -> None:
    assert encode_targets(THREE[:0], "one_hot", 3).shape == (0, 3)
    assert encode_targets(TWO[:0], "indicators", 1).shape == (0, 1)
    assert encode_targets(THREE[:0], "index", 3).shape == (0, 1)


@pytest.mark.parametrize(
    ("kind", "units"), [("one_hot", 2), ("index", 2), ("values", 1), ("one_hot", 1), ("signs", 1), ("signs", 2)]
)
def test_too_few_units_are_said(kind: TargetKind, units: int) -> None:
    with pytest.raises(DataProblem, match=r"Class number 2 needs 3 output units.*one unit per class"):
        encode_targets(THREE, kind, units)


def test_numbers_that_do_not_fit_are_said() -> None:
    with pytest.raises(DataProblem, match=r"2 targets, but the output layer has 3 units"):
        encode_targets(NUMBERS, "values", 3)
    with pytest.raises(DataProblem, match=r"needs classes.*mean_squared_error"):
        encode_targets(NUMBERS, "index", 2)
    with pytest.raises(DataProblem, match=r"needs classes.*mean_squared_error"):
        encode_targets(NUMBERS, "signs", 2)
