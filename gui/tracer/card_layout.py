"""Laying out a neuron's table: name, number, derivative; digits give way where a column is narrow; no Qt."""

from __future__ import annotations

from dataclasses import replace

from engine.formula import NumberStyle, Token, number_text
from gui.tracer.ink import STRONG, WORDS, Inked, Letters, Spot, Type, ink_of
from gui.tracer.neuron_card import Card, CardRow, Figure
from gui.tracer.text_lines import cut, word_lines

_TITLE_PX, _ROW_PX, _SMALL_PX = 13, 12, 11
_HEAD, _ROW, _REMARK = 21.0, 18.0, 17.0
_BASE = 0.72
_NAME_SHARE, _VALUE_END = 0.46, 0.72
_GAP = 6.0
_FEWEST = 2


def lay_out_card(card: Card, width: float, scale: float, type_: Type, style: NumberStyle) -> Inked:
    """The table in a given width, type `scale` times its plain size."""
    return _Layout(width, scale, type_, style).all(card)


def fitting_text(value: float, style: NumberStyle, room: float, px: int, type_: Type) -> str:
    """The number with as many of its digits as fit into the room."""
    text = number_text(value, style)
    digits = style.digits
    while type_.words(text, px) > room and digits > _FEWEST:
        digits -= 1
        text = number_text(value, replace(style, digits=digits, fractions=False))
    return text


class _Layout:
    def __init__(self, width: float, scale: float, type_: Type, style: NumberStyle) -> None:
        self._width, self._scale, self._type, self._style = width, scale, type_, style
        self._letters: list[Letters] = []
        self._spots: list[Spot] = []
        self._y = 0.0

    def all(self, card: Card) -> Inked:
        self._head(card)
        size = round(_SMALL_PX * self._scale)
        for line in word_lines(card.remark, self._width, lambda words: self._type.words(words, size)):
            self._put(0.0, line, _SMALL_PX, _REMARK, "warning_text")
            self._y += _REMARK * self._scale
        for row in card.rows:
            self._row(row)
        if card.left:
            self._put(0.0, f"… {card.left:,} more weights", _ROW_PX, _ROW, "muted_text")
            self._y += _ROW * self._scale
        return Inked(tuple(self._letters), tuple(self._spots), (), self._y)

    def _put(self, x: float, text: str, px: int, height: float, ink: str, strong: bool = False) -> None:
        base = self._y + _BASE * height * self._scale
        self._letters.append(Letters(x, base, text, round(px * self._scale), ink, STRONG if strong else WORDS))

    def _head(self, card: Card) -> None:
        self._put(0.0, card.title, _TITLE_PX, _HEAD, "text", strong=True)
        if any(row.slope for row in card.rows):
            end = self._type.words("∂L/∂…", round(_SMALL_PX * self._scale))
            self._put(self._width - end, "∂L/∂…", _SMALL_PX, _HEAD, "gradient")
        self._y += _HEAD * self._scale

    def _row(self, row: CardRow) -> None:
        px, gap = round(_ROW_PX * self._scale), _GAP * self._scale
        start, middle = _NAME_SHARE * self._width, _VALUE_END * self._width
        name = cut(row.name, start - gap, lambda text: self._type.words(text, px))
        self._put(0.0, name, _ROW_PX, _ROW, "muted_text")
        for figure, left, right in ((row.value, start, middle), (row.slope, middle + gap, self._width)):
            if figure is not None:
                self._figure(figure, left, right, px)
        self._y += _ROW * self._scale

    def _figure(self, figure: Figure, left: float, right: float, px: int) -> None:
        text = fitting_text(figure.value, self._style, right - left, px, self._type)
        width = self._type.words(text, px)
        self._put(right - width, text, _ROW_PX, _ROW, ink_of(Token(text, figure.role, figure.value)))
        if figure.address is not None:
            tall = _ROW * self._scale
            self._spots.append(Spot(right - width, self._y, width, tall, figure.address, figure.value))
