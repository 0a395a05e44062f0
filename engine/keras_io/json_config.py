"""JSON that others wrote, parsed to a depth and a size; nothing is built of it here."""

from __future__ import annotations

import json
import re
from typing import Any

from engine.safe_io import UnreadableFile

MAX_BYTES = 2 * 2**20
MAX_DEPTH = 32
_BRACKETS = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|[\[{]|[\]}]', re.DOTALL)


def parse_object(text: bytes, member: str) -> dict[str, Any]:
    """The JSON object in a member of an archive.

    Raises:
        UnreadableFile: too deep, no JSON object, a name that occurs twice, or a number that is not finite.
    """
    if _depth(text) > MAX_DEPTH:
        raise UnreadableFile(f"{member} is nested more than {MAX_DEPTH} levels deep")
    try:
        found = json.loads(text, object_pairs_hook=_object, parse_constant=_refused)
    except UnreadableFile as error:
        raise UnreadableFile(f"{member}: {error}") from None
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(f"{member} is no JSON ({error})") from None
    if not isinstance(found, dict):
        raise UnreadableFile(f"{member} holds no JSON object")
    return found


def _depth(text: bytes) -> int:
    depth = deepest = 0
    for found in _BRACKETS.finditer(text):
        sign = found[0]
        if sign in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in b"]}":
            depth -= 1
    return deepest


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise UnreadableFile(f'"{twice[:60]}" occurs twice')
    return found


def _refused(constant: str) -> None:
    raise UnreadableFile(f"{constant} is no finite number")
