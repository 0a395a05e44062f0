"""Setting one step: a label, the formula in symbols, below it in numbers, both aligned at the sign; no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.formula import Token
from engine.trace import Address
from gui.tracer.ink import Letters, Plate, Spot, Type, ink_of
from gui.tracer.page import Block
from gui.tracer.typeset import SetLine, set_line
from gui.tracer.wrapping import wrap

FORMULA_PX, LABEL_PX = 18, 11
_LABEL_HEIGHT, _ROW_HEIGHT = 15.0, 27.0
_BASE, _LABEL_BASE = 0.68, 0.72
_MOST_INDENT = 0.3
_SO_FAR = "   so far "


@dataclass(frozen=True)
class SetBlock:
    """A step that has been set, from (0, 0); its remark goes below it, in as much room as there then is."""

    letters: tuple[Letters, ...]
    spots: tuple[Spot, ...]
    width: float
    height: float
    note: str = ""
    plates: tuple[Plate, ...] = ()


@dataclass(frozen=True)
class _Row:
    """A line of a block: tokens, and whether the arrow keys stop at its numbers.

    whole: the tokens that will stand there in the end, for which room is kept. newest: where the term shown last
    begins and ends.
    """

    tokens: tuple[Token, ...]
    bold: Token | None = None
    colored: bool = False
    whole: tuple[Token, ...] = ()
    newest: tuple[int, int] = (0, 0)


def set_block(block: Block, width: float, scale: float, type_: Type) -> SetBlock:
    """Set a step in at most so many pixels of width; longer lines are wrapped."""
    setter = _Setter(width, scale, type_)
    if block.label:
        setter.words(block.label, LABEL_PX, _LABEL_HEIGHT, _LABEL_BASE)
    symbols, numbers = _rows(block)
    head = setter.set(symbols, 0.0)
    if numbers is not None:
        indent = head.spans[len(block.head) - 1][1] if block.head else 0.0
        setter.set(numbers, indent)
    return setter.result(block.note if block.finished else "")


def _rows(block: Block) -> tuple[_Row, _Row | None]:
    """The line in symbols and the line in numbers; one line where the numbers say nothing new."""
    head = (*block.head, Token(f" {block.sign} "))
    result = (Token(" = "), block.result, *block.reason)
    if not block.numbers:
        whole = (*head, *block.symbols, *(result if block.symbols else result[1:]))
        tokens = whole if block.finished else (*head, *block.symbols)
        return _Row(tokens, block.result, whole=whole), None
    symbols, whole = (*head, *block.symbols), (Token(" = "), *block.numbers, *result)
    if block.finished:
        return _Row(symbols), _Row(whole, block.result, True, whole)
    if not block.told:
        return _Row(symbols), _Row((), None, True, whole)
    so_far = (Token(_SO_FAR, "muted"), block.so_far) if block.so_far is not None else ()
    newest = (block.newest[0] + 1, block.newest[1] + 1)
    return _Row(symbols), _Row((*whole[: 1 + block.told], *so_far), None, True, whole, newest)


class _Setter:
    """Puts one row below the other."""

    def __init__(self, width: float, scale: float, type_: Type) -> None:
        self._width, self._scale, self._type = width, scale, type_
        self._letters: list[Letters] = []
        self._spots: list[Spot] = []
        self._plates: list[Plate] = []
        self._y = self._reach = 0.0

    def words(self, text: str, px: int, height: float, base: float) -> None:
        size, tall = round(px * self._scale), height * self._scale
        self._letters.append(Letters(0.0, self._y + base * tall, text, size, "muted_text"))
        self._reach = max(self._reach, self._type.words(text, size))
        self._y += tall

    def set(self, row: _Row, indent: float) -> SetLine:
        """Set a row, wrapped at operators; what follows the first break is indented a little more."""
        px = round(FORMULA_PX * self._scale)
        indent = min(indent, _MOST_INDENT * self._width)
        line, further, top = self._line(row.tokens, row.bold), indent + px, self._y
        for start, end in self._wrapped(row.tokens, line, indent, further):
            self._put(row, line, start, end, further if start else indent, px)
        if row.whole and row.tokens != row.whole:
            self._keep_room(self._line(row.whole, row.bold), row.whole, indent, further, top)
        return line

    def _line(self, tokens: tuple[Token, ...], bold: Token | None) -> SetLine:
        px = round(FORMULA_PX * self._scale)
        return set_line(tokens, px, lambda text, face: self._type.math(text, face, px), bold)

    def _wrapped(
        self, tokens: tuple[Token, ...], line: SetLine, indent: float, further: float
    ) -> Sequence[tuple[int, int]]:
        return wrap(tokens, line.spans, self._width - indent, self._width - further) if tokens else ()

    def _keep_room(self, line: SetLine, tokens: tuple[Token, ...], indent: float, further: float, top: float) -> None:
        """As much as the whole row will need, so that nothing moves when it has been told."""
        lines = self._wrapped(tokens, line, indent, further)
        self._y = max(self._y, top + len(lines) * _ROW_HEIGHT * self._scale)
        for start, end in lines:
            moved = (further if start else indent) - line.spans[start][0]
            self._reach = max(self._reach, line.spans[end - 1][1] + moved)

    def _put(self, row: _Row, line: SetLine, start: int, end: int, indent: float, px: int) -> None:
        tall = _ROW_HEIGHT * self._scale
        base, moved = self._y + _BASE * tall, indent - line.spans[start][0]
        for run in line.runs:
            if start <= run.token < end:
                token = row.tokens[run.token]
                ink = ink_of(token) if row.colored or token is row.bold or token.role == "muted" else "text"
                self._letters.append(Letters(run.x + moved, base - run.rise, run.text, px, ink, run.face, math=True))
        first, last = max(start, row.newest[0]), min(end, row.newest[1])
        first += first < last and row.tokens[first].text.strip() == "+"
        if first < last:
            left, right = line.spans[first][0] + moved, line.spans[last - 1][1] + moved
            self._plates.append(Plate(left - 3, self._y + 2, right - left + 6, tall - 4, "accent_soft"))
        self._spots += self._spots_of(row, line, start, end, moved)
        self._reach = max(self._reach, line.spans[end - 1][1] + moved)
        self._y += tall

    def _spots_of(self, row: _Row, line: SetLine, start: int, end: int, moved: float) -> Sequence[Spot]:
        """One spot a number; the base, lower and upper letters of one symbol are one."""
        found: list[Spot] = []
        tall, last = _ROW_HEIGHT * self._scale, -2
        for number in range(start, end):
            token, (left, right) = row.tokens[number], line.spans[number]
            if not isinstance(token.address, Address):
                continue
            if found and last == number - 1 and found[-1].target == token.address:
                found[-1] = replace(found[-1], width=max(found[-1].width, right + moved - found[-1].x))
            else:
                stop = row.colored or token is row.bold
                found.append(Spot(left + moved, self._y, right - left, tall, token.address, token.value, stop))
            last = number
        return found

    def result(self, note: str) -> SetBlock:
        return SetBlock(tuple(self._letters), tuple(self._spots), self._reach, self._y, note, tuple(self._plates))
