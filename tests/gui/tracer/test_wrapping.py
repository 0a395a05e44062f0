"""Long formulas break before their operators, outermost first."""

from engine.formula import Token
from gui.tracer.wrapping import wrap


def tokens(text: str) -> list[Token]:
    """Operators between blanks are tokens of their own, as the engine writes them."""
    found: list[Token] = []
    for word in text.split():
        if word in "+−/=":
            found.append(Token(f" {word} "))
        else:
            pieces = word.replace("(", " ( ").replace(")", " ) ").replace("·", " · ").split()
            found += [Token(piece) for piece in pieces]
    return found


def rows(text: str, first: float, others: float) -> list[str]:
    """The rows, where every letter is one pixel wide."""
    line = tokens(text)
    spans, x = [], 0.0
    for token in line:
        spans.append((x, x + len(token.text)))
        x += len(token.text)
    return ["".join(t.text for t in line[a:b]).strip() for a, b in wrap(line, spans, first, others)]


def test_what_fits_is_left_alone() -> None:
    assert rows("1·2 + 3·4 = 14", 99, 99) == ["1·2 + 3·4 = 14"]


def test_rows_break_before_operators_and_lose_nothing() -> None:
    text = " + ".join(f"0.{i}5·0.7" for i in range(12)) + " = 3.2"
    found = rows(text, 60, 50)
    assert " ".join(found) == text
    assert len(found) > 2
    assert all(row[0] in "+=" for row in found[1:])
    assert all(len(row) <= room for row, room in zip(found, [60, *[50] * 20], strict=False))


def test_brackets_are_kept_whole_where_a_row_stays_well_filled() -> None:
    assert rows("11111111 + 22222222 + (333 + 444 + 5)", 30, 30) == ["11111111 + 22222222", "+ (333 + 444 + 5)"]
    assert rows("1 + (3333333 + 4444444 + 5555555)", 24, 24)[0] == "1 + (3333333 + 4444444"


def test_a_product_is_parted_only_in_need() -> None:
    assert rows("11111·22222 + 33333·44444", 20, 20) == ["11111·22222", "+ 33333·44444"]
    assert rows("11111·22222·33333", 12, 12) == ["11111·22222", "·33333"]


def test_what_cannot_be_broken_stays_whole() -> None:
    assert rows("123456789", 3, 3) == ["123456789"]


def test_the_rest_of_a_sum_may_begin_a_row() -> None:
    line = [Token("0.25"), Token(" + "), Token("22.7"), Token(" (34 more)", "muted"), Token(")")]
    spans = [(0.0, 4.0), (4.0, 7.0), (7.0, 11.0), (11.0, 21.0), (21.0, 22.0)]
    assert wrap(line, spans, 14.0, 14.0) == [(0, 3), (3, 5)]
