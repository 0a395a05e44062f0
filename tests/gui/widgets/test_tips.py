"""Long sentences of tooltips are put into lines; short ones and line ends stay."""

from gui.widgets.tips import LETTERS, in_lines


def test_lines_hold_whole_words_and_all_of_them() -> None:
    sentence = "Two arms wound around each other: the hardest of the drawn sets, it takes many neurons and patience."
    lines = in_lines(sentence).split("\n")
    assert len(lines) == 2
    assert max(map(len, lines)) <= LETTERS
    assert " ".join(lines) == sentence
    assert in_lines("Short.\nTwo lines.") == "Short.\nTwo lines."
    assert in_lines("") == ""
