"""Setting a matrix: its numbers in columns between brackets, its name and its size below; no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.formula import NumberStyle, Token, number_text
from gui.tracer.ink import STRONG, WORDS, Inked, Letters, Plate, Row, Spot, Stroke, Type, ink_of
from gui.tracer.neuron_card import Figure
from gui.tracer.typeset import set_line

CELL_PX, LABEL_PX, NAME_PX = 12, 10, 15
HEAD, ROW, FOOT = 15.0, 18.0, 36.0
_GAP, _INSIDE, _HOOK = 12.0, 7.0, 4.0
_BASE = 0.72
_MORE = "…"


@dataclass(frozen=True, slots=True)
class Matrix:
    """cells by rows; None: not shown yet. labels stand over the columns; `bracketed`: between brackets.

    name and size stand below; raised: what stands at the upper right of the brackets (a T for the transpose).
    wider: whether it has more columns than are shown. rows: the examples that its rows are, if they are.
    """

    name: tuple[Token, ...]
    size: str
    cells: tuple[tuple[Figure | None, ...], ...]
    labels: tuple[str, ...] = ()
    raised: str = ""
    wider: bool = False
    rows: tuple[int, ...] = ()
    bracketed: bool = True
    bold: bool = False


def set_matrix(matrix: Matrix, style: NumberStyle, scale: float, type_: Type, chosen: int | None) -> Inked:
    """Set a matrix from (0, 0); the row of the example that is looked at lies on a ground of its own."""
    return _Setter(matrix, style, scale, type_).all(chosen)


def set_rows(rows: Sequence[int], places: Sequence[int], scale: float, type_: Type, chosen: int) -> Inked:
    """The names of the examples left of the first matrix; a click looks at one."""
    px, tall = round(LABEL_PX * 1.1 * scale), ROW * scale
    texts = [f"example {row + 1:,}" for row in rows]
    width = max((type_.words(text, px) for text in texts), default=0.0)
    letters, spots = [], []
    for index, (text, row) in enumerate(zip(texts, rows, strict=True)):
        top = HEAD * scale + index * tall
        wide = type_.words(text, px)
        ink = "accent_ink" if row == chosen else "muted_text"
        face = STRONG if row == chosen else WORDS
        letters.append(Letters(width - wide, top + _BASE * tall, text, px, ink, face))
        spots.append(Spot(width - wide, top, wide, tall, Row(row), float(places[index] + 1)))
    return Inked(tuple(letters), tuple(spots), (), (HEAD + FOOT) * scale + len(rows) * tall, width)


class _Setter:
    def __init__(self, matrix: Matrix, style: NumberStyle, scale: float, type_: Type) -> None:
        self._matrix, self._scale, self._type = matrix, scale, type_
        self._px = round(CELL_PX * scale)
        self._texts = [[_text(cell, style) for cell in row] for row in matrix.cells]
        self._letters: list[Letters] = []
        self._spots: list[Spot] = []
        self._plates: list[Plate] = []
        self._strokes: list[Stroke] = []

    def all(self, chosen: int | None) -> Inked:
        scale, count = self._scale, len(self._matrix.cells)
        top, body = HEAD * scale, ROW * scale * count
        inside = (_INSIDE if self._matrix.bracketed else 0.0) * scale
        ends = self._column_ends(inside)
        width = (ends[-1] if ends else inside) + inside
        if self._matrix.wider:
            width += self._type.words(_MORE, self._px) + _GAP * scale
        if chosen in self._matrix.rows:
            place = self._matrix.rows.index(chosen)
            self._plates.append(Plate(0.0, top + place * ROW * scale, width, ROW * scale, "accent_soft"))
        self._head(ends)
        for index, row in enumerate(self._matrix.cells):
            self._row(index, row, ends, width - inside)
        if self._matrix.bracketed:
            self._brackets(width, top, body)
        reach = max(width, self._foot(width, top + body))
        return Inked(
            tuple(self._letters),
            tuple(self._spots),
            tuple(self._plates),
            top + body + FOOT * scale,
            reach,
            tuple(self._strokes),
        )

    def _column_ends(self, inside: float) -> list[float]:
        """Where the columns end: each as wide as its widest number or label."""
        ends: list[float] = []
        x = inside
        label_px = round(LABEL_PX * self._scale)
        for column in range(len(self._texts[0]) if self._texts else 0):
            wide = max(self._type.words(row[column] or "–", self._px) for row in self._texts)
            if column < len(self._matrix.labels):
                wide = max(wide, self._type.words(self._matrix.labels[column], label_px))
            x += wide + (_GAP * self._scale if column else 0.0)
            ends.append(x)
        return ends

    def _head(self, ends: list[float]) -> None:
        px = round(LABEL_PX * self._scale)
        for label, end in zip(self._matrix.labels, ends, strict=False):
            x = end - self._type.words(label, px)
            self._letters.append(Letters(x, 0.66 * HEAD * self._scale, label, px, "muted_text"))

    def _row(self, index: int, row: tuple[Figure | None, ...], ends: list[float], right: float) -> None:
        tall, top = ROW * self._scale, (HEAD + index * ROW) * self._scale
        for figure, text, end in zip(row, self._texts[index], ends, strict=True):
            shown = text or "–"
            wide = self._type.words(shown, self._px)
            ink = "muted_text" if figure is None else ink_of(Token(text, figure.role, figure.value))
            face = STRONG if self._matrix.bold and figure is not None else WORDS
            self._letters.append(Letters(end - wide, top + _BASE * tall, shown, self._px, ink, face))
            if figure is not None and figure.address is not None:
                self._spots.append(Spot(end - wide, top, wide, tall, figure.address, figure.value))
        if self._matrix.wider:
            x = right - self._type.words(_MORE, self._px)
            self._letters.append(Letters(x, top + _BASE * tall, _MORE, self._px, "muted_text"))

    def _brackets(self, width: float, top: float, body: float) -> None:
        hook, low = _HOOK * self._scale, top + body
        left = ((hook, top), (0.0, top), (0.0, low), (hook, low))
        right = tuple((width - x, y) for x, y in left)
        self._strokes += [Stroke(left, "text"), Stroke(right, "text")]
        if self._matrix.raised:
            px, raised = round(CELL_PX * self._scale), self._matrix.raised
            self._letters.append(Letters(width + 2.0, top + 0.5 * px, raised, px, "text", WORDS, math=True))

    def _foot(self, width: float, top: float) -> float:
        """Name and size below the matrix; where they end."""
        px, small = round(NAME_PX * self._scale), round(LABEL_PX * self._scale)
        line = set_line(self._matrix.name, px, lambda text, face: self._type.math(text, face, px))
        size = self._type.words(self._matrix.size, small)
        x, base = max((width - line.width) / 2, 0.0), top + 16.0 * self._scale
        for run in line.runs:
            self._letters.append(Letters(x + run.x, base - run.rise, run.text, px, "text", run.face, math=True))
        left = max((width - size) / 2, 0.0)
        self._letters.append(Letters(left, top + 29.0 * self._scale, self._matrix.size, small, "muted_text"))
        return max(x + line.width, left + size)


def _text(cell: Figure | None, style: NumberStyle) -> str:
    return "" if cell is None else number_text(cell.value, style)
