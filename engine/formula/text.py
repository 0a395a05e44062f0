"""Tokens and formulas as one line of plain Unicode text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from engine.formula.expressions import Expr
from engine.formula.number_text import NumberStyle
from engine.formula.rendering import render
from engine.formula.token import Mode, Token

_RAISED = dict(
    zip("0123456789+−-()=nabcdefghijklmoprstuvwxyz ", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾⁼ⁿᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ ", strict=True)
)
_LOWERED = dict(zip("0123456789+−-()=aeijklmnoprstuvx ,", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎₌ₐₑᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ ,", strict=True))


def plain_text(tokens: Sequence[Token]) -> str:
    """The tokens as text, raised and lowered letters as Unicode has them, otherwise with ^ and _."""
    line = ""
    for raised, group in groupby(tokens, key=lambda token: token.level > 0):
        if raised:
            line += _moved(plain_text([replace(token, level=token.level - 1) for token in group]), 1)
        else:
            line += "".join(_moved(token.text, token.script) if token.script else token.text for token in group)
    return line


def to_text(expr: Expr, mode: Mode, style: NumberStyle = NumberStyle()) -> str:  # noqa: B008
    """The formula as one line of text."""
    return plain_text(render(expr, mode, style))


def _moved(text: str, level: int) -> str:
    table = _RAISED if level > 0 else _LOWERED
    if len(text) <= 6 and all(letter in table for letter in text):
        return "".join(table[letter] for letter in text)
    sign = "^" if level > 0 else "_"
    return f"{sign}{text}" if re.fullmatch(r"\w|\d[\d.]*", text) else f"{sign}({text})"
