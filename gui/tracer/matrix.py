"""Setting a matrix: its numbers in columns between brackets, its name and its size above; no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.formula import NumberStyle, Token, number_text
from gui.tracer.ink import STRONG, WORDS, ExampleRow, Inked, Letters, Plate, Spot, Stroke, Type, ink_of
from gui.tracer.neuron_card import Figure
from gui.tracer.typeset import Face, set_line

CELL_PX, LABEL_PX, NAMES_PX, NAME_PX = 12, 10, 11, 15
HEAD, ROW, FOOT = 33.0, 18.0, 4.0
_NAME_BASE, _LABEL_BASE, _SIZE_GAP = 14.0, 28.0, 6.0
_GAP, _INSIDE, _HOOK = 12.0, 7.0, 4.0
_BASE = 0.72
_MORE, _UNKNOWN = "…", "–"
_MEASURED_PX = 24


@dataclass(frozen=True)
class Matrix:
    """cells by rows; None: not shown yet. labels stand over the columns; `bracketed`: between brackets.

    name and size stand above; raised: what stands at the upper right of the brackets (a T for the transpose).
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


class Sizes:
    """How much room matrices and words take, measured once at one size and scaled."""

    def __init__(self, type_: Type) -> None:
        self._type = type_
        self._words: dict[str, float] = {}
        self._columns: dict[tuple[int, NumberStyle], tuple[float, ...]] = {}

    def words(self, text: str, px: int) -> float:
        """How wide a text is."""
        if text not in self._words:
            self._words[text] = self._type.words(text, _MEASURED_PX) / _MEASURED_PX
        return self._words[text] * px

    def math(self, tokens: tuple[Token, ...], px: int) -> float:
        """How wide a formula is."""
        return set_line(tokens, px, lambda text, face: self._type.math(text, face, px)).width

    def ends(self, matrix: Matrix, style: NumberStyle, scale: float) -> list[float]:
        """Where the columns end, each as wide as its widest number or label."""
        px, label_px, x = round(CELL_PX * scale), round(LABEL_PX * scale), _inside(matrix, scale)
        found: list[float] = []
        for column, wide in enumerate(self._widths(matrix, style)):
            label = matrix.labels[column] if column < len(matrix.labels) else ""
            x += max(wide * px, self.words(label, label_px)) + (_GAP * scale if column else 0.0)
            found.append(x)
        return found

    def of(self, matrix: Matrix, style: NumberStyle, scale: float) -> tuple[float, float]:
        """Width and height, the name included."""
        ends = self.ends(matrix, style, scale)
        name = self.math(matrix.name, round(NAME_PX * scale)) + _SIZE_GAP * scale
        name += self.words(matrix.size, round(LABEL_PX * scale))
        return max(self.right(matrix, ends, scale), name), (HEAD + len(matrix.cells) * ROW + FOOT) * scale

    def right(self, matrix: Matrix, ends: list[float], scale: float) -> float:
        """Where the right bracket stands."""
        inside = _inside(matrix, scale)
        more = self.words(_MORE, round(CELL_PX * scale)) + _GAP * scale if matrix.wider else 0.0
        return (ends[-1] if ends else inside) + more + inside

    def _widths(self, matrix: Matrix, style: NumberStyle) -> tuple[float, ...]:
        """Of the widest number of each column, at one pixel."""
        key = (id(matrix), style)
        if key not in self._columns:
            texts = [[_text(cell, style) for cell in row] for row in matrix.cells]
            self._columns[key] = tuple(
                max(self.words(text, 1) for text in column) for column in zip(*texts, strict=True)
            )
        return self._columns[key]


def set_matrix(
    matrix: Matrix, style: NumberStyle, scale: float, sizes: Sizes, type_: Type, chosen: int, x: float, y: float
) -> Inked:
    """Set a matrix from (x, y); the row of the example that is looked at lies on a ground of its own."""
    return _Setter(matrix, style, scale, sizes, type_, x, y).all(chosen)


def names_size(rows: Sequence[int], scale: float, sizes: Sizes) -> tuple[float, float]:
    """How much room the names of the examples take."""
    px = round(NAMES_PX * scale)
    width = max((sizes.words(_name(row), px) for row in rows), default=0.0)
    return width, (HEAD + len(rows) * ROW + FOOT) * scale


def set_names(
    rows: Sequence[int], places: Sequence[int], scale: float, type_: Type, chosen: int, right: float, y: float
) -> Inked:
    """The names of the examples left of the first matrix; a click looks at one."""
    px, tall = round(NAMES_PX * scale), ROW * scale
    letters, spots = [], []
    for index, row in enumerate(rows):
        top, text = y + HEAD * scale + index * tall, _name(row)
        wide = type_.words(text, px)
        ink, face = ("accent_ink", STRONG) if row == chosen else ("muted_text", WORDS)
        letters.append(Letters(right - wide, top + _BASE * tall, text, px, ink, face))
        spots.append(Spot(right - wide, top, wide, tall, ExampleRow(row), float(places[index] + 1)))
    return Inked(tuple(letters), tuple(spots))


class _Setter:
    def __init__(
        self, matrix: Matrix, style: NumberStyle, scale: float, sizes: Sizes, type_: Type, x: float, y: float
    ) -> None:
        self._matrix, self._style, self._scale, self._type = matrix, style, scale, type_
        self._x, self._y, self._px = x, y, round(CELL_PX * scale)
        self._ends = sizes.ends(matrix, style, scale)
        self._width = sizes.right(matrix, self._ends, scale)
        self._letters: list[Letters] = []
        self._spots: list[Spot] = []
        self._plates: list[Plate] = []
        self._strokes: list[Stroke] = []

    def all(self, chosen: int) -> Inked:
        tall = ROW * self._scale
        self._name()
        self._head()
        for index, row in enumerate(self._matrix.cells):
            self._row(self._top(index), row)
        if self._matrix.bracketed:
            self._brackets()
        for place, example in enumerate(self._matrix.rows):
            y = self._top(place)
            if example == chosen:
                self._plates.append(Plate(self._x, y, self._width, tall, "accent_soft"))
            self._spots.append(Spot(self._x, y, self._width, tall, ExampleRow(example), float(place + 1), stop=False))
        return Inked(tuple(self._letters), tuple(self._spots), tuple(self._plates), strokes=tuple(self._strokes))

    def _top(self, row: int) -> float:
        return self._y + (HEAD + row * ROW) * self._scale

    def _put(self, x: float, y: float, text: str, px: int, ink: str, face: Face = WORDS, math: bool = False) -> None:
        self._letters.append(Letters(x, y, text, px, ink, face, math))

    def _name(self) -> None:
        """Name and size above the matrix."""
        px, base = round(NAME_PX * self._scale), self._y + _NAME_BASE * self._scale
        line = set_line(self._matrix.name, px, lambda text, face: self._type.math(text, face, px))
        for run in line.runs:
            self._put(self._x + run.x, base - run.rise, run.text, px, "text", run.face, True)
        x = self._x + line.width + _SIZE_GAP * self._scale
        self._put(x, base, self._matrix.size, round(LABEL_PX * self._scale), "muted_text")

    def _head(self) -> None:
        px, base = round(LABEL_PX * self._scale), self._y + _LABEL_BASE * self._scale
        for label, end in zip(self._matrix.labels, self._ends, strict=False):
            self._put(self._x + end - self._type.words(label, px), base, label, px, "muted_text")

    def _row(self, top: float, row: tuple[Figure | None, ...]) -> None:
        tall = ROW * self._scale
        base = top + _BASE * tall
        for figure, end in zip(row, self._ends, strict=True):
            text = _text(figure, self._style)
            bold = self._matrix.bold and figure is not None
            wide = self._type.words(text, self._px, bold)
            x = self._x + end - wide
            ink = "muted_text" if figure is None else ink_of(Token(text, figure.role, figure.value))
            self._put(x, base, text, self._px, ink, STRONG if bold else WORDS)
            if figure is not None and figure.address is not None:
                self._spots.append(Spot(x, top, wide, tall, figure.address, figure.value))
        if self._matrix.wider:
            inside = _inside(self._matrix, self._scale)
            x = self._x + self._width - inside - self._type.words(_MORE, self._px)
            self._put(x, base, _MORE, self._px, "muted_text")

    def _brackets(self) -> None:
        hook, top, low = _HOOK * self._scale, self._top(0), self._top(len(self._matrix.cells))
        for edge, inwards in ((self._x, hook), (self._x + self._width, -hook)):
            self._strokes.append(
                Stroke(((edge + inwards, top), (edge, top), (edge, low), (edge + inwards, low)), "text")
            )
        if self._matrix.raised:
            x = self._x + self._width + 2.0
            self._put(x, top + 0.5 * self._px, self._matrix.raised, self._px, "text", WORDS, True)


def _inside(matrix: Matrix, scale: float) -> float:
    return (_INSIDE if matrix.bracketed else 0.0) * scale


def _name(row: int) -> str:
    return f"example {row + 1:,}"


def _text(cell: Figure | None, style: NumberStyle) -> str:
    return _UNKNOWN if cell is None else number_text(cell.value, style)
