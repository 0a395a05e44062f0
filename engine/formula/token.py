"""A piece of a line that shows a formula."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Literal

Role = Literal["plain", "signed", "gradient", "result", "muted"]
Mode = Literal["symbols", "numbers"]


@dataclass(frozen=True)
class Token:
    """A piece of a line; `address` is where a click asks.

    level: how many exponents it stands in. script: 1 above a letter, -1 below it. italic: a letter.
    """

    text: str
    role: Role = "plain"
    value: float = 0.0
    address: Hashable = None
    level: int = 0
    script: int = 0
    italic: bool = False
