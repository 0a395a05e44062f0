"""Specs to and from versioned JSON; unknown fields, wrong types and newer versions are refused by place."""

import json
from collections.abc import Iterator
from dataclasses import is_dataclass
from math import isfinite
from typing import Any, TypeVar, get_args, get_type_hints

import msgspec

from engine.spec.parameters import Parameters
from engine.spec.specs import ExperimentSpec
from engine.spec.table import TableRef

T = TypeVar("T")
FORMAT = "chainrule-experiment"
VERSION = 1


class SpecError(ValueError):
    """A text that is no experiment: the message says where and why."""


def to_json(spec: ExperimentSpec) -> bytes:
    """The experiment as UTF-8 JSON with format and version, indented for people."""
    return encode({"format": FORMAT, "version": VERSION, "experiment": spec})


def from_json(text: bytes | str) -> ExperimentSpec:
    """The experiment written by `to_json`.

    Raises:
        SpecError: not JSON, an infinite number, not this format, a newer version, an unknown field or a wrong type.
    """
    try:
        document = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        place = endless_number(text)
        if place:
            raise SpecError(f"{place} is no finite number. Correct or remove that entry.") from None
        raise SpecError(f"This is not JSON: {error}. Choose a file that Chainrule wrote.") from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise SpecError(f'This is not a Chainrule experiment (no "format": "{FORMAT}"). Choose another file.')
    version = document.get("version")
    if version != VERSION:
        raise SpecError(
            f"The experiment has format version {version!r}; this program reads version {VERSION}. "
            "Open it with the Chainrule that wrote it, or update this one."
        )
    return decode(document.get("experiment"), ExperimentSpec, "experiment")


def endless_number(text: bytes | str) -> str:
    """The place of the first NaN, infinity or number beyond float64 in a text that is JSON otherwise, or ""."""
    try:
        values = json.loads(text)
        return next((place for place, number in _numbers(values, "") if not isfinite(number)), "")
    except (ValueError, RecursionError):
        return ""


def _numbers(value: object, place: str) -> Iterator[tuple[str, float]]:
    if isinstance(value, float):
        yield place, value
    elif isinstance(value, dict):
        for key, child in value.items():
            yield from _numbers(child, f"{place}.{key}" if place else str(key))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _numbers(child, f"{place}[{index}]")


def encode(value: object) -> bytes:
    """Anything made of specs and plain values as UTF-8 JSON, indented for people; the other way is `decode`."""
    return msgspec.json.format(msgspec.json.encode(value, enc_hook=_encode), indent=2)


def decode(value: object, spec_class: type[T], place: str) -> T:
    """Plain JSON values as a spec object; `place` begins the paths in messages."""
    _refuse_unknown(value, spec_class, place)
    try:
        return msgspec.convert(value, spec_class, strict=True, dec_hook=_decode)
    except msgspec.ValidationError as error:
        raise SpecError(f"{place}: {str(error).replace('`$', '`' + place)}. Correct or remove that entry.") from None


def _encode(value: object) -> object:
    if isinstance(value, Parameters):
        return dict(value)
    if isinstance(value, TableRef):
        return value.digest
    raise NotImplementedError(type(value))


def _decode(kind: type, value: Any) -> object:
    if kind is TableRef:
        if not isinstance(value, str):
            raise ValueError(f"Expected a table by its digest, got {value!r}")
        return TableRef.of(value)
    if kind is not Parameters:
        raise NotImplementedError(kind)
    numbers = isinstance(value, dict) and all(
        isinstance(n, int | float) and not isinstance(n, bool) for n in value.values()
    )
    if not numbers:
        raise ValueError(f"Expected an object of numbers, got {value!r}")
    return Parameters(value)


def _refuse_unknown(value: object, kind: Any, place: str) -> None:
    if is_dataclass(kind) and isinstance(value, dict):
        hints = get_type_hints(kind)
        for key, child in value.items():
            if key not in hints:
                known = ", ".join(hints)
                raise SpecError(f'{place} has an unknown entry "{key}". Known entries: {known}.')
            _refuse_unknown(child, hints[key], f"{place}.{key}")
    elif isinstance(value, list) and get_args(kind):
        for index, child in enumerate(value):
            _refuse_unknown(child, get_args(kind)[0], f"{place}[{index}]")
