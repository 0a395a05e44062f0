"""JSON that others wrote, parsed to a depth and a size; nothing is built of it here."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import numpy as np

from engine.safe_io import UnreadableFile

MAX_BYTES = 2 * 2**20
MAX_DEPTH = 32
MAX_DIGITS = 4_000
_STRINGS = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
_STEPS = np.array([(chr(sign) in "[{") - (chr(sign) in "]}") for sign in range(256)], dtype=np.int8)


def parse_object(text: bytes, member: str) -> dict[str, Any]:
    """The JSON object in a member of an archive.

    Raises:
        UnreadableFile: too deep, no JSON object, a name that occurs twice, or a number that is not finite.
    """
    if _depth(text) > MAX_DEPTH:
        raise UnreadableFile(f"{member} is nested more than {MAX_DEPTH} levels deep")
    try:
        found = json.loads(text, object_pairs_hook=_object, parse_constant=_refused, parse_int=_whole)
    except UnreadableFile as error:
        raise UnreadableFile(f"{member}: {error}") from None
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(f"{member} is no JSON ({error})") from None
    if not isinstance(found, dict):
        raise UnreadableFile(f"{member} holds no JSON object")
    return found


def _depth(text: bytes) -> int:
    signs = np.frombuffer(_STRINGS.sub(b"", text), dtype=np.uint8)
    return int(np.cumsum(_STEPS[signs], dtype=np.int64).max(initial=0))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
        raise UnreadableFile(f'"{twice[:60]}" occurs twice')
    return found


def _whole(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise UnreadableFile(f"a number of {len(digits):,} digits is none that a model has")
    return int(digits)


def _refused(constant: str) -> None:
    raise UnreadableFile(f"{constant} is no finite number")
