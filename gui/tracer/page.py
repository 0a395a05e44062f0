"""What the tracer shows at once: what stands there in words, and each step in symbols and in numbers; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from engine.trace import Origin

if TYPE_CHECKING:
    from engine.formula import Token

Tone = Literal["text", "accent_ink", "gradient", "danger_text"]
"""The colour of a page's lead, by its name in the theme."""


@dataclass(frozen=True)
class Block:
    """One step: `head` `sign` `symbols`, below it `numbers` = `result`, and the reason why this case applies.

    numbers is empty where it would only repeat the symbols or the result. Of the numbers the first `told`
    tokens have been shown, None for all; `finished`: whether the result has been. newest: where the term shown last
    begins and ends among them; so_far: what the terms shown add up to.
    """

    label: str
    head: tuple[Token, ...]
    sign: str
    symbols: tuple[Token, ...]
    numbers: tuple[Token, ...]
    result: Token
    reason: tuple[Token, ...] = ()
    note: str = ""
    told: int | None = None
    finished: bool = True
    newest: tuple[int, int] = (0, 0)
    so_far: Token | None = None


@dataclass(frozen=True)
class Crumb:
    """A number that was asked on the way here, by its symbol; its full title; whether it is the one shown."""

    tokens: tuple[Token, ...]
    title: str
    current: bool


@dataclass(frozen=True)
class Page:
    """All that the tracer shows at once. lead: the phase of the step, "" for a number that was asked."""

    lead: str
    tone: Tone
    title: str
    place: str
    sentence: str
    blocks: tuple[Block, ...] = ()
    notes: tuple[str, ...] = ()
    origin: Origin = Origin.COMPUTED
    trail: tuple[Crumb, ...] = ()
