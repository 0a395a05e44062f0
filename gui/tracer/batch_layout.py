"""Laying out a batch page: matrices of a line beside one another about one middle, wrapped where there is no room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.formula import NumberStyle, Token
from gui.tracer.batch_page import BatchPage, Piece
from gui.tracer.ink import Inked, Letters, Type
from gui.tracer.matrix import FOOT, HEAD, ROW, Matrix, Sizes, names_size, set_matrix, set_names
from gui.tracer.page_layout import PageLayout
from gui.tracer.typeset import set_line

MIDDLE, TOP = 0.5, 0.0
_SIGN_PX, _SIGN_GAP, _LINE_GAP = 17, 9.0, 44.0
_FEWEST_DIGITS, _MOST_DIGITS = 2, 6
_BETWEEN_LINES = 8.0


@dataclass(frozen=True)
class _Placed:
    """A piece at (x, y) of a line or page, None for the names of the examples."""

    piece: Piece | None
    style: NumberStyle
    x: float
    y: float
    width: float


@dataclass(frozen=True)
class _Line:
    placed: tuple[_Placed, ...]
    width: float
    height: float


class BatchSetter:
    """Lays out one page in any size; what has been measured for one serves for all."""

    def __init__(self, page: BatchPage, type_: Type) -> None:
        self._page, self._type = page, type_
        self._sizes = Sizes(type_)
        self._rows = [int(row) for row in page.view.rows]

    def height(self, width: float, scale: float, *, first: bool = False) -> float:
        """How high the page is, or its beginning with the `first` line alone."""
        layout = PageLayout(width, scale, self._type)
        layout.heading(self._page.head, calm=False)
        for row in self._flow(self._page.lines[:1] if first else self._page.lines, width, scale, MIDDLE):
            layout.space(row.height / scale + _BETWEEN_LINES)
        if not first:
            layout.flow(self._page.blocks)
        return layout.done().height

    def lay_out(self, width: float, scale: float, about: float = MIDDLE) -> Inked:
        """The whole page; numbers give up digits before a line is wrapped.

        about: the matrices of a line have their middles or, to be seen where the page is cut, their tops on one
        height.
        """
        layout = PageLayout(width, scale, self._type)
        layout.heading(self._page.head, calm=False)
        for row in self._flow(self._page.lines, width, scale, about):
            for placed in row.placed:
                layout.add(self._set(placed, scale, layout.y))
            layout.space(row.height / scale + _BETWEEN_LINES)
        layout.flow(self._page.blocks)
        return layout.done()

    # Places

    def _flow(self, lines: Sequence[tuple[Piece, ...]], width: float, scale: float, about: float) -> list[_Line]:
        """Lines beside one another as far as there is room."""
        found = [self._line(line, width, scale, about) for line in lines]
        rows = _rows_of([line.width for line in found], width, _LINE_GAP * scale)
        return [_beside([(found[index], x) for index, x in row], about) for row in rows]

    def _line(self, line: tuple[Piece, ...], width: float, scale: float, about: float) -> _Line:
        """A line in the most digits with which it needs no second row, in three if it does anyway."""
        given = self._page.style
        most = min(given.digits, _MOST_DIGITS)
        for digits in range(most, _FEWEST_DIGITS - 1, -1):
            rows = self._wrapped(line, replace(given, digits=digits), width, scale, about)
            if len(rows) == 1:
                return rows[0]
        return _below(self._wrapped(line, replace(given, digits=min(most, 3)), width, scale, about))

    def _wrapped(
        self, line: tuple[Piece, ...], style: NumberStyle, width: float, scale: float, about: float
    ) -> list[_Line]:
        pieces: list[Piece | None] = list(line)
        first = next((i for i, piece in enumerate(line) if isinstance(piece, Matrix) and piece.rows), None)
        if first is not None:
            pieces.insert(first, None)
        single = []
        for piece in pieces:
            wide, tall = self._size(piece, style, scale)
            single.append(_Line((_Placed(piece, style, 0.0, 0.0, wide),), wide, tall))
        rows = _rows_of([each.width for each in single], width, _SIGN_GAP * scale)
        return [_beside([(single[index], x) for index, x in row], about) for row in rows]

    def _size(self, piece: Piece | None, style: NumberStyle, scale: float) -> tuple[float, float]:
        if piece is None:
            return names_size(self._rows, scale, self._sizes)
        if isinstance(piece, Matrix):
            return self._sizes.of(piece, style, scale)
        return self._sizes.math(piece, round(_SIGN_PX * scale)), (HEAD + ROW + FOOT) * scale

    # Setting

    def _set(self, placed: _Placed, scale: float, top: float) -> Inked:
        page, x, y = self._page, placed.x, placed.y + top
        if placed.piece is None:
            places = page.view.examples.places
            return set_names(self._rows, places, scale, self._type, page.chosen, x + placed.width, y)
        if isinstance(placed.piece, Matrix):
            return set_matrix(placed.piece, placed.style, scale, self._sizes, self._type, page.chosen, x, y)
        return self._sign(placed.piece, scale, x, y)

    def _sign(self, tokens: tuple[Token, ...], scale: float, x: float, y: float) -> Inked:
        """What stands between two matrices, as high as a matrix of one row."""
        px, base = round(_SIGN_PX * scale), y + (HEAD + ROW * 0.72) * scale
        line = set_line(tokens, px, lambda text, face: self._type.math(text, face, px))
        runs = line.runs
        return Inked(
            tuple(Letters(x + run.x, base - run.rise, run.text, px, "text", run.face, math=True) for run in runs), ()
        )


def _rows_of(widths: list[float], width: float, gap: float) -> list[list[tuple[int, float]]]:
    """Pieces by their numbers, each with its left end, in as many rows as they need."""
    rows: list[list[tuple[int, float]]] = [[]]
    x = 0.0
    for index, wide in enumerate(widths):
        if rows[-1] and x + wide > width:
            rows.append([])
            x = 0.0
        rows[-1].append((index, x))
        x += wide + gap
    return rows


def _beside(lines: list[tuple[_Line, float]], about: float) -> _Line:
    tall = max(line.height for line, _ in lines)
    placed = tuple(
        replace(each, x=each.x + x, y=each.y + (tall - line.height) * about)
        for line, x in lines
        for each in line.placed
    )
    return _Line(placed, max(x + line.width for line, x in lines), tall)


def _below(lines: list[_Line]) -> _Line:
    placed: list[_Placed] = []
    y = 0.0
    for line in lines:
        placed += [replace(each, y=each.y + y) for each in line.placed]
        y += line.height
    return _Line(tuple(placed), max(line.width for line in lines), y)
