"""What a network says to a picture, in bars and words, for every kind of output."""

import numpy as np

from engine.spec import DataInfo
from gui.pictures.answer import answer_of, true_target

CLASSES = DataInfo("multiclass", ("a", "b"), classes=("Bag", "Coat", "Shirt"))
EITHER = DataInfo("binary", ("a", "b"), classes=("No", "Yes"))
ASKED = DataInfo("multilabel", ("a", "b"), outputs=("red", "large", "round"))
NUMBER = DataInfo("regression", ("a", "b"), outputs=("height",))
Z = np.array([0.5, 2.0, -1.0])


def test_softmax_gives_a_probability_for_each_class() -> None:
    shares = np.exp(Z) / np.exp(Z).sum()
    answer = answer_of(CLASSES, "softmax", Z, shares, 2)
    assert [bar.value for bar in answer.bars] == shares.tolist()
    assert [bar.text for bar in answer.bars] == [f"{share:.3f}" for share in shares]
    assert [(bar.name, bar.true, bar.chosen) for bar in answer.bars] == [
        ("Bag", False, False),
        ("Coat", False, True),
        ("Shirt", True, False),
    ]
    assert (answer.low, answer.high, answer.right) == (0.0, 1.0, False)
    assert answer.verdict == "Wrong: says Coat, is Shirt."
    assert answer_of(CLASSES, "softmax", Z, shares, 1).verdict == "Right: Coat."


def test_a_single_sigmoid_speaks_of_both_classes() -> None:
    answer = answer_of(EITHER, "sigmoid", np.array([-1.0]), np.array([0.25]), 0)
    assert [(bar.name, bar.value, bar.chosen) for bar in answer.bars] == [("No", 0.75, True), ("Yes", 0.25, False)]
    assert answer.right


def test_steps_name_the_class_with_the_largest_sum_whichever_fire() -> None:
    answer = answer_of(CLASSES, "step", Z, (Z >= 0).astype(float), 0)
    assert [bar.chosen for bar in answer.bars] == [False, True, False]
    assert [bar.value for bar in answer.bars] == Z.tolist()


def test_outputs_that_are_no_probabilities_have_a_range_of_their_own() -> None:
    answer = answer_of(CLASSES, "linear", Z, Z, 1)
    assert (answer.low, answer.high) == (-1.0, 2.0)
    assert "no probability" in answer.measure


def test_several_questions_are_each_answered() -> None:
    answer = answer_of(ASKED, "sigmoid", Z, np.array([0.9, 0.2, 0.6]), np.array([1.0, 0.0, 0.0]))
    assert [(bar.true, bar.chosen) for bar in answer.bars] == [(True, True), (False, False), (False, True)]
    assert (answer.prediction, answer.truth, answer.right) == ("red, round", "red", False)
    assert answer_of(ASKED, "sigmoid", Z, np.array([0.9, 0.2, 0.4]), np.array([1.0, 0.0, 0.0])).right


def test_a_number_stands_beside_the_one_it_should_be() -> None:
    answer = answer_of(NUMBER, "linear", np.array([-0.5]), np.array([-0.5]), np.array([0.25]))
    (bar,) = answer.bars
    assert (bar.value, bar.target, answer.low, answer.high) == (-0.5, 0.25, -0.5, 0.25)
    assert answer.right is None
    assert answer.verdict == "Predicted −0.5, should be 0.25."


def test_before_the_pass_has_come_to_the_output_only_the_truth_is_known() -> None:
    answer = answer_of(CLASSES, "softmax", None, None, 2)
    assert [bar.text for bar in answer.bars] == ["", "", ""]
    assert np.isnan([bar.value for bar in answer.bars]).all()
    assert (answer.verdict, answer.right) == ("It is Shirt.", None)


def test_of_a_picture_whose_class_nobody_knows_nothing_is_right_or_wrong() -> None:
    answer = answer_of(CLASSES, "softmax", Z, np.array([0.2, 0.7, 0.1]))
    assert answer.right is None
    assert not any(bar.true for bar in answer.bars)
    assert answer.verdict == "Predicted Coat."


def test_the_true_class_is_read_from_every_encoding() -> None:
    assert true_target(CLASSES, np.array([0.0, 0.0, 1.0])) == 2
    assert true_target(CLASSES, np.array(2)) == 2
    assert true_target(CLASSES, np.array([-1.0, 1.0, -1.0])) == 1
    assert [true_target(EITHER, np.array([value])) for value in (-1.0, 0.0, 1.0)] == [0, 0, 1]
    assert true_target(EITHER, np.array([0.0, 1.0])) == 1
    assert true_target(NUMBER, np.array([0.25])).tolist() == [0.25]
