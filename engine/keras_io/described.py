"""Objects as Keras describes them in JSON: read by an allow-list of classes, never looked up or built."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from engine.safe_io import UnreadableFile

_KNOWN = {
    "module", "class_name", "config", "registered_name", "build_config", "compile_config", "name", "inbound_nodes",
    "shared_object_id",
}  # fmt: skip
_LONGEST = 80


@dataclass(frozen=True)
class Described:
    """An object's class and settings."""

    class_name: str
    config: dict[str, Any]


def described(value: object, place: str, modules: Collection[str]) -> Described:
    """A class of one of these modules, with its settings as they stand there.

    Raises:
        UnreadableFile: no description, an entry or a module that is not known, or a class of somebody's own.
    """
    if not isinstance(value, dict) or not isinstance(value.get("config"), dict):
        raise UnreadableFile(f"{place} is not described as Keras does it")
    if unknown := value.keys() - _KNOWN:
        raise UnreadableFile(f'{place} has the unknown entry "{shortened(min(unknown))}"')
    name, module = value.get("class_name"), value.get("module")
    if not isinstance(name, str):
        raise UnreadableFile(f"{place} has no class")
    registered = value.get("registered_name")
    if module not in modules or registered not in (None, name):
        whose = registered if isinstance(registered, str) else f"{module}.{name}"
        raise UnreadableFile(
            f"{place} is of the class {shortened(whose)}, which is none of Keras's own that can be drawn. "
            "Code that somebody wrote is never run: rebuild the model of Keras's own layers"
        )
    return Described(name, value["config"])


def shortened(text: object) -> str:
    """What stands in a file, as much of it as fits into a sentence."""
    plain = "".join(sign if sign.isprintable() else "?" for sign in str(text))
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"


def name_of(config: dict[str, Any], place: str) -> str:
    """The name of a layer or a model.

    Raises:
        UnreadableFile: it has none.
    """
    name = config.get("name")
    if not isinstance(name, str) or not name:
        raise UnreadableFile(f"{place} has no name")
    return name


def number_of(value: object) -> float | None:
    """A finite number; of a float32 the shortest decimal that means it. None: it is no such thing."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return plain(number) if math.isfinite(number) else None


def plain(number: float) -> float:
    """0.0010000000474974513 is the float32 that Keras made of 0.001: that is taken."""
    import numpy as np  # imported late, with everything here

    if abs(number) > float(np.finfo(np.float32).max):
        return number
    single = np.float32(number)
    return float(str(single)) if float(single) == number else number
