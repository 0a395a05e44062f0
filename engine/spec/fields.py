"""Field metadata of the specs: label, help and bounds, from which forms, checks and messages grow."""

from dataclasses import dataclass, field
from typing import Any

_KEY = "chainrule"


@dataclass(frozen=True)
class FieldInfo:
    """What a form or a message needs to know of one field: words, and inclusive bounds for numbers."""

    label: str
    sentence: str
    low: float | None = None
    high: float | None = None
    catalog: str = ""


def described(default: Any, info: FieldInfo) -> Any:
    """A dataclass field with its default and its description."""
    return field(default=default, metadata={_KEY: info})


def field_infos(spec_class: type) -> dict[str, FieldInfo]:
    """The described fields of a spec class, in order, by name."""
    table = getattr(spec_class, "__dataclass_fields__")  # noqa: B009 (a plain attribute access is untyped)
    return {name: f.metadata[_KEY] for name, f in table.items() if _KEY in f.metadata}
