"""The hidden layers of a network as a person types them: "8-4" for 8 neurons and then 4."""

import re
from collections.abc import Sequence

from engine.spec.specs import MAX_COUNT

MOST_LAYERS = 50
NONE = "none"


def typed_shape(text: str) -> tuple[int, ...]:
    """The units of each hidden layer; "" and "none" are no hidden layer. Hyphens, spaces, commas and × part them.

    Raises:
        ValueError: something else stands there, in a sentence.
    """
    plain = text.strip().lower()
    if plain in ("", NONE, "0", "-", "–"):
        return ()
    parts = re.split(r"\s*[-–—→>x×;,]\s*|\s+", plain)
    if not all(re.fullmatch(r"\d{1,9}", part) for part in parts):
        raise ValueError(f'"{text.strip()}" is no shape. Type the units of each hidden layer, such as 8-4.')
    units = tuple(int(part) for part in parts)
    if not all(1 <= count <= MAX_COUNT for count in units):
        raise ValueError(f"A layer has from 1 to {MAX_COUNT:,} units. Mend the number that is out of range.")
    if len(units) > MOST_LAYERS:
        raise ValueError(f"{len(units)} hidden layers are too many to be seen. Type at most {MOST_LAYERS}.")
    return units


def shape_text(units: Sequence[int]) -> str:
    """As it is typed: "8-4", or "none"."""
    return "-".join(map(str, units)) or NONE
