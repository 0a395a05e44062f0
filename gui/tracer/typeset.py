"""Setting a line of mathematics: letters italic, scripts raised and lowered, room around operators; no Qt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from engine.formula import Token

SIZES = (1.0, 0.72, 0.6)
"""The size of plain letters, of scripts, and of scripts in an exponent."""

_EXPONENT_RISE, _SUPER_RISE, _SUB_DROP = 0.42, 0.38, 0.2
_TIMES_ROOM, _SCRIPT_GAP = 0.13, 0.04
_RAISED, _LOWERED = "<super>", "<sub>"
_WORD = re.compile(r"[A-Za-z]{3}")
"""Three Latin letters in a row are a word, which stands upright."""


@dataclass(frozen=True, slots=True)
class Face:
    """How letters look: italic, bold, and which of SIZES."""

    italic: bool = False
    bold: bool = False
    size: int = 0


Measure = Callable[[str, Face], float]
"""The width of a text set in a face at the full size, in pixels."""


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one face: `x` from the line's start, `rise` above its baseline; `token` counts from 0."""

    x: float
    rise: float
    text: str
    face: Face
    token: int


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line that has been set: its runs, where each token begins and ends, its width; all in pixels."""

    runs: tuple[Run, ...]
    spans: tuple[tuple[float, float], ...]
    width: float


def set_line(tokens: Sequence[Token], px: float, measure: Measure, bold: Token | None = None) -> SetLine:
    """Set tokens one after the other at `px`, `bold` in bold; what is above a letter stands over what is below it."""
    runs: list[Run] = []
    spans: list[tuple[float, float]] = []
    x = 0.0
    for number, token in enumerate(tokens):
        over = number and token.script > 0 and tokens[number - 1].script < 0
        start = spans[-1][0] if over else x
        end = start
        for piece in _pieces(token.text, token.italic or bool(token.script)):
            face = Face(piece.italic, token is bold, min(token.level + bool(token.script or piece.script), 2))
            shift = SIZES[min(token.level, 2)] * _shift(token.script or piece.script)
            rise = px * (token.level * _EXPONENT_RISE + shift)
            end += px * piece.room
            runs.append(Run(end, rise, piece.text, face, number))
            end += measure(piece.text, face) + px * piece.room
        if token.script or (token.italic and number + 1 < len(tokens) and tokens[number + 1].script):
            end += px * _SCRIPT_GAP
        spans.append((start, end))
        x = max(x, end)
    return SetLine(tuple(runs), tuple(spans), x)


def _shift(script: int) -> float:
    return 0.0 if not script else _SUPER_RISE if script > 0 else -_SUB_DROP


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    italic: bool
    script: int
    room: float = 0.0


@lru_cache(maxsize=4096)
def _pieces(text: str, letters: bool) -> tuple[_Piece, ...]:
    """A token's text in pieces of one face: Unicode's small digits become true scripts, letters italic."""
    if text == "·":
        return (_Piece("·", False, 0, _TIMES_ROOM),)
    word = _WORD.search(text) is not None
    found = []
    for (italic, script), group in groupby(text, key=lambda sign: _kind(sign, letters and not word)):
        found.append(_Piece("".join(map(_plain, group)), italic, script))
    return tuple(found)


def _kind(sign: str, letters: bool) -> tuple[bool, int]:
    decomposition = unicodedata.decomposition(sign)
    script = 1 if decomposition.startswith(_RAISED) else -1 if decomposition.startswith(_LOWERED) else 0
    return letters and _plain(sign).isalpha() and sign not in "∂", script


def _plain(text: str) -> str:
    """The text with small digits and letters in their full size; a hyphen becomes a minus."""
    small = any(unicodedata.decomposition(sign).startswith((_RAISED, _LOWERED)) for sign in text)
    return unicodedata.normalize("NFKC", text).replace("-", "−") if small else text
