"""Laying out a batch page: matrices of a line beside one another about one middle, wrapped where there is no room."""

from __future__ import annotations

from dataclasses import replace

from engine.formula import NumberStyle, Token
from gui.tracer.batch_page import BatchPage, Piece
from gui.tracer.ink import Inked, Letters, Type, moved
from gui.tracer.matrix import FOOT, HEAD, ROW, Matrix, set_matrix, set_rows
from gui.tracer.page_layout import PageLayout
from gui.tracer.typeset import set_line

_SIGN_PX, _SIGN_GAP = 17, 9.0
_FEWEST_DIGITS, _MOST_DIGITS = 2, 6
_BETWEEN_LINES = 8.0


def lay_out_batch(page: BatchPage, width: float, scale: float, type_: Type) -> Inked:
    """The whole page; numbers give up digits before a line is wrapped."""
    layout = PageLayout(width, scale, type_)
    layout.heading(page.head, calm=False)
    for number, line in enumerate(page.lines):
        layout.add(_line(page, line, width, scale, type_, named=number == 0 or _of_examples(line)))
        layout.space(_BETWEEN_LINES)
    layout.flow(page.blocks)
    return layout.done()


def _of_examples(line: tuple[Piece, ...]) -> bool:
    return any(isinstance(piece, Matrix) and piece.rows for piece in line)


def _line(page: BatchPage, line: tuple[Piece, ...], width: float, scale: float, type_: Type, named: bool) -> Inked:
    """A line in the most digits with which it needs no second row, in the fewest if it does anyway."""
    most = min(page.style.digits, _MOST_DIGITS)
    fewest = NumberStyle(_FEWEST_DIGITS)
    for digits in range(most, _FEWEST_DIGITS - 1, -1):
        style = replace(page.style, digits=digits) if digits >= 3 else fewest
        found = _set(page, line, width, scale, type_, style, named)
        if found.height <= _row_height(line, scale):
            return found
    return _set(page, line, width, scale, type_, replace(page.style, digits=min(most, 3)), named)


def _row_height(line: tuple[Piece, ...], scale: float) -> float:
    rows = max((len(piece.cells) for piece in line if isinstance(piece, Matrix)), default=1)
    return (HEAD + rows * ROW + FOOT) * scale + 0.5


def _set(
    page: BatchPage, line: tuple[Piece, ...], width: float, scale: float, type_: Type, style: NumberStyle, named: bool
) -> Inked:
    pieces = [_piece(page, piece, scale, type_, style) for piece in line]
    if named and _of_examples(line):
        rows = [int(row) for row in page.view.rows]
        names = set_rows(rows, page.view.examples.places, scale, type_, page.chosen)
        first = next(i for i, piece in enumerate(line) if isinstance(piece, Matrix) and piece.rows)
        pieces.insert(first, names)
    return _wrapped(pieces, width, scale)


def _piece(page: BatchPage, piece: Piece, scale: float, type_: Type, style: NumberStyle) -> Inked:
    if isinstance(piece, Matrix):
        return set_matrix(piece, style, scale, type_, page.chosen)
    return _sign(piece, scale, type_)


def _sign(tokens: tuple[Token, ...], scale: float, type_: Type) -> Inked:
    """What stands between two matrices, as high as a matrix of one row."""
    px = round(_SIGN_PX * scale)
    line = set_line(tokens, px, lambda text, face: type_.math(text, face, px))
    base = (HEAD + ROW * 0.72) * scale
    letters = tuple(
        Letters(run.x, base - run.rise, run.text, px, "text", run.face, math=True) for run in line.runs
    )
    return Inked(letters, (), (), (HEAD + ROW + FOOT) * scale, line.width)


def _wrapped(pieces: list[Inked], width: float, scale: float) -> Inked:
    """The pieces beside one another, each about the middle of its row, in as many rows as they need."""
    rows: list[list[tuple[Inked, float]]] = [[]]
    x, gap = 0.0, _SIGN_GAP * scale
    for piece in pieces:
        if rows[-1] and x + piece.width > width:
            rows.append([])
            x = 0.0
        rows[-1].append((piece, x))
        x += piece.width + gap
    placed: list[Inked] = []
    y = reach = 0.0
    for row in rows:
        tall = max(piece.height for piece, _ in row)
        placed += [moved(piece, left, y + (tall - piece.height) / 2) for piece, left in row]
        reach = max(reach, *(left + piece.width for piece, left in row))
        y += tall
    return Inked(
        tuple(each for piece in placed for each in piece.letters),
        tuple(each for piece in placed for each in piece.spots),
        tuple(each for piece in placed for each in piece.plates),
        y,
        reach,
        tuple(each for piece in placed for each in piece.strokes),
    )
