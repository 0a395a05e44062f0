"""Weights as they are typed and pasted: what is read, and what is refused by its place."""

import pytest

from gui.widgets.weight_numbers import WeightRule, read_number, read_table, step_of, stepped

READ = {
    "0.5": 0.5,
    "-1/3": -1 / 3,
    "−1/3": -1 / 3,
    " 2 / 4 ": 0.5,
    "1.5/-3": -0.5,
    ".25": 0.25,
    "1e-3": 0.001,
    "0,5": 0.5,
    "-,25": -0.25,
    "0,125": 0.125,
    "12,5": 12.5,
    "7": 7.0,
}


@pytest.mark.parametrize("text", READ)
def test_decimals_fractions_and_plain_commas_are_read(text: str) -> None:
    assert WeightRule("Weight").parse(text) == READ[text]


@pytest.mark.parametrize("text", ["", "x", "1/0", "1/", "1,234", "1.2.3", "nan", "inf", "1/3/3", "0x10", "1e999"])
def test_anything_else_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"^Weight: .*\.$"):
        WeightRule("Weight").parse(text)


def test_a_block_of_a_spreadsheet_is_read_by_tabs_and_lines() -> None:
    assert read_table("1\t2\n3\t-1/2\n") == [[1.0, 2.0], [3.0, -0.5]]
    assert read_table("1,5;2\r\n3;4\r\n") == [[1.5, 2.0], [3.0, 4.0]]
    assert read_table("4") == [[4.0]]


def test_a_comma_is_a_decimal_comma_where_one_of_the_block_can_be_nothing_else() -> None:
    assert read_table("1,5\t1,234") == [[1.5, 1.234]]
    with pytest.raises(ValueError, match="Row 1, column 2 of the clipboard is “1,234”, which is not a number"):
        read_table("1.5\t1,234")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1\t2\n3\tx", "Row 2, column 2 of the clipboard is “x”"),
        ("1\t\n3\t4", "Row 1, column 2 of the clipboard is empty"),
        ("1\t2\n3", "Row 2 of the clipboard has 1 cell, the first has 2"),
        (" \n", "The clipboard holds no numbers. Copy some cells"),
        ("1\t1e999", "Row 1, column 2"),
    ],
)
def test_what_is_wrong_is_named_by_row_and_column(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        read_table(text)


def test_steps_are_small_beside_the_value_and_end_on_round_numbers() -> None:
    assert stepped(0.3104, 1, step_of(0.3104)) == 0.32
    assert stepped(-0.3104, 10, step_of(-0.3104)) == -0.21
    assert [step_of(value) for value in (0.0, 9.99, 10.0, 250.0)] == [0.01, 0.01, 0.1, 1.0]
    assert read_number("−0.21") == -0.21
