"""Breaking a long formula before its operators, outermost first; no Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.formula import Token

_OPERATORS = ("+", "−", "=", "·", "/")
_LEAST_FILLED = 0.55
_TIMES_DEPTH = 10  # a product is parted only where nothing else can be


def wrap(
    tokens: Sequence[Token], spans: Sequence[tuple[float, float]], first: float, others: float
) -> list[tuple[int, int]]:
    """(start, end) of the tokens of each row: the first has `first` pixels of room, the others have `others`.

    A row breaks at the last operator that fits among those in the fewest brackets, if that fills it more than
    half; a row that cannot be broken is longer than its room.
    """
    rows: list[tuple[int, int]] = []
    start, room = 0, first
    depths = list(_break_depths(tokens))
    while start < len(tokens):
        end = _row_end(depths, spans, start, room)
        rows.append((start, end))
        start, room = end, others
    return rows


def _break_depths(tokens: Sequence[Token]) -> Iterator[int | None]:
    """How deep in brackets a row could end before each token, None where it cannot."""
    depth = 0
    for number, token in enumerate(tokens):
        sign = token.text.strip()
        spaced = token.text != sign or sign == "·"
        if number and token.level == 0 and token.script == 0 and spaced and sign[:1] in _OPERATORS:
            yield depth + (_TIMES_DEPTH if sign in "·/" else 0)
        elif number and token.role == "muted" and token.text.startswith(" "):
            yield 0
        else:
            yield None
        depth += token.text.count("(") - token.text.count(")")


def _row_end(depths: Sequence[int | None], spans: Sequence[tuple[float, float]], start: int, room: float) -> int:
    left = spans[start][0]
    if spans[-1][1] - left <= room:
        return len(depths)
    places = [(i, depth) for i, depth in enumerate(depths) if i > start and depth is not None]
    fitting = [(i, depth) for i, depth in places if spans[i][0] - left <= room]
    if not fitting:
        return places[0][0] if places else len(depths)
    filled = [(i, depth) for i, depth in fitting if spans[i][0] - left >= _LEAST_FILLED * room] or fitting
    outermost = min(depth for _, depth in filled)
    return max(i for i, depth in filled if depth == outermost)
