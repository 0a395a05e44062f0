"""Lines of mathematics are set as printers set them."""

import pytest

from engine.formula import Symbol, Token, symbol_tokens
from gui.tracer.typeset import SIZES, Face, SetLine, set_line

PX = 20.0


def measure(text: str, face: Face) -> float:
    return 10.0 * SIZES[face.size] * len(text)


def line(*tokens: Token) -> SetLine:
    return set_line(tokens, PX, measure)


def faces(found: SetLine) -> dict[str, Face]:
    return {run.text: run.face for run in found.runs}


def test_letters_are_italic_digits_and_words_upright() -> None:
    assert faces(line(*symbol_tokens(Symbol("w", "i1")))) == {
        "w": Face(italic=True),
        "i": Face(italic=True, size=1),
        "1": Face(size=1),
    }
    for word in ("mean", "seed", "learning rate"):
        assert faces(line(*symbol_tokens(Symbol(word)))) == {word: Face()}
    assert faces(line(Token("tanh("), Token("0.5")))["tanh("] == Face()
    assert faces(line(*symbol_tokens(Symbol("x", "raw"))))["raw"] == Face(size=1)


def test_scripts_are_smaller_raised_and_lowered() -> None:
    base, sub, *sup = line(*symbol_tokens(Symbol("z", "1", "(2)"))).runs
    assert (base.rise, base.face.size) == (0.0, 0)
    assert sub.rise < 0 < sup[0].rise
    assert {run.face.size for run in (sub, *sup)} == {1}


def test_what_stands_above_stands_over_what_stands_below() -> None:
    found = line(*symbol_tokens(Symbol("w", "21", "(1)")), Token("·"))
    base, sub, sup, times = found.spans
    assert sub[0] == sup[0] == base[1]
    assert times[0] == max(sub[1], sup[1])


def test_exponents_rise_and_their_scripts_are_smallest() -> None:
    exponent = [Token("z", italic=True, level=1), Token("1", script=-1, level=1)]
    e, z, one = line(Token("e", italic=True), *exponent).runs
    assert (e.face.size, z.face.size, one.face.size) == (0, 1, 2)
    assert 0 < one.rise < z.rise


@pytest.mark.parametrize(
    ("text", "pieces"),
    [("1.5·10⁻⁵", [("1.5·10", 0), ("−5", 1)]), ("∂ℓ₁₂/∂w", [("∂", 0), ("ℓ", 0), ("12", -1), ("/∂", 0), ("w", 0)])],
)
def test_unicodes_small_digits_become_true_scripts(text: str, pieces: list[tuple[str, int]]) -> None:
    found = [(run.text, (run.rise > 0) - (run.rise < 0)) for run in line(Token(text, italic=True)).runs]
    assert found == pieces


def test_a_times_sign_has_room_on_both_sides_but_none_within_a_number() -> None:
    product, number = line(Token("2"), Token("·"), Token("3")), line(Token("2·10"))
    assert product.width > measure("2·3", Face())
    assert number.width == measure("2·10", Face())


def test_only_the_result_is_bold() -> None:
    result = Token("0.5")
    found = set_line((Token("0.5"), Token(" = "), result), PX, measure, result)
    assert [run.face.bold for run in found.runs] == [False, False, True]


def test_runs_follow_one_another() -> None:
    found = line(Token("0.25"), Token(" + "), *symbol_tokens(Symbol("b", "1")), Token("·"), Token("7"))
    assert [run.token for run in found.runs] == sorted(run.token for run in found.runs)
    assert found.width == max(end for _, end in found.spans)
