"""Values of settings out of what somebody typed: numbers, fractions, on or off, lists with commas."""

import re
import typing
from math import isfinite
from typing import Any

_LISTED = re.compile(r'\s*(?:"((?:[^"]|"")*)"|([^",][^,]*)?)\s*(?=,|$)')
ON, OFF = ("on", "true", "yes", "1"), ("off", "false", "no", "0")


class BadValue(ValueError):
    """A text that is no such value; the message says what is asked for."""


def read_value(kind: Any, text: str) -> Any:
    """The value of a field of that type: bool, int, float, str, or a tuple of one of them.

    Raises:
        BadValue: it is none.
    """
    if kind is bool:
        return _switch(text)
    if kind is int:
        return _whole(text)
    if kind is float:
        return _number(text)
    if typing.get_origin(kind) is tuple:
        return _several(typing.get_args(kind)[0], text)
    return text


def _switch(text: str) -> bool:
    word = text.lower()
    if word not in (*ON, *OFF):
        raise BadValue("write on or off.")
    return word in ON


def _whole(text: str) -> int:
    if not re.fullmatch(r"[+-]?(\d{1,30}|\d{1,3}(,\d{3}){1,10})", text, re.ASCII):
        raise BadValue("write a whole number, such as 20.")
    return int(text.replace(",", ""))


def _number(text: str) -> float:
    over, slash, under = text.partition("/")
    try:
        value = float(over) / float(under) if slash else float(over)
    except (ValueError, ZeroDivisionError):
        value = float("nan")
    if not isfinite(value) or "_" in text:
        raise BadValue("write a number, such as 0.03, 1e-4 or 1/3.")
    return value


def _several(kind: Any, text: str) -> tuple[Any, ...]:
    """A list with commas; of pairs each one with a colon; a text that has a comma itself in quotation marks."""
    text = text.strip()
    inside = text[1:-1] if text[:1] in ("(", "[") and text[-1:] in (")", "]") else text
    parts = _quoted(inside) if kind is str else [part.strip() for part in inside.split(",") if part.strip()]
    if typing.get_origin(kind) is tuple:
        pairs = [tuple(read_value(typing.get_args(kind)[0], each) for each in part.split(":")) for part in parts]
        if any(len(pair) != len(typing.get_args(kind)) for pair in pairs):
            raise BadValue("write pairs with a colon, such as 0:1,2:0.")
        return tuple(pairs)
    return tuple(read_value(kind, part) for part in parts)


def _quoted(text: str) -> list[str]:
    """Texts with commas between them; "a, b" is one, and "" within it a quotation mark."""
    found, place = list[str](), 0
    while place <= len(text):
        part = _LISTED.match(text, place)
        if part is None:
            raise BadValue('close each quotation mark, as in "pixel 1,1","pixel 1,2".')
        found.append((part[1] or "").replace('""', '"').strip() or (part[2] or "").strip())
        place = part.end() + 1
    return [each for each in found if each]
